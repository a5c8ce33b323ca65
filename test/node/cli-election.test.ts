import t from 'tap'
import { openElectionClerk } from '../../node/domains/assembly/election-clerk.ts'
import { cliGroup } from '../support/cli-group.ts'
import { HOUR } from '../support/test-core.ts'

t.test('an election on the command line, from the call to a vacancy', async t => {
  await using cli = await cliGroup(t.testdir())
  const { group } = cli
  const { steward, clock, core, clerk } = group
  const [alice, bob] = await group.join('Alice', 'Bob')
  if (!alice || !bob) throw new Error('nobody joined')
  const elections = openElectionClerk(core)
  const call = ['election', 'call', '--office', 'Coordinator', '--method', 'irv', '--role', 'moderator']
  t.match(await cli.run(alice, ...call), { code: 1, stderr: /role of this member/ })
  const { id } = await cli.json<{ id: string }>(steward, ...call, '--nominations', '2h', '--open', '3h', '--term', '4w')
  const short = id.slice(-10)
  t.match(await cli.json(alice, 'election', 'nominate', short, 'Alice'), { nominee: alice.key })
  t.match((await cli.run(alice, 'election', 'nominate', short, 'Bob')).stdout, 'Bob is put up.')
  t.match(
    (await cli.run(bob, 'election', 'show', short)).stdout,
    /1 seat by irv: nominating[\s\S]*Bob has not answered/,
  )
  t.match(await cli.json(bob, 'election', 'decline', short), { accepts: false })
  t.match(await cli.json(bob, 'election', 'accept', short, '--statement', 'Green'), { statement: 'Green' })

  clock.advance(2.5 * HOUR)
  await elections.settle()
  await clerk.settle()
  t.match((await cli.run(bob, 'election', 'list')).stdout, /Coordinator +voting +1 +2 /)
  const { proposal } = await cli.json<{ proposal: string }>(bob, 'election', 'show', short)
  for (const who of [alice, bob]) t.match(await cli.run(who, 'vote', proposal, 'Bob', 'Alice'), { code: 0 })
  t.match((await cli.run(bob, 'election', 'holders')).stdout, 'Nobody holds an office.')
  clock.advance(4 * HOUR)
  await clerk.settle()
  t.match((await cli.run(bob, 'election', 'holders')).stdout, /Coordinator +Bob +moderator/)
  t.match(await cli.run(alice, 'election', 'resign', short), { code: 1, stderr: /does not hold that office/ })
  t.match((await cli.run(bob, 'election', 'resign', short)).stdout, 'You have left the office.')
  t.match((await cli.run(bob, 'election', 'show', short)).stdout, /Bob +moderator.* left [\s\S]*Alice +moderator/)
})
