import t from 'tap'
import { openFederationClerk } from '../../node/domains/federation/clerk.ts'
import { until } from '../support/patience.ts'
import { accepted, testClock } from '../support/test-core.ts'
import { federationNode, join, type NetNode, signPlan, ticketOf } from './sync-rig.ts'

t.test('federations do not become members of themselves, at any depth', async t => {
  const clock = testClock()
  const names = ['Assembly', 'Region', 'City', 'Quarter'] as const
  const nodes: NetNode[] = []
  for (const name of names) nodes.push(await federationNode(name, clock))
  t.teardown(async () => {
    for (const node of nodes) await node[Symbol.asyncDispose]()
  })
  const [assembly, region, city, quarter] = nodes
  if (!assembly || !region || !city || !quarter) throw new Error('four nodes')
  const settle = (node: NetNode) =>
    openFederationClerk(node.core, (id, group) => node.network.fetchEvidence(id, group)).settle()
  const isBelow = (node: NetNode, federation: NetNode) =>
    node.core.projections.federations
      .groups(node.core.ownGroup()?.row ?? 0)
      .flatMap(({ feed }) => node.core.projections.federations.span(node.core.logs.get(feed)?.row ?? 0))
      .some(({ id }) => id === federation.id)
  const path = (...some: readonly NetNode[]) => some.map(({ id }) => id).join(' > ')

  // Before anything is joined nothing closes a loop, so a ticket can lie about until it does.
  const early = await ticketOf(quarter)
  const planned = await ticketOf(city)
  const plan = accepted(await assembly.network.planJoin(planned))
  accepted(await join(region, await ticketOf(assembly)))
  accepted(await join(city, await ticketOf(region)))
  accepted(await join(quarter, await ticketOf(city)))

  await t.test('what is below travels up, level by level', async t => {
    await until(() => {
      for (const node of [city, region]) void settle(node)
      return isBelow(assembly, quarter) && isBelow(assembly, city) && isBelow(region, quarter)
    })
    t.pass()
  })

  await t.test('the one at the top does not join the one at the bottom, and is told the way', async t => {
    const refused = await join(assembly, early)
    t.match(refused, { code: 'federation/loop', detail: { path: path(quarter, assembly, region, city, quarter) } })
    const own = assembly.core.ownGroup()
    t.same(own && assembly.core.projections.federations.memberships(own.row), [])
  })

  await t.test('one that asks all the same is refused by what the federation knows above itself', async t => {
    const { logs, projections } = city.core
    await until(() => projections.federations.memberships(logs.get(region.id)?.row ?? 0).length > 0)
    const refused = await assembly.network.completeJoin(planned, signPlan(plan, assembly))
    t.match(refused, { code: 'federation/loop', detail: { path: path(assembly, region, city, assembly) } })
    t.match(await join(region, await ticketOf(city)), { code: 'federation/loop' })
  })

  await t.test('joining where it closes nothing is free', async t => {
    t.notMatch(await join(quarter, await ticketOf(assembly)), { refused: true })
  })
})
