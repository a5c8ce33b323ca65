import t from 'tap'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import { merge } from '../../node/domains/federation/merging.ts'
import { rebuild } from '../../node/rebuild.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { concatBytes } from '../../protocol/bytes/compare.ts'
import { writeCar } from '../../protocol/federation/car.ts'
import type { MergeTerms } from '../../protocol/federation/merge-terms.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { encodeSignedEntry } from '../../protocol/log/entry.ts'
import { formatRational, rational } from '../../protocol/rational.ts'
import { councilDueOf } from '../support/council-due.ts'
import { accepted, HOUR, testClock } from '../support/test-core.ts'
import { everyoneVotes, FEDERATION_TERMS, feedOf, type TestNode, testMesh } from '../support/test-federation.ts'

/** Two federations of two groups each, which may merge: the second into the first. */
async function twoFederations() {
  const clock = testClock()
  const mesh = testMesh(clock)
  const charter = { federation: { ...FEDERATION_TERMS, quorum: rational(1, 2) } }
  const into = await mesh.federation('Barcelona', { charter })
  const from = await mesh.federation('Badalona', { charter })
  const [gracia, horta] = [await mesh.group('Gràcia', 3), await mesh.group('Horta', 3)]
  const [llefia, canyet] = [await mesh.group('Llefià', 3), await mesh.group('Canyet', 3)]
  for (const group of [gracia, horta]) await mesh.join(into, group, '1')
  for (const group of [llefia, canyet]) await mesh.join(from, group, '1')
  await mesh.settle()
  const terms: MergeTerms = {
    from: from.id,
    fromName: 'Badalona',
    into: into.id,
    intoName: 'Barcelona',
    addresses: ['/ip4/127.0.0.1/tcp/9'],
    groups: [
      { group: llefia.id, name: 'Llefià', weight: rational(1, 2) },
      { group: canyet.id, name: 'Canyet', weight: rational(2) },
    ],
  }
  /** Puts the terms to the groups of one of the two, and they decide. */
  const decide = async (federation: TestNode, asked: MergeTerms, votesFor: number) => {
    const id = await mesh.propose(federation, { title: 'Merge?', merges: asked })
    await mesh.settle()
    for (const group of federation === into ? [gracia, horta] : [llefia, canyet]) await everyoneVotes(group, votesFor)
    clock.advance(25 * HOUR)
    await mesh.settle()
    return id
  }
  return { clock, mesh, into, from, gracia, horta, llefia, canyet, terms, decide }
}

function evidenceFile({ core }: TestNode, proposal: Cid): Uint8Array {
  const { root, blocks } = accepted(evidenceOfDecision(core, proposal))
  return concatBytes(...writeCar(root, blocks))
}

const rosterAt = ({ core }: TestNode, federation: TestNode) =>
  core.projections.federations
    .groups(core.logs.get(federation.id)?.row ?? 0)
    .filter(({ state }) => state === 'member')
    .map(({ charter, weight }) => [charter.name, formatRational(weight)])
    .sort()

