import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import t from 'tap'
import type { Pen } from '../../node/client/write.ts'
import { foundGroup, joinFederation } from '../../node/demo/group.ts'
import { rational } from '../../protocol/rational.ts'
import { founding, routeTo, until } from './acts.ts'
import { labTest, openLab } from './lab.ts'
import { startLabNode } from './lab-node.ts'

const NAMES = ['Barcelona', 'Gràcia', 'Sants'] as const
const pen: Pen = { now: Date.now, randomBytes }
/** An address that leads nowhere: what a router gave last week. */
const STALE = ['--announce', '/ip4/10.99.99.99/tcp/4281']

const name = 'nodes whose told addresses lead nowhere find each other on the local network'

labTest(t, { file: import.meta.url, name }, async t => {
  await using lab = await openLab({ names: NAMES, latencyMs: 5, loss: 0, seed: 5 })
  const folder = t.testdir({})
  const nodes = await Promise.all(
    lab.hosts.map((host, at) => startLabNode(host, join(folder, `${at}`), at === 0 ? [] : STALE)),
  )
  t.teardown(() => Promise.all(nodes.map(node => node.stop())))
  const [seatNode, ...groupNodes] = nodes
  if (!seatNode) throw new Error('no node')
  const seat = await foundGroup(seatNode, pen, founding('Barcelona', 'groups'))
  const groups = await Promise.all(groupNodes.map(node => foundGroup(node, pen, founding(node.host.name, 'people'))))
  for (const group of groups) await joinFederation(seat, group, rational(1), pen)
  const [one, other] = groups
  if (!one || !other) throw new Error('two groups are needed')
  await until('they are connected', async () => (await routeTo(one, other)) === 'direct')
  t.pass('at once, and by no relay')
})
