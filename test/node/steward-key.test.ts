import { join } from 'node:path'
import t from 'tap'
import { openCharterNotes } from '../../node/domains/federation/charter-notes.ts'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import { openKeyClerk } from '../../node/domains/group/key-clerk.ts'
import { rebuild } from '../../node/rebuild.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { openBody } from '../../protocol/kinds.ts'
import { decodeEntry, decodeSignedEntry } from '../../protocol/log/entry.ts'
import { charterOf } from '../support/test-charter.ts'
import { accepted, HOUR, type Person, person, testClock } from '../support/test-core.ts'
import { everyoneVotes, feedOf, type TestNode, testMesh } from '../support/test-federation.ts'
import { renewed } from '../support/test-mergers.ts'

const DAY = 24 * HOUR

/** A federation of two groups, one of which has three stewards, of whom two have to agree. */
async function councilInFederation() {
  const mesh = testMesh(testClock())
  const barcelona = await mesh.federation('Barcelona')
  const [bo, cy] = [person('Gràcia 0'), person('Gràcia 1')]
  const stewards = [person('steward of Gràcia').key, bo.key, cy.key]
  const gracia = await mesh.group('Gràcia', 1, { charter: { stewards, threshold: 2 } })
  const sants = await mesh.group('Sants', 1)
  for (const group of [gracia, sants]) await mesh.join(barcelona, group, '1')
  await mesh.settle()
  return { mesh, barcelona, gracia, sants, bo, cy }
}

/** A lost key is replaced at home, and what follows reaches everyone. */
async function replaceKey(group: TestNode, of: Person['key'], by: Person, backers: readonly Person[]): Promise<void> {
  const clerk = openKeyClerk(group.core)
  const { id: request } = accepted(await group.act(by.signer, 'key/asked', { member: of }))
  for (const backer of backers) accepted(await group.act(backer.signer, 'key/backed', { request }))
  group.clock.advance(DAY)
  await clerk.settle()
}
const inRoster = ({ core }: TestNode, federation: Cid, group: Cid) => {
  const log = core.logs.get(federation)
  return log && core.projections.federations.group(log.row, group)
}

t.test('another key of a steward speaks for the group in its federations from then on', async t => {
  const { mesh, barcelona, gracia, sants, bo, cy } = await councilInFederation()
  await using _ = mesh
  const device = person('another device of Bo')
  await replaceKey(gracia, bo.key, device, [gracia.steward, cy])
  await mesh.settle()
  for (const node of [barcelona, sants]) {
    t.same(inRoster(node, barcelona.id, gracia.id)?.keys, [{ member: bo.key, key: device.key }], 'every copy says so')
  }
  const propose = (who: Person) =>
    barcelona.act(who.signer, 'federation/proposed', {
      title: 'Share the well?',
      text: '',
      method: { method: 'majority' },
      closesAtMs: mesh.clock.now() + DAY,
      mandatesByMs: mesh.clock.now() + 2 * DAY,
      answers: null,
    })
  t.match(await propose(bo), { code: 'member/unknown' }, 'the lost key is nobody’s')
  const proposal = accepted(await propose(device)).id
  const bulletin = {
    title: 'The well is dry',
    text: '',
    priority: 'normal' as const,
    audience: 'all' as const,
    untilMs: mesh.clock.now() + DAY,
    passes: null,
  }
  accepted(await gracia.act(device.signer, 'bulletin/published', bulletin, feedOf(gracia)))
  await mesh.settle()
  await everyoneVotes(sants, 1)
  mesh.clock.advance(3 * DAY)
  await mesh.settle()
  const { root, blocks } = accepted(evidenceOfDecision(barcelona.core, proposal))
  t.same((await verifyDecision(root, new Map(blocks))).findings, [], 'who verifies a decision follows it, too')

  const tarragona = await mesh.federation('Tarragona')
  await mesh.join(tarragona, { ...gracia, steward: device }, '1')
  t.same(
    inRoster(tarragona, tarragona.id, gracia.id)?.keys,
    [{ member: bo.key, key: device.key }],
    'and lets the group join others',
  )

  const charter = charterOf(gracia)
  const change = charter.change({ stewards: [gracia.steward.key, device.key], threshold: 1 })
  const { id: draft } = accepted(await charter.draft(gracia.steward, change))
  accepted(await charter.sign(cy, draft, change))
  await charter.settle()
  await mesh.settle()
  t.same(inRoster(sants, barcelona.id, gracia.id)?.charter.stewards, change.terms.stewards)
  const third = person('a third device of Bo')
  await replaceKey(gracia, bo.key, third, [gracia.steward])
  await mesh.settle()
  accepted(await propose(third))
  t.match(await propose(device), { code: 'member/unknown' }, 'one key follows another')
  for (const { core } of mesh.nodes) {
    const before = core.projections.digest()
    t.equal(rebuild(core).digest, before, 'the tables follow from the logs')
  }
})

