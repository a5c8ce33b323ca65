import t from 'tap'
import { openFederationClerk } from '../../node/domains/federation/clerk.ts'
import { startSettling } from '../../node/jobs/settling.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { until } from '../support/patience.ts'
import { accepted, HOUR, MAJORITY, testClock } from '../support/test-core.ts'
import { everyoneVotes } from '../support/test-federation.ts'
import { federationNode, held, join, type NetNode, netNode, offer, offersAt, ticketOf } from './sync-rig.ts'

t.test('a group in two federations tells neither what is in the other', async t => {
  const clock = testClock()
  const food = await federationNode('Food', clock)
  const housing = await federationNode('Housing', clock)
  const both = await netNode('Gràcia', clock)
  const farm = await netNode('Farm', clock)
  const house = await netNode('House', clock)
  const nodes = [food, housing, both, farm, house]
  const stack = new AsyncDisposableStack()
  for (const node of nodes) stack.use(node)
  t.teardown(() => stack.disposeAsync())
  const clerkOf = (node: NetNode) =>
    openFederationClerk(node.core, (id, group) => node.network.fetchEvidence(id, group))
  const settle = async (...some: NetNode[]) => {
    for (const node of some) {
      await clerkOf(node).settle()
      await node.clerk.settle()
      await clerkOf(node).settle()
    }
  }
  const feedIn = async (node: NetNode, federation: NetNode): Promise<Cid> => {
    const joined = await join(node, await ticketOf(federation))
    return accepted(joined).feed
  }
  const ourFood = await feedIn(both, food)
  const ourHousing = await feedIn(both, housing)
  const ofFarm = await feedIn(farm, food)
  const ofHouse = await feedIn(house, housing)
  const knows = (node: NetNode, log: Cid) => held(node, log) !== 'nothing'

  await t.test('each federation keeps its own logs, and the group those of both', async t => {
    await until(() => knows(farm, ourFood) && knows(house, ourHousing))
    await until(() => [ofFarm, ofHouse, food.id, housing.id].every(log => knows(both, log)))
    t.pass()
  })

  await t.test('what is offered, asked, voted and decided in one reaches nobody of the other', async t => {
    accepted(await both.act(both.steward.signer, 'offer/published', offer('Carrots'), ourFood))
    await until(() => offersAt(farm).includes('Carrots') && offersAt(food).includes('Carrots'))
    const body = {
      title: 'Buy a mill?',
      text: '',
      method: MAJORITY,
      closesAtMs: clock.now() + 24 * HOUR,
      mandatesByMs: clock.now() + 48 * HOUR,
      answers: null,
    }
    const { id } = accepted(await food.act(food.steward.signer, 'federation/proposed', body))
    const asked = (node: NetNode) => node.core.projections.federations.proposal(id)
    await until(() => [both, farm].every(asked))
    await settle(both, farm)
    for (const node of [both, farm]) await everyoneVotes(node, 1)
    await settle(both, farm)
    await until(() => food.core.projections.federations.mandates(id).length === 2)
    // Evidence that does not come at once is asked for again.
    await stack.use(startSettling(food.core, clerkOf(food))).round()
    await until(() => [food, both, farm].every(node => asked(node)?.state === 'decided'))

    // The other federation has had its own news since, by the same connections.
    accepted(await both.act(both.steward.signer, 'offer/published', offer('A room'), ourHousing))
    await until(() => offersAt(house).includes('A room') && offersAt(housing).includes('A room'))
    for (const node of [housing, house]) {
      t.notOk(asked(node), `${node.name} hears of no proposal`)
      t.same(offersAt(node), ['A room'], `${node.name} hears of no offer`)
      for (const log of [food.id, ourFood, ofFarm]) t.notOk(knows(node, log), `${node.name} keeps nothing of it`)
    }
    for (const node of [food, farm]) t.same(offersAt(node), ['Carrots'], node.name)
  })

  await t.test('nor do rosters or addresses: each knows the nodes of its own federation', async t => {
    const peersOf = (node: NetNode) => new Set(node.host.peers().map(({ peer }) => peer))
    t.same(peersOf(farm), new Set([food.core.nodeKey, both.core.nodeKey]))
    t.same(peersOf(house), new Set([housing.core.nodeKey, both.core.nodeKey]))
    t.same(peersOf(food), new Set([farm.core.nodeKey, both.core.nodeKey]))
    for (const node of [food, farm]) {
      const text = JSON.stringify(node.core.store.prepare('SELECT hex(header) h, hex(body) b FROM entry').all())
      for (const secret of [housing, house]) {
        t.notOk(text.toLowerCase().includes(secret.core.nodeKey), `${node.name} has no entry that names ${secret.name}`)
      }
    }
  })

  await t.test('who asks for a log of the other federation gets none of it', async t => {
    await until(() => both.network.status().peers.every(({ connected }) => connected))
    const shared = new Map(both.network.status().peers.map(({ peer, federations }) => [peer, federations]))
    t.same(shared.get(farm.core.nodeKey), [food.id])
    t.same(shared.get(house.core.nodeKey), [housing.id])
    const mandate = food.core.projections.federations
      .proposals(food.core.ownGroup()?.row ?? 0)
      .flatMap(id => food.core.projections.federations.mandates(id))
      .find(({ group }) => group === both.id)
    const issuer = house.core.projections.federations.group(house.core.logs.get(housing.id)?.row ?? 0, both.id)
    if (!mandate || !issuer) throw new Error('nothing to ask for')
    const got = await house.network.fetchEvidence(mandate.id, issuer)
    t.match(got, { refused: true }, 'not even the evidence of a mandate whose id it has learned')
  })

  await t.test('a group that leaves one stays in the other', async t => {
    const own = both.core.ownGroup()
    accepted(await both.act(both.steward.signer, 'group/unfederated', { federation: food.id }))
    t.same(own && both.core.projections.federations.memberships(own.row).map(({ federation }) => federation), [
      housing.id,
    ])
    await until(() => both.host.peers().every(({ peer }) => peer !== farm.core.nodeKey))
    accepted(await both.act(both.steward.signer, 'offer/published', offer('Two rooms'), ourHousing))
    await until(() => offersAt(house).includes('Two rooms'))
    t.notOk(offersAt(farm).includes('Two rooms'))
  })
})
