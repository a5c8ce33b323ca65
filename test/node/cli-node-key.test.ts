import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { comunal, comunalJson, startedNode } from '../support/comunal-process.ts'
import { come } from '../support/patience.ts'

type Listed = {
  groups: { name: string; connected: boolean; forked: boolean }[]
  newKey: { keys: number; waiting: number; lost: unknown[] } | null
}

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

  const finish = ['node', 'replace', 'finish', file, '-o', handover, ...group]
  const { node } = await comunalJson<{ node: string }>(finish)
  t.equal(node, proposed.node)
  t.not(node, before)
  t.match(await comunalJson(finish), { node, federations: ['Barcelona'] }, 'who was cut off does it again')
  t.match(await comunal(['node', 'replace', 'submit', handover, ...seat]), { stdout: 'Barcelona knows the new key.\n' })
  const renewed = await startedNode(join(folder, 'group'))
  t.teardown(() => renewed.stop())
  const connected = (at: readonly string[]) =>
    come(async () => {
      const listed = await comunalJson<Listed>(['federation', 'list', ...at])
      return listed.groups[0]?.connected ? listed : undefined
    })
  const { groups } = await connected(seat)
  t.match(groups, [{ name: 'Gràcia', connected: true, forked: false }])

  // The federation's own node burns; its log is what the group keeps of it.
  const [history, anew] = [join(folder, 'history'), ['--data', join(folder, 'anew')]]
  const { id } = await comunalJson<{ id: string }>(['federation', 'list', ...group])
  const sizeAt = async (at: string[]) =>
    (await comunalJson<{ size: number }>(['export', 'log', id, '-o', history, ...at])).size
  const whole = await sizeAt(seat)
  await come(async () => ((await sizeAt(group)) < whole ? undefined : 'whole'))
  await seatNode.stop()
  const again = await comunalJson<{ needed: number }>([
    'node',
    'replace',
    'propose',
    file,
    '--history',
    history,
    ...anew,
  ])
  t.equal(again.needed, 1)
  t.match(await comunalJson(['node', 'replace', 'sign', file, ...seat]), { signed: 1 })
  const finishing = ['node', 'replace', 'finish', file, '-o', handover, ...anew]
  t.match((await comunal(finishing)).stdout, /one of its member groups/)
  const other = await startedNode(join(folder, 'anew'))
  t.teardown(() => other.stop())
  const { addresses } = (await (await fetch(`${other.url}/api/v1/node`)).json()) as { addresses: string[] }
  const reached = addresses.flatMap(address => ['--address', address])
  const submit = ['node', 'replace', 'submit', handover, ...reached, ...group]
  t.match(await comunal(submit), { stdout: 'Barcelona has a new key. Every member of it hears of it from here.\n' })
  t.match(await comunal(submit), { stdout: /known here/ })
  const listed = await connected([...anew, '--key', join(folder, 'seat', 'member.key')])
  t.match(listed, { groups: [{ name: 'Gràcia', connected: true }], newKey: { keys: 2, waiting: 0, lost: [] } })
})
