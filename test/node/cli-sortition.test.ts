import t from 'tap'
import { openSortitionClerk } from '../../node/domains/assembly/sortition-clerk.ts'
import { cliGroup } from '../support/cli-group.ts'
import { HOUR } from '../support/test-core.ts'

t.test('a panel drawn by lot on the command line', async t => {
  await using cli = await cliGroup(t.testdir())
  const { steward, clock, core, join } = cli.group
  const [alice, bob] = await join('Alice', 'Bob')
  if (!alice || !bob) throw new Error('nobody joined')
  const clerk = openSortitionClerk(core)
  const call = ['sortition', 'call', '--title', 'Rules panel', '--seats', '1', '--role', 'member', '--for', '1h']
  const { id } = await cli.json<{ id: string }>(steward, ...call)
  const short = id.slice(-10)
  t.match((await cli.run(alice, 'sortition', 'list')).stdout, /Rules panel +called +1 +0 /)
  await clerk.settle()
  t.match(await cli.json(alice, 'sortition', 'join', short), { sortition: id })
  t.match(await cli.run(alice, 'sortition', 'join', short), { code: 1, stderr: /already/ })
  t.match(await cli.run(alice, 'sortition', 'verify', short), { code: 1, stderr: /not at the point/ })
  t.match(await cli.run(alice, 'sortition', 'show', 'zzzzzzzz'), { code: 1, stderr: /no such draw/ })
  clock.advance(2 * HOUR)
  await clerk.settle()
  const shown = await cli.json<{ panel: { key: string }[] }>(bob, 'sortition', 'show', short)
  t.match(shown, { state: 'drawn', alternates: { length: 1 } })
  const drawn = [alice, bob].find(({ key }) => key === shown.panel[0]?.key)
  if (!drawn) throw new Error('nobody was drawn')
  t.match((await cli.run(bob, 'sortition', 'show', short)).stdout, `Panel: ${drawn.name}`)
  t.match(await cli.json(drawn, 'sortition', 'decline', short), { sortition: id })
  const next = drawn === alice ? bob : alice
  t.match(await cli.json(bob, 'sortition', 'verify', short), { verified: true, panel: [{ name: next.name }] })
  t.match((await cli.run(bob, 'sortition', 'verify', short)).stdout, `Verified: the entries draw ${next.name}.`)
})