/** What the feed of a group has told of stewards' keys. */
function toldIn(group: TestNode) {
  const feed = group.core.logs.get(feedOf(group))
  if (!feed) throw new Error('no feed')
  return group.core.tables.ofKinds(feed.row, ['group/key-replaced']).map(({ signed }) => {
    const { body } = accepted(openBody('group/key-replaced', accepted(decodeEntry(signed))))
    return body.backed.map(encoded => accepted(decodeEntry(accepted(decodeSignedEntry(encoded)))).header.by)
  })
}

t.test('others hear of no backing but by stewards whom the charter names, and of no other key', async t => {
  const { mesh, barcelona, gracia, sants, bo, cy } = await councilInFederation()
  await using _ = mesh
  const [dan] = await gracia.join('Dan')
  if (!dan) throw new Error('nobody joined')
  accepted(await gracia.act(gracia.steward.signer, 'member/role-set', { member: dan.key, role: 'steward' }))
  const [device, ofDan] = [person('another device of Bo'), person('another device of Dan')]
  await replaceKey(gracia, bo.key, device, [dan, cy, gracia.steward])
  await replaceKey(gracia, dan.key, ofDan, [cy, gracia.steward])
  const broken = {
    ...gracia.core,
    write: () => Promise.reject(new RangeError('a body of more than 65536 bytes')),
  }
  const own = gracia.core.ownGroup()
  const [membership] = own ? gracia.core.projections.federations.memberships(own.row) : []
  if (!own || !membership) throw new Error('in no federation')
  await t.resolves(
    openCharterNotes(broken).tell(own, membership),
    'what cannot be told does not keep the node from the rest',
  )
  await mesh.settle()
  t.same(toldIn(gracia), [[cy.key, gracia.steward.key]])
  t.same(inRoster(barcelona, barcelona.id, gracia.id)?.keys, [{ member: bo.key, key: device.key }])

  const asked: string[] = []
  const tables: typeof gracia.core.tables = {
    ...gracia.core.tables,
    ofKinds(row, kinds) {
      asked.push(...kinds)
      return gracia.core.tables.ofKinds(row, kinds)
    },
  }
  await openCharterNotes({ ...gracia.core, tables }).tell(own, membership)
  t.notOk(asked.includes('key/backed'), 'nothing is built again and again of a key that nobody is told of')

  const ofSants = person('another device at Sants')
  const [eva, fay] = await sants.join('Eva', 'Fay')
  if (!eva || !fay) throw new Error('nobody joined')
  await replaceKey(sants, sants.steward.key, ofSants, [eva, fay])
  await mesh.settle()
  t.same(toldIn(sants), [[]], 'where members back who are no stewards, it is the word of the node')
  t.match(inRoster(barcelona, barcelona.id, sants.id)?.keys, [{ key: ofSants.key }])
})

t.test(
  'a steward’s key that was replaced under a former key of the node is known where the group joins later',
  async t => {
    const path = join(t.testdir(), 'group.sqlite')
    await using mesh = testMesh(testClock())
    const [bo, cy, device] = [person('Gràcia 0'), person('Gràcia 1'), person('another device of Bo')]
    const stewards = [person('steward of Gràcia').key, bo.key, cy.key]
    const [barcelona, tarragona] = [await mesh.federation('Barcelona'), await mesh.federation('Tarragona')]
    const first = await mesh.group('Gràcia', 1, { path, charter: { stewards, threshold: 2 } })
    await mesh.join(barcelona, first, '1')
    const council = [first.steward, cy]
    const { node: second, handovers } = await renewed(mesh, first, path, council)
    for (const { entry } of handovers) accepted(await barcelona.core.writer.submit(entry))
    await replaceKey(second, bo.key, device, council)
    // Before anybody has heard of it.
    const again = await renewed(mesh, second, path, council, 'a third key')
    for (const { entry } of again.handovers) accepted(await barcelona.core.writer.submit(entry))
    await mesh.join(tarragona, { ...again.node, steward: first.steward }, '1')
    await mesh.settle()
    for (const federation of [barcelona, tarragona]) {
      const { keys, formerNodes } = inRoster(federation, federation.id, first.id) ?? {}
      t.same(keys, [{ member: bo.key, key: device.key }])
      t.same(formerNodes, [first.core.nodeKey, second.core.nodeKey])
    }
    for (const { core } of mesh.nodes) {
      const before = core.projections.digest()
      t.equal(rebuild(core).digest, before, 'the tables follow from the logs')
    }
  },
)
