import t from 'tap'
import { openAwaited } from '../../node/domains/federation/awaited.ts'
import { openBulletinClerk } from '../../node/domains/federation/bulletin-clerk.ts'
import { openBulletins } from '../../node/domains/federation/bulletins.ts'
import { openOfferDetails } from '../../node/domains/federation/offer-details.ts'
import { startSettling } from '../../node/jobs/settling.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { until } from '../support/patience.ts'
import { accepted, HOUR, person, testClock } from '../support/test-core.ts'
import { isConnected } from './host-rig.ts'
import { federationNode, join, type NetNode, netNode, offer, offersAt, ticketOf } from './sync-rig.ts'

const clock = testClock()
const assembly = await federationNode('Assembly', clock)
const barcelona = await federationNode('Barcelona', clock)
const gracia = await netNode('Gràcia', clock)
const eixample = await netNode('Eixample', clock)
const nodes = [assembly, barcelona, gracia, eixample]
const settling = nodes.map(node => startSettling(node.core, openBulletinClerk(node.core)))
t.teardown(async () => {
  for (const job of settling) await job[Symbol.asyncDispose]()
  for (const node of nodes) await node[Symbol.asyncDispose]()
})
const feeds = new Map<NetNode, Cid>()
for (const [federation, group] of [
  [assembly, barcelona],
  [barcelona, gracia],
  [barcelona, eixample],
] as const) {
  feeds.set(group, accepted(await join(group, await ticketOf(federation))).feed)
}
const feedOf = (node: NetNode): Cid => feeds.get(node) ?? node.id
await until(() => isConnected(gracia.host, eixample.host) && gracia.network.status().feeds.length === 3)
await until(() => eixample.network.status().feeds.length === 3)

t.test('an offer is revised and withdrawn at every node', async t => {
  const { signer } = gracia.steward
  const { id } = accepted(await gracia.act(signer, 'offer/published', offer('Pears'), feedOf(gracia)))
  await until(() => offersAt(eixample).includes('Pears'))
  accepted(await gracia.act(signer, 'offer/published', { ...offer('Ripe pears'), revises: id }, feedOf(gracia)))
  await until(() => offersAt(eixample).includes('Ripe pears'))
  t.notOk(offersAt(eixample).includes('Pears'))
  accepted(await gracia.act(signer, 'offer/published', { ...offer('Pears'), quantity: 0, revises: id }, feedOf(gracia)))
  await until(() => [eixample, barcelona].every(node => offersAt(node).length === 0))
  t.pass('nothing is offered any more')
})

t.test('details stay at home until a group asks, and go by the owner’s own rule', async t => {
  const { signer } = gracia.steward
  const { id } = accepted(await gracia.act(signer, 'offer/published', offer('Plums'), feedOf(gracia)))
  await until(() => [eixample, barcelona].every(node => offersAt(node).includes('Plums')))
  const atHome = openOfferDetails(gracia.core)
  const ask = async () => accepted(await eixample.network.askDetails(id))

  t.match(await ask(), { state: 'waiting', text: '' }, 'nothing has been said yet')
  t.match(atHome.requests(id), [{ group: eixample.id, answer: null }])
  atHome.setDetail(id, 'Ring at the blue door.', 'on-yes')
  t.match(await ask(), { state: 'waiting', text: '' })
  const awaited = () => openAwaited(gracia.core)(gracia.core.ownGroup() ?? missing())
  t.match(awaited(), [{ kind: 'request', subject: id, title: 'Plums' }], 'it waits for the stewards')
  atHome.answer(id, eixample.id, false)
  t.same(awaited(), [])
  t.match(await ask(), { state: 'declined', text: '' })
  atHome.answer(id, eixample.id, true)
  t.match(await ask(), { state: 'given', text: 'Ring at the blue door.' })
  t.match(openOfferDetails(eixample.core).kept(id), { state: 'given', text: 'Ring at the blue door.' })
  t.match(accepted(await barcelona.network.askDetails(id)), { state: 'waiting' }, 'each group asks for itself')
  atHome.setDetail(id, 'Ring at the red door.', 'federation')
  t.match(accepted(await barcelona.network.askDetails(id)), { state: 'given', text: 'Ring at the red door.' })
  t.match(await assembly.network.askDetails(id), { code: 'offer/unknown' }, 'the level above knows nothing of it')

  accepted(await gracia.act(signer, 'offer/published', { ...offer('Plums'), quantity: 0, revises: id }, feedOf(gracia)))
  t.match(await ask(), { state: 'none', text: '' }, 'of what is withdrawn nothing is told')
  await gracia.leave()
  t.match(await eixample.network.askDetails(id), { code: 'offer/owner-away' })
  await gracia.enter()
})

t.test('a bulletin goes down two levels over the network, and the count comes up', async t => {
  const body = {
    title: 'Save water',
    text: '',
    priority: 'urgent' as const,
    audience: 'all' as const,
    untilMs: clock.now() + HOUR,
    passes: null,
  }
  const { id } = accepted(await assembly.act(assembly.steward.signer, 'bulletin/published', body))
  const pageOf = (node: NetNode) => openBulletins(node.core).all(node.core.ownGroup() ?? missing())
  await until(() => pageOf(gracia).length === 1 && pageOf(eixample).length === 1)
  t.match(pageOf(gracia), [{ origin: id, from: 'Assembly', title: 'Save water', federation: barcelona.id }])
  openBulletins(gracia.core).acknowledge(id, person('steward of Gràcia').key)
  // A count that has changed is told after a minute, at each level.
  const minute = async () => {
    clock.advance(60_000)
    for (const job of settling) await job.round()
  }
  const atBarcelona = () => openBulletins(barcelona.core).total(barcelona.id, pageOf(gracia)[0]?.id ?? id)
  // Each group tells its own count in its own feed, so the three numbers come one by one.
  const whole = (count: () => ReturnType<typeof atBarcelona>) => {
    const isWhole = ({ delivered, acknowledged, members }: ReturnType<typeof count>) =>
      delivered === 1 && acknowledged === 1 && members === 2
    return until(
      () => isWhole(count()),
      () => JSON.stringify(count()),
    )
  }
  await minute()
  await whole(atBarcelona)
  await minute()
  const atAssembly = () => openBulletins(assembly.core).total(assembly.id, id)
  await whole(atAssembly)
})

function missing(): never {
  throw new Error('no group')
}
