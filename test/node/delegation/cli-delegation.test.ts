import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { granted } from '../../../node/client/problem.ts'
import { readLogFile } from '../../../protocol/log/log-file.ts'
import { comunal, comunalJson, startedNode } from '../../support/comunal-process.ts'

t.test('delegations on the command line', async t => {
  const folder = t.testdir()
  const marta = ['--data', join(folder, 'data')]
  const joan = [...marta, '--key', join(folder, 'joan.key')]
  await comunalJson(['init', ...marta, '--name', 'Gràcia', '--as', 'Marta', '--join', 'open'])
  const node = await startedNode(join(folder, 'data'))
  t.teardown(() => node.stop())
  await comunalJson(['member', 'join', '--as', 'Joan', ...joan])
  const open = ['proposal', 'open', '--title', 'Plant a tree?', '--area', 'gardens', ...marta]
  const { id } = await comunalJson<{ id: string }>(open)

  await t.test('are given by name, and say so', async t => {
    const given = await comunalJson(['delegation', 'give', 'Marta', '--area', 'gardens', ...joan])
    t.match(given, { scope: { type: 'area', area: 'gardens' }, toName: 'Marta', expiresAtMs: null })
    t.match(await comunalJson(['delegation', 'list', ...joan]), { mine: [{ toName: 'Marta' }], toMe: { count: 0 } })
    t.match(await comunalJson(['delegation', 'list', ...marta]), { toMe: { count: 1, from: [{ name: 'Joan' }] } })
    t.match((await comunal(['proposal', 'show', id, ...joan])).stdout, /goes to Marta, who has not voted\./)
  })
  await t.test('are told who speaks for them, and an own ballot goes before', async t => {
    await comunalJson(['vote', id, 'for', ...marta])
    const { stdout } = await comunal(['proposal', 'show', id, ...joan])
    t.match(stdout, /1 of 2 voters took part\nvotes that are passed on are added at the close/)
    t.match(stdout, /Your vote: not cast; it goes to Marta, who has voted\./)
    t.match((await comunal(['proposal', 'show', id, ...marta])).stdout, /Your vote: cast\. You speak for 1 other\./)
    const report = ['delegation', 'report', id, ...marta]
    t.match(await comunalJson(report), { delegating: 1, holders: [{ name: 'Marta', votes: 2, share: '1' }] })
    await comunalJson(['vote', id, 'against', ...joan])
    t.match(await comunalJson(['proposal', 'show', id, ...joan]), { myVoice: { voted: true }, tally: { voters: 2 } })
  })
  await t.test('are refused with the reason', async t => {
    t.match(await comunal(['delegation', 'give', 'Joan', ...joan]), {
      code: 1,
      stderr: /Nobody can delegate to themselves/,
    })
    t.match(await comunal(['delegation', 'give', 'Pere', ...joan]), { code: 1, stderr: /Only an active member/ })
    t.match(await comunal(['delegation', 'give', ...joan]), { code: 2, stderr: /name a member, or say --nobody/ })
    t.match(await comunal(['delegation', 'revoke', ...joan]), { code: 1, stderr: /no such delegation/ })
  })
  await t.test('stay out of an exported log, which can be verified all the same', async t => {
    const file = join(folder, 'log.txt')
    await comunalJson(['export', 'log', '-o', file, ...marta])
    t.match(await comunalJson(['verify', file, ...marta]), { verified: true })
    const bodies = granted(readLogFile(readFileSync(file, 'utf8'))).entries.flatMap(({ header, body }) =>
      Buffer.from(header).includes('delegation/given') ? [body] : [],
    )
    t.same(bodies, [null])
  })
  await t.test('are taken back', async t => {
    t.match(await comunalJson(['delegation', 'revoke', '--area', 'gardens', ...joan]), { scope: { area: 'gardens' } })
    t.match((await comunal(['delegation', 'list', ...joan])).stdout, /You have delegated to nobody\./)
  })
})
