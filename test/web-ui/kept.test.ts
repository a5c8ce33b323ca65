import t from 'tap'
import { Problem } from '../../web-ui/src/api/problem.ts'
import { readDeviceKey, writeDeviceKey } from '../../web-ui/src/device-key.ts'
import { keepBallot, readBallots } from '../../web-ui/src/kept-ballots.ts'
import { keepWriting, knownSeq, noteSeq, readWritings, tidyWritings } from '../../web-ui/src/kept-writings.ts'
import { openOutbox } from '../../web-ui/src/outbox.ts'
import { emptyDraft, forgetDraft, keepDraft, readDraft } from '../../web-ui/src/proposal-draft.ts'
import { memoryStorage } from './memory-storage.ts'

class Broken extends Error {}
const isBroken = (error: unknown) => error instanceof Broken

t.test('what was signed without a connection is sent later, in order, once', async t => {
  const storage = memoryStorage()
  const first = openOutbox(storage, isBroken)
  first.add({ id: '1', entry: 'a' })
  first.add({ id: '2', entry: 'b' })
  const outbox = openOutbox(storage, isBroken)
  t.equal(outbox.waiting().length, 2, 'it survives the closed page')
  const sent: string[] = []
  await outbox.flush(async entry => {
    if (entry === 'b') throw new Broken()
    sent.push(entry)
  })
  t.same(sent, ['a'])
  t.same(
    outbox.waiting().map(({ id }) => id),
    ['2'],
    'what did not arrive waits on',
  )
  const deliver = async (entry: string) => sent.push(entry)
  await Promise.all([outbox.flush(deliver), outbox.flush(deliver)])
  t.same(sent, ['a', 'b'], 'two at once send it once')
  t.same(openOutbox(storage, isBroken).waiting(), [])
})

t.test('what the node refuses is not sent for ever', async t => {
  const outbox = openOutbox(memoryStorage(), isBroken)
  outbox.add({ id: '1', entry: 'late' })
  await outbox.flush(async () => {
    throw new Problem({ code: 'ballot/late', sentence: 'Too late.', status: 409 })
  })
  t.same(outbox.waiting(), [])
  t.same(outbox.refused(), [{ id: '1', code: 'ballot/late', sentence: 'Too late.' }], 'who wrote it can read why')
  outbox.read('1')
  t.same(outbox.refused(), [], 'once')
})

t.test('the last ballot of a proposal is the one kept', async t => {
  const storage = memoryStorage()
  const ballot = { proposal: 'p', title: 'Gate', id: 'e1', choice: { vote: 'for' } as const, seq: 1, atMs: 1 }
  keepBallot(storage, ballot)
  keepBallot(storage, { ...ballot, proposal: 'q', id: 'e2' })
  keepBallot(storage, { ...ballot, id: 'e3', choice: { vote: 'against' }, seq: 2 })
  t.same(
    readBallots(storage).map(({ id }) => id),
    ['e3', 'e2'],
  )
})

t.test('what waits is kept beside what it is about, until it is needed no more', async t => {
  const storage = memoryStorage()
  const argument = { id: 'e1', kind: 'argument/made', about: 'p', text: 'Shade.' }
  keepWriting(storage, argument)
  keepWriting(storage, { ...argument, id: 'e2' })
  tidyWritings(storage, id => id === 'e2')
  t.same(readWritings(storage), [{ ...argument, id: 'e2' }])
  noteSeq(storage, 'log', 7)
  noteSeq(storage, 'log', 3)
  t.equal(knownSeq(storage, 'log'), 7, 'a counter never goes back')
})

t.test('two windows of one device add to the same outbox', async t => {
  const storage = memoryStorage()
  const [one, other] = [openOutbox(storage, isBroken), openOutbox(storage, isBroken)]
  one.add({ id: '1', entry: 'a' })
  other.add({ id: '2', entry: 'b' })
  t.equal(openOutbox(storage, isBroken).waiting().length, 2)
})

t.test('a spoilt storage is an empty one', async t => {
  const storage = memoryStorage()
  for (const place of [
    'comunal.ballots',
    'comunal.outbox',
    'comunal.refused',
    'comunal.writings',
    'comunal.seq',
    'comunal.draft',
    'comunal.key',
  ]) {
    for (const rubbish of ['{', 'null', '[{}]', '{"key":1,"seed":2}']) {
      storage.setItem(place, rubbish)
      t.same(readBallots(storage), [])
      t.same(openOutbox(storage, isBroken).waiting(), [])
      t.same(openOutbox(storage, isBroken).refused(), [])
      t.same(readWritings(storage), [])
      t.equal(knownSeq(storage, 'log'), 0)
      t.equal(readDraft(storage), undefined)
      t.equal(readDeviceKey(storage), undefined)
    }
  }
})

t.test('a draft and a key come back as they were', async t => {
  const storage = memoryStorage()
  keepDraft(storage, { ...emptyDraft, title: 'Gate' })
  t.equal(readDraft(storage)?.title, 'Gate')
  forgetDraft(storage)
  t.equal(readDraft(storage), undefined)
  const key = { key: 'a'.repeat(64), seed: 'b'.repeat(64) }
  writeDeviceKey(storage, key)
  t.same(readDeviceKey(storage), key)
})
