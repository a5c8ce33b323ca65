import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import t from 'tap'
import { type Client, openClient } from '../../node/client/client.ts'
import type { NetworkInfo, ProposalSummary, VerdictTree } from '../../node/client/shapes.ts'
import { type Pen, write } from '../../node/client/write.ts'
import { admit, type DemoGroup, foundGroup, joinFederation, vote } from '../../node/demo/group.ts'
import type { MethodRule } from '../../protocol/governance/method.ts'
import { rational } from '../../protocol/rational.ts'
import { founding, networkOf, publishOffer, until } from './acts.ts'
import { feedsKept } from './contents.ts'
import { labTest, openLab } from './lab.ts'
import { type LabNode, startLabNode } from './lab-node.ts'

const CUT_MS = 60_000
const HOUR_MS = 3_600_000
const MAJORITY: MethodRule = { method: 'majority' }
const NAMES = ['Barcelona', 'Gràcia', 'Eixample', 'Sants', 'Horta', 'Les Corts', 'Sarrià'] as const
const PEOPLE = 3
const pen: Pen = { now: Date.now, randomBytes }

const name = 'seven nodes on a bad network that breaks in two come to the same feeds and verdicts'

labTest(t, { file: import.meta.url, name }, async t => {
  await using lab = await openLab({ names: NAMES, latencyMs: 100, loss: 0.05, seed: 7 })
  const folder = t.testdir({})
  const nodes = await Promise.all(lab.hosts.map((host, at) => startLabNode(host, join(folder, `${at}`))))
  t.teardown(() => Promise.all(nodes.map(node => node.stop())))
  const [seatNode, ...groupNodes] = nodes
  if (!seatNode) throw new Error('no node')
  const seat = await foundGroup(seatNode, pen, founding('Barcelona', 'groups'))
  const places = await Promise.all(
    groupNodes.map(async node => {
      const group = await foundGroup(node, pen, founding(node.host.name, 'people'))
      return { node, group, members: await admit(group, pen, PEOPLE) }
    }),
  )
  for (const { group } of places) await joinFederation(seat, group, rational(1), pen)
  const ask = (title: string) => propose(seat, title)
  const verdicts = async (proposal: string) =>
    Promise.all([seat, ...places.map(({ group }) => group)].map(({ client }) => verdictAt(client, proposal)))

  const first = await ask('Share the van?')
  await t.test('a question reaches every group', () =>
    until('the question is everywhere', async () => (await verdicts(first)).every(Boolean)),
  )

  const [one, other] = [lab.hosts.slice(0, 3), lab.hosts.slice(3)]
  await lab.cut(one, other)
  const cutAtMs = performance.now()
  await t.test('cut in two, both sides go on: they vote, publish, and one is killed and comes back', async t => {
    await until('the seat sees them gone', async () => (await connected(seat)) === one.length - 1)
    const second = await ask('And a second van?')
    const killed = places.at(-1)
    await killed?.node.kill()
    await killed?.node.restart()
    for (const { group, members } of places) {
      const questions = await group.client.get<ProposalSummary[]>('/proposals?state=open')
      const open = questions.find(({ title }) => title === 'Share the van?')
      if (!open) throw new Error(`it is not open at ${group.name}`)
      await vote(group, pen, members, open.id, { for: 2, against: 1 })
      await publishOffer(group, pen)
    }
    await until('the question has crossed one side', async () =>
      Boolean(await verdictAt(places[0]?.group.client ?? seat.client, second)),
    )
    const tree = await verdictAt(seat.client, first)
    t.equal(tree?.state, 'open', 'the federation waits for those that it does not hear')
    await wait(Math.max(0, CUT_MS - (performance.now() - cutAtMs)))
  })
  await lab.cut()

  await t.test('healed, all decide the same with everybody in it', async t => {
    await until('every node knows the decision', async () => (await verdicts(first)).every(isDecided))
    await until('every node knows that all have witnessed it', async () =>
      (await verdicts(first)).every(tree => tree?.witnesses?.by.length === places.length),
    )
    const [atSeat, ...elsewhere] = await verdicts(first)
    for (const tree of elsewhere) t.same(judged(tree), judged(atSeat), 'as at the seat')
    t.equal(atSeat?.groups.filter(({ reason }) => reason === null).length, places.length, 'nobody is left out')
  })

  await t.test('nodes that are killed together come back and hold the same', async t => {
    const lost = nodes.slice(1, 4)
    await Promise.all(lost.map(node => node.kill()))
    await Promise.all(lost.map(node => node.restart()))
    await until('all are connected', async () => (await connected(seat)) === places.length)
    await until('all feeds are as long', async () => {
      const sizes = await Promise.all(nodes.map(async node => JSON.stringify(await feedSizes(node))))
      return new Set(sizes).size === 1
    })
    await Promise.all(nodes.map(node => node.stop()))
    const [kept, ...others] = nodes.map(feedsKept)
    t.equal(kept?.size, places.length + 1, 'a feed of each group, and the log of the federation')
    for (const held of others) t.same(held, kept, 'to the last byte')
  })
})

async function propose(seat: DemoGroup, title: string): Promise<string> {
  const closesAtMs = pen.now() + 2 * HOUR_MS
  const terms = { method: MAJORITY, closesAtMs, mandatesByMs: closesAtMs + HOUR_MS, answers: null }
  const body = { title, text: '', ...terms }
  return (await write(seat.client, pen, seat.steward.signer, { kind: 'federation/proposed', log: seat.id, body })).id
}

/** As a node has it; undefined as long as it has not heard of the question. */
async function verdictAt(client: Client, proposal: string): Promise<VerdictTree | undefined> {
  const known = await client.get<{ id: string }[]>('/federation-proposals')
  if (!known.some(({ id }) => id === proposal)) return undefined
  return client.get<VerdictTree>(`/federation-proposals/${proposal}/verdict`)
}

const isDecided = (tree: VerdictTree | undefined) => tree?.state === 'decided'

/** A verdict without what differs from node to node: whether it has counted again by itself, and when it was witnessed. */
function judged(tree: VerdictTree | undefined) {
  if (!tree) return undefined
  const { witnesses, groups, ...verdict } = tree
  const by = witnesses?.by.map(({ group }) => group).sort()
  return { ...verdict, witnesses: { ...witnesses, by }, groups: groups.map(({ recounted, below, ...group }) => group) }
}

async function connected(group: DemoGroup): Promise<number> {
  return (await networkOf(group)).peers.filter(peer => peer.connected).length
}

/** How long each feed is at a node, and the federation's log. */
async function feedSizes({ url }: LabNode): Promise<[log: string, size: number][]> {
  const { feeds } = await openClient(url).get<NetworkInfo>('/network')
  return feeds.map(({ log, size }): [string, number] => [log, size]).sort(([one], [other]) => (one < other ? -1 : 1))
}
