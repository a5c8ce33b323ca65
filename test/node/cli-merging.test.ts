import { join } from 'node:path'
import t from 'tap'
import type { FederationInfo, VerdictTree } from '../../node/client/shapes.ts'
import { comunal, comunalJson, startedNode } from '../support/comunal-process.ts'
import { come } from '../support/patience.ts'

const linesOf = async (...args: string[]) =>
  (await comunal([...args, '--json'])).stdout
    .split('\n')
    .filter(line => line !== '')
    .map(line => JSON.parse(line))

t.test('two federations merge over real nodes, and the group that came goes on in the other', async t => {
  const folder = t.testdir()
  const nodeOf = async (name: string, founding: readonly string[]) => {
    const at = ['--data', join(folder, name)]
    await comunalJson([...founding, ...at, '--name', name, '--reading', 'anyone'])
    const node = await startedNode(join(folder, name))
    t.teardown(() => node.stop())
    return at
  }
  const found = ['federation', 'found', '--quorum', '1/2']
  const [into, from, gracia, llefia] = await Promise.all([
    nodeOf('Barcelona', [...found, '--expulsion', 'council']),
    nodeOf('Badalona', found),
    nodeOf('Gràcia', ['init']),
    nodeOf('Llefià', ['init']),
  ])
  const sides = [[into, gracia] as const, [from, llefia] as const]
  const joining = sides.map(async ([seat, group]) => {
    const { ticket } = await comunalJson<{ ticket: string }>(['federation', 'invite', ...seat])
    await comunalJson(['federation', 'join', ticket, ...group])
  })
  await Promise.all(joining)
  const voteFor = async (group: readonly string[]) => {
    const [open] = await come(async () => {
      const lines = await linesOf('proposal', 'list', '--state', 'open', ...group)
      return lines.length > 0 ? lines : undefined
    })
    await comunalJson(['vote', open.id, 'for', ...group])
  }
  const decided = (seat: readonly string[], id: string) =>
    come(async () => {
      const verdict = await comunalJson<VerdictTree>(['federation', 'verdict', id, ...seat])
      return verdict.state === 'decided' ? verdict : undefined
    })
  const listed = async (node: readonly string[]): Promise<FederationInfo[]> => linesOf('federation', 'list', ...node)

  const terms = join(folder, 'terms.txt')
  const decisions = new Map<readonly string[], string>()
  await t.test('the terms are drawn up, and put to both', async t => {
    const { stdout: invitation } = await comunal(['federation', 'merge', 'invite', ...into])
    const draw = ['federation', 'merge', 'terms', invitation.trim(), '--group', 'Llefià=1/2', '-o', terms, ...from]
    t.match((await comunal(draw)).stdout, /Llefià +0\.5/)
    for (const [seat, group] of sides) {
      const { id } = await comunalJson<{ id: string }>(['federation', 'merge', 'propose', terms, ...seat])
      await voteFor(group)
      t.match(await decided(seat, id), { accepted: true, title: 'Merge Badalona into Barcelona?' })
      const file = join(folder, `${id}.car`)
      await comunalJson(['export', 'decision', id, '-o', file, ...seat])
      decisions.set(seat, file)
      if (seat === into) {
        const early = await comunal(['federation', 'merge', 'finish', file, ...from])
        t.match(early, { code: 1, stderr: /decision of both federations/ }, 'not before the other has decided')
      }
    }
  })
  await t.test('each carries it out on the evidence of the other', async t => {
    const finish = (seat: readonly string[], other: readonly string[]) =>
      comunal(['federation', 'merge', 'finish', decisions.get(other) ?? '', ...seat])
    t.match(await finish(into, from), { code: 0, stdout: 'In Barcelona now: Llefià.' })
    t.match(await finish(from, into), { code: 0, stdout: /Badalona has ended/ })
    const federations = await come(async () => {
      const all = await listed(llefia)
      return all.length === 1 && all[0]?.groups.length === 2 ? all : undefined
    })
    t.match(federations, [{ name: 'Barcelona', role: 'member', weight: '1/2' }])
    t.match(await listed(from), [{ name: 'Badalona', merged: { name: 'Barcelona' } }])
    t.match(await listed(into), [{ name: 'Barcelona', tookIn: [{ name: 'Badalona' }] }])
  })
  await t.test('it decides with the others, over its feed that goes on', async t => {
    const { id } = await comunalJson<{ id: string }>(['federation', 'propose', '--title', 'Trade?', ...into])
    await Promise.all([voteFor(gracia), voteFor(llefia)])
    t.match(await decided(into, id), { accepted: true, weighted: [{ points: '3/2' }] })
    const file = join(folder, 'trade.car')
    await comunalJson(['export', 'decision', id, '-o', file, ...into])
    t.match(await comunalJson(['verify', file]), { verified: true, level: 'ballots', ballots: 2 })
  })
  await t.test('delegates on its council expel, each at the node of their own group', async t => {
    const seating = [gracia, llefia].map(group => comunalJson(['federation', 'council', 'seat', 'Steward', ...group]))
    await Promise.all(seating)
    for (const group of [gracia, llefia]) {
      // The federation's own node has to know the delegate, which hears of them by the feed of the group.
      const backed = await come(async () => {
        const expel = ['federation', 'expel', 'Gràcia', '--cause', 'It sold the van.', ...group]
        const { code, stdout } = await comunal(expel)
        return code === 0 ? stdout : undefined
      })
      t.match(backed, /You back that Gràcia is expelled/)
    }
    const gone = await come(async () => {
      const [federation] = await listed(llefia)
      return federation?.groups.find(({ state }) => state === 'expelled')
    })
    t.match(gone, { name: 'Gràcia', cause: 'It sold the van.' })
  })
})
