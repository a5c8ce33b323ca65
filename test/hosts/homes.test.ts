import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import t from 'tap'
import type { Pen } from '../../node/client/write.ts'
import { foundGroup, joinFederation } from '../../node/demo/group.ts'
import { rational } from '../../protocol/rational.ts'
import { founding, offersAt, publishOffer, routeTo, until } from './acts.ts'
import { labTest, openLab } from './lab.ts'
import { startLabNode } from './lab-node.ts'

const NAMES = ['Barcelona', 'Gràcia', 'Sants'] as const
const AT_HOME = ['Gràcia', 'Sants'] as const
const pen: Pen = { now: Date.now, randomBytes }

const name =
  'two groups whose nodes stand at home, behind routers that let nobody in, join and speak through a peer of both'

labTest(t, { file: import.meta.url, name }, async t => {
  await using lab = await openLab({ names: NAMES, atHome: AT_HOME, latencyMs: 20, loss: 0.01, seed: 3 })
  const folder = t.testdir({})
  const settings = (name: string) => (AT_HOME.some(home => home === name) ? ['--behind-router'] : [])
  const nodes = await Promise.all(
    lab.hosts.map((host, at) => startLabNode(host, join(folder, `${at}`), settings(host.name))),
  )
  t.teardown(() => Promise.all(nodes.map(node => node.stop())))
  const [seatNode, ...homes] = nodes
  if (!seatNode) throw new Error('no node')
  const seat = await foundGroup(seatNode, pen, founding('Barcelona', 'groups'))
  const groups = await Promise.all(homes.map(node => foundGroup(node, pen, founding(node.host.name, 'people'))))
  for (const group of groups) await joinFederation(seat, group, rational(1), pen)
  const [one, other] = groups
  if (!one || !other) throw new Error('two homes are needed')

  await until('they are connected through the federation’s node', async () => (await routeTo(one, other)) === 'relayed')
  t.equal(await routeTo(one, seat), 'direct')
  await publishOffer(one, pen)
  await until('what one offers has come to the other', async () => (await offersAt(other)) === 1)

  await t.test('and again after the one between them was away', async () => {
    await seatNode.kill()
    await until('they have lost each other', async () => (await routeTo(one, other)) === null)
    await publishOffer(one, pen)
    await seatNode.restart()
    await until('they have found each other', async () => (await routeTo(one, other)) === 'relayed')
    await until('the second offer has come', async () => (await offersAt(other)) === 2)
  })
})