t.test('two federations that have decided it merge, and the groups go on with their feeds', async t => {
  const { clock, mesh, into, from, gracia, horta, llefia, canyet, terms, decide } = await twoFederations()
  await using _ = mesh
  const feeds = [llefia, canyet].map(feedOf)
  const theirs = await decide(from, terms, 3)
  const ours = await decide(into, terms, 3)
  const waiting = ({ core, steward }: TestNode) => councilDueOf(core, steward.key)
  t.match(waiting(into), [{ kind: 'merger', subject: ours, at: ours }], 'it waits to be carried out')
  t.match(accepted(await merge(into.core, evidenceFile(from, theirs))), { groups: [llefia.id, canyet.id], refused: [] })
  accepted(await merge(from.core, evidenceFile(into, ours)))
  t.same([...waiting(into), ...waiting(from)], [])
  await mesh.settle()

  const all = [
    ['Canyet', '2'],
    ['Gràcia', '1'],
    ['Horta', '1'],
    ['Llefià', '1/2'],
  ]
  for (const node of [into, gracia, llefia]) t.same(rosterAt(node, into), all, 'every copy says the same')
  t.same([llefia, canyet].map(feedOf), feeds, 'the feeds are those that there were')
  const memberships = llefia.core.projections.federations.memberships(llefia.core.ownGroup()?.row ?? 0)
  t.match(memberships, [{ federation: into.id, addresses: terms.addresses }], 'in the one, and no more in the other')

  const proposal = await mesh.propose(into)
  await mesh.settle()
  for (const group of [gracia, horta, llefia, canyet]) await everyoneVotes(group, 3)
  clock.advance(25 * HOUR)
  await mesh.settle()
  const decided = into.core.projections.federations.proposal(proposal)?.decided
  t.same(decided?.weighted[0], { option: 'for', points: [9n, 2n] })
  const { root, blocks } = accepted(evidenceOfDecision(into.core, proposal))
  const report = await verifyDecision(root, new Map(blocks))
  t.same(report.findings, [], 'that they are members follows from the evidence')

  const after = await from.act(from.steward.signer, 'bulletin/published', {
    title: 'Still here?',
    text: '',
    priority: 'normal',
    audience: 'all',
    untilMs: clock.now() + HOUR,
    passes: null,
  })
  t.match(after, { code: 'merge/ended', detail: { into: into.id } }, 'the log has ended with the pointer')
  t.same(accepted(await merge(into.core, evidenceFile(from, theirs))).groups, [], 'done twice it is done once')
  for (const node of [into, llefia]) {
    const before = node.core.projections.digest()
    t.equal(rebuild(node.core).digest, before, 'the tables follow from the logs')
  }
})

t.test('nothing merges on the decision of one, or on different terms', async t => {
  const { mesh, into, from, terms, decide, llefia } = await twoFederations()
  await using _ = mesh
  const theirs = await decide(from, terms, 3)
  const file = evidenceFile(from, theirs)
  t.match(await merge(into.core, file), { code: 'merge/undecided' })
  const refused = await decide(into, terms, 0)
  t.match(await merge(into.core, file), { code: 'merge/undecided' }, 'it was voted down here')
  t.match(await merge(from.core, evidenceFile(into, refused)), { code: 'merge/undecided' }, 'and over there')
  const [first, ...rest] = terms.groups
  if (!first) throw new Error('no group')
  const other = await decide(into, { ...terms, groups: [{ ...first, weight: rational(1) }, ...rest] }, 3)
  t.match(await merge(from.core, evidenceFile(into, other)), { code: 'merge/other-terms' })
  t.same(rosterAt(from, from).length, 2)
  t.same(rosterAt(into, into).length, 2)
  const stored = into.core.tables.entry(into.id)
  if (!stored) throw new Error('no genesis')
  const forged = await llefia.core.write(llefia.id, 'group/federated', {
    federation: into.id,
    charter: encodeSignedEntry(stored.signed),
    addresses: terms.addresses,
    feed: feedOf(llefia),
  })
  t.match(forged, { code: 'member/not-allowed' }, "a group's node joins nothing by itself")
})

t.test('terms that name other groups, or federations that are members of each other, are refused', async t => {
  const { mesh, into, from, gracia, terms } = await twoFederations()
  await using _ = mesh
  const ask = (federation: TestNode, merges: MergeTerms) =>
    federation.act(federation.steward.signer, 'federation/proposed', {
      title: 'Merge?',
      text: '',
      method: { method: 'majority' },
      closesAtMs: mesh.clock.now() + 24 * HOUR,
      mandatesByMs: mesh.clock.now() + 48 * HOUR,
      answers: null,
      merges,
    })
  const bad = { code: 'merge/bad-terms' }
  t.match(await ask(from, { ...terms, groups: terms.groups.slice(1) }), bad, 'one is left behind')
  t.match(await ask(into, { ...terms, into: gracia.id }), bad, 'of other federations')
  t.match(await ask(into, { ...terms, from: into.id }), bad)
  t.match(await ask(from, { ...terms, groups: terms.groups.map(g => ({ ...g, weight: rational(-1) })) }), bad)
  await mesh.join(into, from, '1')
  t.match(await ask(into, terms), { code: 'federation/loop' }, 'a member leaves first')
  t.match(await ask(from, terms), { code: 'federation/loop' })
})
