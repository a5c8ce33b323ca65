import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { comunal, comunalJson, startedNode } from '../support/comunal-process.ts'

t.setTimeout(300_000)

type Listed = { groups: { name: string; connected: boolean; forked: boolean }[] }

t.test('the council gives the node of a group another key, and its federation knows it from then on', async t => {
  const folder = t.testdir()
  const [seat, group] = [
    ['--data', join(folder, 'seat')],
    ['--data', join(folder, 'group')],
  ]
  await comunalJson(['federation', 'found', ...seat, '--name', 'Barcelona'])
  await comunalJson(['init', ...group, '--name', 'Gràcia'])
  const seatNode = await startedNode(join(folder, 'seat'))
  t.teardown(() => seatNode.stop())
  const former = await startedNode(join(folder, 'group'))
  const { ticket } = await comunalJson<{ ticket: string }>(['federation', 'invite', ...seat])
  await comunalJson(['federation', 'join', ticket, ...group])

  const [file, handover] = [join(folder, 'key.json'), join(folder, 'handover.json')]
  t.match(await comunal(['node', 'replace', 'propose', file, ...group]), { code: 1, stderr: /runs|running/ })
  await former.stop()
  const proposed = await comunalJson<{ replaces: string; node: string; needed: number }>([
    'node',
    'replace',
    'propose',
    file,
    ...group,
  ])
  const { replaces: before } = proposed
  t.equal(proposed.needed, 1)
  const early = await comunal(['node', 'replace', 'finish', file, '-o', handover, ...group])
  t.match(early, { code: 1, stderr: /Fewer stewards have signed/ })
  t.match(await comunalJson(['node', 'replace', 'sign', file, ...group]), { signed: 1 })
  t.match(await comunalJson(['node', 'replace', 'sign', file, ...group]), { signed: 1 }, 'twice is once')
  t.match(JSON.parse(readFileSync(file, 'utf8')), { name: 'Gràcia', replaces: before, signers: { length: 1 } })
  t.match(await comunal(['node', 'replace', 'propose', file, ...seat]), { code: 1 })

  const finish = ['node', 'replace', 'finish', file, '-o', handover, ...group]
  const { node } = await comunalJson<{ node: string }>(finish)
  t.equal(node, proposed.node)
  t.not(node, before)
  t.match(await comunalJson(finish), { node, federations: ['Barcelona'] }, 'who was cut off does it again')
  t.match(await comunal(['node', 'replace', 'submit', handover, ...seat]), { stdout: 'Barcelona knows the new key.\n' })
  const renewed = await startedNode(join(folder, 'group'))
  t.teardown(() => renewed.stop())
  let groups: Listed['groups'] = []
  for (let times = 0; times < 100 && !groups[0]?.connected; times++) {
    await wait(100)
    groups = (await comunalJson<Listed>(['federation', 'list', ...seat])).groups
  }
  t.match(groups, [{ name: 'Gràcia', connected: true, forked: false }])
})
