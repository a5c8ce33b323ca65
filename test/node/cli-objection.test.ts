import { join } from 'node:path'
import t from 'tap'
import { cliGroup } from '../support/cli-group.ts'
import { HOUR } from '../support/test-core.ts'

type Listed = { id: string; state: string; stands: boolean }

t.test('objections from the command line, up to the evidence', async t => {
  const folder = t.testdir()
  await using cli = await cliGroup(join(folder, 'keys'))
  const { group, json, run } = cli
  const [alice, bob] = await group.join('Alice', 'Bob')
  if (!alice || !bob) throw new Error('nobody joined')
  const { id } = await json<{ id: string }>(
    alice,
    ...['proposal', 'open', '--title', 'Plant a tree?', '--quorum', '0', '--open', '3d'],
    ...['--require', 'for 2/3 of cast', '--require', 'no objection'],
  )
  await group.clerk.settle()
  t.match(await json(alice, 'proposal', 'show', id), {
    thresholds: [{ what: 'for', of: 'cast', share: '2/3' }, { what: 'objections' }],
  })
  await json(bob, 'vote', id, 'for')
  const dry = await json<{ id: string }>(alice, 'objection', 'raise', id, 'It needs water.')
  const dark = await json<{ id: string }>(alice, 'objection', 'raise', id, 'It takes the light.')

  t.match(await run(bob, 'objection', 'judge', id, dry.id, '--dismiss', 'It rains.'), { code: 1, stderr: /role/ })
  t.match(await run(group.steward, 'objection', 'judge', id, dry.id), { code: 2, stderr: /--uphold or --dismiss/ })
  await json(group.steward, 'objection', 'judge', id, dry.id, '--dismiss', 'It rains.')
  await json(group.steward, 'objection', 'judge', id, dark.id, '--uphold', 'It does.')
  t.match(await json(bob, 'tally', id), { objections: { heeded: 'upheld', standing: 1, upheld: 1 } })
  const { stdout } = await run(bob, 'proposal', 'show', id)
  t.match(stdout, /1 objection upheld\n/)
  t.match(stdout, /It needs water\. \(Alice; dismissed\)\n {4}Dismissed by steward of Gràcia: It rains\./)
  t.match(stdout, /It takes the light\. \(Alice; upheld, stands\)/)
  const listed = await run(bob, 'objection', 'list', id, '--json')
  t.match(
    listed.stdout
      .trim()
      .split('\n')
      .map((line): Listed => JSON.parse(line)),
    [
      { state: 'dismissed', stands: false },
      { state: 'upheld', stands: true },
    ],
  )

  group.clock.advance(73 * HOUR)
  await group.clerk.settle()
  const file = join(folder, 'decision.car')
  t.equal((await run(bob, 'export', 'decision', id, '-o', file)).code, 0)
  const verified = await run(bob, 'verify', file)
  t.match(verified.stdout, /1 objection upheld\n.*majority: rejected/s)
  t.match(verified.stdout, /Verified: /)
})
