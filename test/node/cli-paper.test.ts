import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { cliGroup } from '../support/cli-group.ts'
import { accepted, HOUR } from '../support/test-core.ts'

type Printed = { serials: string[]; count: number }

t.test('a vote on paper from the command line, up to the evidence', async t => {
  const folder = t.testdir()
  await using cli = await cliGroup(join(folder, 'keys'))
  const { group, json, run } = cli
  const { steward } = group
  const [alice, bob, tina] = await group.join('Alice', 'Bob', 'Tina')
  if (!alice || !bob || !tina) throw new Error('nobody joined')
  accepted(await group.act(steward.signer, 'member/role-set', { member: tina.key, role: 'moderator' }))
  const { id } = await json<{ id: string }>(
    steward,
    ...[
      'proposal',
      'open',
      '--title',
      'Which <tree>?',
      '--method',
      'stv',
      '--option',
      'Oak',
      '--option',
      'Fig',
      '--quorum',
      '0',
    ],
    ...['--open', '3d', '--paper', '2h'],
  )
  await group.clerk.settle()

  t.match(await run(alice, 'paper', 'issue', id, 'Alice'), { code: 1, stderr: /role/ })
  t.match((await run(steward, 'paper', 'issue', id, 'Alice')).stdout, /Alice votes on paper/)
  t.match(await run(alice, 'vote', id, 'Oak'), { code: 1, stderr: /sheet of paper/ })
  t.match((await run(alice, 'paper', 'status', id)).stdout, /1 member on paper; 0 sheets printed.*You vote on paper/s)
  await json(steward, 'paper', 'issue', id, 'Bob')
  t.match((await run(steward, 'paper', 'return', id, 'Bob')).stdout, /Bob has no sheet any more/)
  await json(bob, 'vote', id, 'Fig')

  const file = join(folder, 'sheets.html')
  const { serials, count } = await json<Printed>(steward, 'paper', 'print', id, '--sheets', '2', '-o', file)
  t.equal(count, 2)
  const page = readFileSync(file, 'utf8')
  for (const serial of serials) t.ok(page.includes(serial))
  t.match(page, /Which &#60;tree&#62;\?/)
  t.match(page, /<li>.*Oak<\/li><li>.*Fig<\/li>/)

  const [sheet = ''] = serials
  t.match(await run(bob, 'paper', 'key', id, sheet, '1'), { code: 1, stderr: /role/ })
  t.match(await run(tina, 'paper', 'key', id, '00000000', '1'), { code: 1, stderr: /No sheet with this serial/ })
  t.match(await run(tina, 'paper', 'key', id, sheet), { code: 2, stderr: /--spoilt/ })
  t.match(await json(tina, 'paper', 'key', id, sheet.toLowerCase(), '2', '1'), {
    state: 'once',
    choice: { rank: ['Fig', 'Oak'] },
  })
  t.match(await json(steward, 'paper', 'key', id, sheet, 'Oak'), { state: 'differ' })
  t.match((await run(tina, 'paper', 'status', id)).stdout, new RegExp(`${sheet}  the tellers disagree`))
  t.match(await json(bob, 'paper', 'status', id), { open: 1, agreed: 0, sheets: null }, 'sheets are for tellers')
  t.match(await json(steward, 'paper', 'key', id, sheet, 'Fig>Oak'), { state: 'agreed' })

  group.clock.advance(73 * HOUR)
  await group.clerk.settle()
  t.match(await json(bob, 'tally', id), { voters: 2, paper: { issued: 1, counted: 1, spoilt: 0, unsettled: 0 } })
  const bundle = join(folder, 'decision.car')
  t.equal((await run(bob, 'export', 'decision', id, '-o', bundle)).code, 0)
  const verified = await run(bob, 'verify', bundle)
  t.match(verified.stdout, /1 of these on paper; 1 sheet handed out/)
  t.match(verified.stdout, /Verified: /)
})
