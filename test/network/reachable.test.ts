import t from 'tap'
import { openReachability } from '../../node/domains/federation/reachability.ts'
import { peersOf, readScopes } from '../../node/federation/roster.ts'
import { isProblem } from '../../protocol/bytes/schema.ts'
import { nodeReachable } from '../../protocol/federation/reachable.ts'
import { until } from '../support/patience.ts'
import { accepted, person, testClock } from '../support/test-core.ts'
import { federationNode, join, type NetNode, netNode, ticketOf } from './sync-rig.ts'

const addressesOf = (at: NetNode, of: NetNode) =>
  peersOf(readScopes(at.core)).find(({ key }) => key === of.core.nodeKey)?.addresses

t.test('a node that moved says so in its feed, and all dial it there', async t => {
  const clock = testClock()
  const federation = await federationNode('Barcelona', clock)
  const [stays, moves] = [await netNode('Gràcia', clock), await netNode('Sants', clock)]
  const all = [federation, stays, moves]
  t.teardown(async () => {
    for (const node of all) await node[Symbol.asyncDispose]()
  })
  for (const group of [stays, moves]) accepted(await join(group, await ticketOf(federation)))
  await until(() => addressesOf(stays, moves) !== undefined)
  const sizes = () => [...moves.core.logs.values()].map(log => log.range.size)

  let addresses = moves.host.addresses()
  const duty = openReachability(moves.core, () => addresses)
  const before = sizes()
  const settle = async (afterMs: number) => {
    clock.advance(afterMs)
    await duty.settle()
  }
  await settle(60_000)
  t.same(sizes(), before, 'what was said on joining is not said again')

  addresses = ['/ip4/10.1.2.3/tcp/4281']
  await settle(0)
  await settle(9_999)
  t.same(sizes(), before, 'an address that has not stood for ten seconds is not told')
  await settle(1)
  await until(() => [stays, federation].every(node => addressesOf(node, moves)?.[0] === addresses[0]))
  t.same(addressesOf(stays, moves), addresses)
  t.same(addressesOf(federation, moves), addresses)
  const after = sizes()
  await settle(60_000)
  t.same(sizes(), after, 'it is said once')
})

t.test('the federation’s own node says it in the federation’s log, and the ticket’s addresses stay', async t => {
  const clock = testClock()
  const federation = await federationNode('Madrid', clock)
  const group = await netNode('Lavapiés', clock)
  t.teardown(() => Promise.all([federation, group].map(node => node[Symbol.asyncDispose]())))
  accepted(await join(group, await ticketOf(federation)))
  const old = federation.host.addresses()
  const duty = openReachability(federation.core, () => ['/dns4/madrid.example/tcp/443/wss'])
  await duty.settle()
  clock.advance(10_000)
  await duty.settle()
  await until(() => addressesOf(group, federation)?.[0] === '/dns4/madrid.example/tcp/443/wss')
  t.same(addressesOf(group, federation), ['/dns4/madrid.example/tcp/443/wss', ...old])
})

t.test('nobody else says where a node is, and not in a log that no peer reads', async t => {
  const clock = testClock()
  const federation = await federationNode('Lisbon', clock)
  const group = await netNode('Alfama', clock)
  t.teardown(() => Promise.all([federation, group].map(node => node[Symbol.asyncDispose]())))
  const said = { addresses: ['/ip4/10.1.2.3/tcp/4281'] }
  t.match(await federation.act(federation.steward.signer, 'node/reachable', said), { code: 'member/not-allowed' })
  t.match(await federation.act(person('a stranger').signer, 'node/reachable', said), { code: 'member/not-allowed' })
  t.match(await group.core.write(group.id, 'node/reachable', said), { code: 'entry/not-for-this-log' })
  t.ok(
    isProblem(nodeReachable.decode({ addresses: Array(9).fill('/ip4/10.1.2.3/tcp/1') })),
    'nine addresses are too many',
  )
})
