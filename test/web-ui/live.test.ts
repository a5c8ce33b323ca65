import t from 'tap'
import { BROKEN, Problem } from '../../web-ui/src/api/problem.ts'
import { asksAgainIn, WITNESSED } from '../../web-ui/src/live/asks-again.ts'
import { keysOfEvent, readLiveEvent } from '../../web-ui/src/live/keys-of-event.ts'
import { openReadAgain } from '../../web-ui/src/live/read-again.ts'
import { hashField, invitationLink, pathOfHash } from '../../web-ui/src/routes.ts'

t.test('an entry makes stale what it is about, and nothing else', async t => {
  t.same(keysOfEvent({ kind: 'ballot/cast', subject: 'p1' }), [['proposals'], ['proposal', 'p1']])
  t.ok(keysOfEvent({ kind: 'delegation/given', subject: null }).some(([key]) => key === 'delegations'))
  t.same(keysOfEvent({ kind: 'review/given', subject: 'd1' }), [['drafts'], ['draft', 'd1'], ['due']])
  t.same(keysOfEvent({ kind: 'objection/raised', subject: 'p1' }), [
    ['objections', 'p1'],
    ['proposals'],
    ['proposal', 'p1'],
    ['due'],
    ['activity'],
  ])
  t.same(keysOfEvent({ kind: 'argument/made', subject: 'p1' }), [['arguments', 'p1'], ['activity']])
  t.same(keysOfEvent({ kind: 'offer/published', subject: null }), [['offers'], ['activity']])
  t.ok(keysOfEvent({ kind: 'mandate/issued', subject: null }).some(([key]) => key === 'federation-proposals'))
  for (const kind of ['charter/amended', 'member/removed', 'member/joined']) {
    t.ok(
      keysOfEvent({ kind, subject: null }).some(([key]) => key === 'initiatives'),
      `${kind}: what an initiative asks for may be out of reach, or need more support`,
    )
  }
  t.same(keysOfEvent({ kind: 'something/new', subject: null }), [])
})

t.test('messages of the stream', async t => {
  t.same(readLiveEvent('{"position":7,"kind":"ballot/cast","subject":"p1"}'), { kind: 'ballot/cast', subject: 'p1' })
  t.same(readLiveEvent('{"kind":"member/joined"}'), { kind: 'member/joined', subject: null })
  t.equal(readLiveEvent('peer'), undefined)
  t.equal(readLiveEvent('null'), undefined)
})

t.test('what no entry tells of is asked for again', async t => {
  const inSeconds = ({ state, ...read }: { meta?: typeof WITNESSED; state: { data: unknown; error?: Error } }) =>
    (['live', 'broken'] as const).map(
      stream => Number(asksAgainIn({ ...read, state: { error: null, ...state } }, stream)) / 1_000,
    )
  const [open, waiting] = [{ state: 'open' }, { state: 'waiting' }]
  t.same(inSeconds({ state: { data: [waiting] } }), [0, 5], 'nothing, while the stream tells')
  t.same(inSeconds({ meta: WITNESSED, state: { data: undefined } }), [0, 5])
  t.same(inSeconds({ meta: WITNESSED, state: { data: [open] } }), [0, 5], 'motions without a stream, too')
  t.same(inSeconds({ meta: WITNESSED, state: { data: [open, waiting] } }), [3, 3], 'witnesses are in no log')
  t.same(inSeconds({ meta: WITNESSED, state: { data: waiting } }), [3, 3])
  const unreached = new Problem({ code: BROKEN, sentence: 'The node could not be reached.', status: 0 })
  t.same(
    inSeconds({ state: { data: [open], error: unreached } }),
    [5, 5],
    'what could not be read, though the stream lives',
  )
})

t.test('a node that answers late is asked for everything ever less often, until it answers in time', async t => {
  const waits: number[] = []
  let isLate = true
  let act: (() => void) | undefined
  const readAgain = openReadAgain({
    isTold: () => true,
    readAll: async () => {
      for (const _read of ['one', 'another']) if (isLate) readAgain()
    },
    later: (read, ms) => {
      waits.push(ms / 1_000)
      act = read
    },
  })
  readAgain()
  for (let rounds = 0; rounds < 6; rounds++) {
    act?.()
    await new Promise(resolve => setImmediate(resolve))
  }
  t.same(waits, [3, 6, 12, 24, 48, 60, 60])
  isLate = false
  act?.()
  await new Promise(resolve => setImmediate(resolve))
  readAgain()
  t.same(waits.at(-1), 3)
})

t.test('links keep their secret behind the #', async t => {
  t.equal(pathOfHash('#/setup?token=abc'), '/setup#token=abc')
  t.equal(pathOfHash('#/'), '/')
  t.equal(pathOfHash('#content'), undefined)
  t.equal(pathOfHash('#//elsewhere?x=1'), undefined)
  const link = new URL(invitationLink('http://192.168.1.5:4000', 'ab'))
  t.equal(link.pathname, '/join')
  t.equal(link.search, '')
  t.equal(hashField(link.hash, 'invite'), 'ab')
  t.equal(hashField('', 'invite'), undefined)
})
