import t from 'tap'
import { openGossipCursor } from '../../node/federation/gossip-cursor.ts'
import { until } from '../support/patience.ts'
import { accepted, HOUR, testClock } from '../support/test-core.ts'
import { isConnected } from './host-rig.ts'
import { federationNode, held, join, netNode, offer, offersAt, signPlan, ticketOf } from './sync-rig.ts'

t.test('groups join a federation by ticket and hear of each other', async t => {
  const clock = testClock()
  await using federation = await federationNode('Food network', clock)
  await using gracia = await netNode('Gràcia', clock)
  await using eixample = await netNode('Eixample', clock)
  const ticket = await ticketOf(federation)
  t.ok(federation.network.status().doorOpenUntilMs, 'the door is open while a ticket is out')
  const { feed } = accepted(await join(gracia, ticket))
  const other = accepted(await join(eixample, await ticketOf(federation)))

  await t.test('everyone keeps the federation’s log and every feed, whole', async t => {
    const logs = [federation.id, feed, other.feed]
    const nodes = [federation, gracia, eixample]
    await until(() => nodes.every(node => logs.every(log => held(node, log) === held(federation, log))))
    await until(() => isConnected(gracia.host, eixample.host))
    for (const log of logs) for (const node of nodes) t.not(held(node, log), 'nothing')
  })

  await t.test('a ticket is good once', async t => {
    await using late = await netNode('Too late', clock)
    t.equal(federation.network.status().doorOpenUntilMs, null, 'the door is shut')
    t.match(await join(late, ticket), { code: 'federation/unreachable' })
    const open = await ticketOf(federation)
    t.match(await join(late, ticket), { code: 'ticket/used' })
    t.notMatch(await join(late, open), { refused: true }, 'and a refusal costs nothing')
  })

  await t.test('an expired ticket is refused, by the own node and by the federation', async t => {
    await using late = await netNode('Late', clock)
    const expiring = await ticketOf(federation, HOUR / 2)
    const plan = accepted(await late.network.planJoin(expiring))
    clock.advance(HOUR / 2 + 1)
    t.match(await late.network.planJoin(expiring), { code: 'ticket/expired' })
    t.match(await late.network.completeJoin(expiring, signPlan(plan, late)), { code: 'ticket/expired' })
  })

  await t.test('an offer written in one feed is with the others at once', async t => {
    accepted(await gracia.act(gracia.steward.signer, 'offer/published', offer('Apples'), feed))
    await until(() => [federation, eixample].every(node => offersAt(node).includes('Apples')))
    accepted(await eixample.act(eixample.steward.signer, 'offer/published', offer('Pears'), other.feed))
    await until(() => [federation, gracia].every(node => offersAt(node).includes('Pears')))
    await until(() => gracia.network.status().feeds.every(({ peersAhead }) => !peersAhead))
    t.pass('and nobody is known to hold more')
  })

  await t.test('who was away catches up with all that was written meanwhile', async t => {
    await eixample.leave()
    for (let i = 0; i < 300; i++) {
      accepted(await gracia.act(gracia.steward.signer, 'offer/published', offer(`Crate ${i}`), feed))
    }
    t.not(held(eixample, feed), held(gracia, feed))
    await eixample.enter()
    await until(() => held(eixample, feed) === held(gracia, feed))
    t.equal(offersAt(eixample).filter(title => title.startsWith('Crate')).length, 300)
  })

  await t.test('a restart publishes what was written meanwhile, and nothing twice', async t => {
    const published = () => openGossipCursor(gracia.core.store).published(feed)
    const size = () => gracia.core.logs.get(feed)?.range.size ?? 0
    await until(() => published() === size())
    await gracia.leave()
    const before = size()
    accepted(await gracia.act(gracia.steward.signer, 'offer/published', offer('Plums'), feed))
    t.equal(published(), before, 'what was published is kept in the store')
    await gracia.enter()
    await until(() => offersAt(federation).includes('Plums'))
    await until(() => published() === before + 1)
  })
})
