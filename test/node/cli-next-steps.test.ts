import t from 'tap'
import { nearNames } from '../../cli/near-names.ts'
import { problemOf, problemText } from '../../node/client/problem.ts'
import { refuse } from '../../protocol/refusal.ts'
import { cliGroup } from '../support/cli-group.ts'
import { accepted, HOUR, testClock } from '../support/test-core.ts'

const DAY = 24 * HOUR

t.test('whoever a misspelt name may mean', async t => {
  const names = ['Joan', 'Joana Roig', 'Núria', 'Bo', 'Marta']
  t.strictSame(nearNames('Jaon', names), ['Joan'])
  t.strictSame(nearNames('joan', names), ['Joan', 'Joana Roig'], 'what begins so too')
  t.strictSame(nearNames('Nuria', names), ['Núria'], 'accents aside')
  t.strictSame(nearNames('Ghost', names), [])
  t.strictSame(nearNames('', names), [])
})

t.test('what is not known is not named, and times are dates', async t => {
  const text = (detail: Parameters<typeof refuse>[1]) =>
    problemText(problemOf(refuse('proposal/unknown', detail)), ms => `<${ms}>`)
  t.equal(text({ line: null, near: '' }), 'There is no such proposal.')
  t.equal(text({ closesAtMs: 1_800_000_000_000 }), 'There is no such proposal. (closes at <1800000000000>)')
  t.equal(text({ line: 3, keyingMs: 60_000 }), 'There is no such proposal. (line 3, keyingMs 60000)')
})

t.test('what a command refuses comes with names, dates and what to do', async t => {
  await using cli = await cliGroup(t.testdir())
  const { group, run, json } = cli
  const [alice, bob] = await group.join('Alice', 'Bob')
  if (!alice || !bob) throw new Error('nobody joined')
  const open = ['proposal', 'open', '--method', 'approval', '--option', 'Trees', '--open', '2h', '--quorum', '1/3']
  t.match(await run(alice, ...open, '--title', 'Which?'), {
    code: 1,
    stderr: /one option only[\s\S]*offer more options/,
  })
  const { id } = await json<{ id: string }>(alice, ...open, '--title', 'Which?', '--option', 'Bikes')
  await group.clerk.settle()
  const [vouch, nominate, seats, term, early, blank] = await Promise.all([
    run(alice, 'member', 'vouch', 'Bob'),
    run(alice, 'election', 'nominate', id, 'Alcie'),
    run(alice, 'election', 'call', '--office', 'Treasurer', '--seats', '0'),
    run(alice, 'election', 'call', '--office', 'Treasurer', '--term', '0d'),
    run(alice, 'export', 'decision', id, '-o', `${t.testdirName}/decision.car`),
    run(alice, 'vote', id, 'blank'),
  ])
  t.match(vouch, { code: 1, stderr: /^Bob is a member already\.\n/ })
  t.match(nominate, { code: 1, stderr: /^Nobody here is called Alcie\. Did you mean Alice\?\n.*member list/ })
  t.match(seats, { code: 2, stderr: /from 1 on/ })
  t.match(term, { code: 2, stderr: /It takes some time/ })
  t.match(early, { code: 1, stderr: /^The vote is not closed yet\. \(closes at \d{4}-\d\d-\d\d \d\d:\d\d\)\nWait/ })
  t.match(blank, { code: 0, stdout: /is taken/ })
  group.clock.advance(3 * HOUR)
  await group.clerk.settle()
  const nowhere = `${t.testdirName}/none/decision.car`
  t.match(await run(alice, 'export', 'decision', id, '-o', nowhere), {
    code: 1,
    stderr: /^The file cannot be written\. \(file .*, problem there is no such file or folder\)\nName a file/,
  })
  const tally = await json<object>(alice, 'tally', id)
  t.match(tally, { voters: 1, quorum: { met: true }, outcome: { selected: [] } }, 'who hands in blank takes part')
})

t.test('what was rejected is put again by its id alone', async t => {
  await using cli = await cliGroup(t.testdir(), {}, testClock(Date.now() - 40 * DAY))
  const { group } = cli
  const [alice] = await group.join('Alice')
  if (!alice) throw new Error('nobody joined')
  const threshold: [bigint, bigint] = [3n, 5n]
  const asked = { title: 'A pond?', text: 'By the gate.', method: { method: 'supermajority', threshold } } as const
  const before = await group.open({ ...asked, thresholds: [{ what: 'objections' }] })
  accepted(await group.vote(alice, before, { vote: 'against' }))
  group.clock.advance(3 * HOUR)
  await group.clerk.settle()
  group.clock.advance(40 * DAY - 3 * HOUR)
  const { id } = await cli.json<{ id: string }>(alice, 'proposal', 'open', '--again', before, '--text', 'By the well.')
  await group.clerk.settle()
  t.match(await cli.json(alice, 'proposal', 'show', id), {
    title: 'A pond?',
    text: 'By the well.',
    methodRule: { method: 'supermajority', threshold: '3/5' },
    thresholds: [{ what: 'objections' }],
  })
  t.match(await cli.run(alice, 'proposal', 'open'), { code: 2, stderr: /--title, or --again/ })
})
