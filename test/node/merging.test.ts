import { join } from 'node:path'
import t from 'tap'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import { merge } from '../../node/domains/federation/merging.ts'
import { successionTold, tellOfSuccession } from '../../node/domains/federation/replace-node.ts'
import { rebuild } from '../../node/rebuild.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import type { MergeTerms } from '../../protocol/federation/merge-terms.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { openBody } from '../../protocol/kinds.ts'
import { decodeEntry, encodeSignedEntry } from '../../protocol/log/entry.ts'
import { rational } from '../../protocol/rational.ts'
import { councilDueOf } from '../support/council-due.ts'
import { charterOf } from '../support/test-charter.ts'
import { accepted, HOUR, person } from '../support/test-core.ts'
import { cosign, everyoneVotes, feedOf, type TestNode } from '../support/test-federation.ts'
import { renewed, rosterAt, shownDecision, twoFederations } from '../support/test-mergers.ts'

t.test('two federations that have decided it merge, and the groups go on with their feeds', async t => {
  const folder = t.testdir()
  const paths = {
    from: join(folder, 'from.sqlite'),
    into: join(folder, 'into.sqlite'),
    llefia: join(folder, 'group.sqlite'),
  }
  const former = await twoFederations(2, paths, async group => {
    const charter = charterOf(group)
    accepted(await charter.draft(group.steward, charter.change({ purpose: 'told before it joined' })))
    await charter.settle()
  })
  const { clock, mesh, gracia, horta, canyet, terms, decide } = former
  t.teardown(() => mesh[Symbol.asyncDispose]())
  const above = await mesh.federation('Catalunya')
  for (const federation of [former.into, former.from]) await mesh.join(above, federation, '1')

  // Badalona's group has other stewards and, by these, another node; so have both federations.
  const biel = person('Llefià 0')
  const charter = charterOf(former.llefia)
  const change = charter.change({ name: 'Llefià alta', stewards: [biel.key] })
  accepted(await charter.draft(former.llefia.steward, change))
  await charter.settle()
  await mesh.settle()
  const { node: llefia, handovers } = await renewed(mesh, former.llefia, paths.llefia, [biel])
  for (const { entry } of handovers) accepted(await former.from.core.writer.submit(entry))
  await mesh.settle()
  const { node: from, handovers: fromUp } = await renewed(mesh, former.from, paths.from, [former.from.steward])
  const { node: into, handovers: intoUp } = await renewed(mesh, former.into, paths.into, [former.into.steward])
  for (const { entry } of [...fromUp, ...intoUp]) accepted(await above.core.writer.submit(entry))
  await tellOfKey(from, [llefia, canyet])
  await tellOfKey(into, [gracia, horta])
  await mesh.settle()
  const feeds = [llefia, canyet].map(feedOf)
  const there = groupAt(from, from, llefia.id)
  t.match(there.charter, { name: 'Llefià alta', stewards: [biel.key], node: llefia.core.nodeKey })
  const theirs = await decide(from, terms, 3)
  const ours = await decide(into, terms, 3)
  const waiting = ({ core, steward }: TestNode) => councilDueOf(core, steward.key)
  t.match(waiting(into), [{ kind: 'merger', subject: ours, at: ours }], 'it waits to be carried out')

  await t.test('the groups come in with the keys and charters that they have now', async t => {
    const merged = accepted(await merge(into.core, shownDecision(from, theirs)))
    t.match(merged, { groups: [llefia.id, canyet.id], refused: [] })
    const unsaid = joiningWithout(from, llefia.id)
    t.match(
      await into.core.write(into.id, 'federation/group-merged', unsaid),
      { code: 'node/bad-replacement' },
      'a key by stewards of whom nobody has heard is none',
    )
  })

  await t.test('a federation that is a member of another one leaves it before it ends', async t => {
    const end = () => merge(from.core, shownDecision(into, ours))
    t.match(await end(), { code: 'merge/still-member', detail: { federation: above.id } })
    accepted(await above.act(from.steward.signer, 'federation/left', { group: from.id }))
    accepted(await from.act(from.steward.signer, 'group/unfederated', { federation: above.id }))
    await mesh.propose(from, { title: 'Open as the log ends' })
    t.ok(from.federation.nextDueMs())
    accepted(await end())
    t.equal(from.federation.nextDueMs(), null, 'what is open then is due no more')
    t.same([...waiting(into), ...waiting(from)], [])
    await mesh.settle()
  })

  await t.test('every copy says the same, and the groups follow with the feeds that there were', async t => {
    for (const { core } of [into, from, gracia, llefia]) {
      t.equal(
        core.store.prepare('SELECT count(*) FROM charter_told').pluck().get(),
        0,
        'what was told is not kept twice',
      )
    }
    const all = [
      ['Canyet', '2'],
      ['Gràcia', '1'],
      ['Horta', '1'],
      ['Llefià alta', '1/2'],
    ]
    for (const node of [into, gracia, llefia]) {
      t.same(rosterAt(node, into), all)
      const { charter: amended, amended: by, feed } = groupAt(node, into, llefia.id)
      t.same([amended, by, feed], [there.charter, there.amended, there.feed])
      t.same(groupAt(node, into, canyet.id).charter, charterOf(canyet).inForce())
    }
    t.same([llefia, canyet].map(feedOf), feeds)
    const memberships = llefia.core.projections.federations.memberships(llefia.core.ownGroup()?.row ?? 0)
    const expected = { federation: into.id, charter: { node: into.core.nodeKey }, addresses: terms.addresses }
    t.match(memberships, [expected], 'in the one, by the key that it has now, and no more in the other')
  })

  await t.test('what is asked above goes down to all groups, and up again', async t => {
    const asked = await mesh.propose(above)
    await mesh.settle()
    for (const group of [gracia, horta, llefia, canyet]) await everyoneVotes(group, 3)
    clock.advance(25 * HOUR)
    await mesh.settle()
    clock.advance(25 * HOUR)
    await mesh.settle()
    const { federations } = into.core.projections
    const [own] = federations.proposals(into.core.ownGroup()?.row ?? 0)
    t.same(own && federations.proposal(own)?.decided?.weighted[0], { option: 'for', points: [9n, 2n] })
    const { root, blocks } = accepted(evidenceOfDecision(above.core, asked))
    const { findings, level } = await verifyDecision(root, new Map(blocks))
    t.same([findings, level], [[], 'ballots'], 'that they are members follows from the evidence')
  })

  await t.test('the log has ended with the pointer, and done twice it is done once', async t => {
    const after = await from.act(from.steward.signer, 'bulletin/published', {
      title: 'Still here?',
      text: '',
      priority: 'normal',
      audience: 'all',
      untilMs: clock.now() + HOUR,
      passes: null,
    })
    t.match(after, { code: 'merge/ended', detail: { into: into.id } })
    t.same(accepted(await merge(into.core, shownDecision(from, theirs))).groups, [])
    for (const node of [into, llefia]) {
      const before = node.core.projections.digest()
      t.equal(rebuild(node.core).digest, before, 'the tables follow from the logs')
    }
  })
})

/** Groups of a federation hear that its node has another key. */
async function tellOfKey(federation: TestNode, groups: readonly TestNode[]): Promise<void> {
  const told = accepted(successionTold(federation.core, address => address))
  for (const { core } of groups) accepted(await tellOfSuccession(core, told))
}

const groupAt = ({ core }: TestNode, federation: TestNode, group: Cid) => {
  const row = core.logs.get(federation.id)
  const found = row && core.projections.federations.group(row.row, group)
  if (!found) throw new Error('not in the roster')
  return found
}

/** How a group joined a federation and got its node's key, without what has amended its charter. */
function joiningWithout({ core, id }: TestNode, group: Cid) {
  const row = core.logs.get(id)
  const entries = (kind: 'federation/joined' | 'federation/node-replaced') =>
    row ? core.tables.ofKinds(row.row, [kind]).map(({ signed }) => signed) : []
  const joined = entries('federation/joined').find(signed => {
    const known = openBody('federation/joined', accepted(decodeEntry(signed)))
    return accepted(known).body.group === group
  })
  if (!joined) throw new Error('never joined')
  return { joined: encodeSignedEntry(joined), replaced: entries('federation/node-replaced').map(encodeSignedEntry) }
}

t.test('nothing merges on the decision of one, or on different terms', async t => {
  const { mesh, into, from, terms, decide, llefia } = await twoFederations(1)
  await using _ = mesh
  const theirs = await decide(from, terms, 3)
  const file = shownDecision(from, theirs)
  t.match(await merge(into.core, file), { code: 'merge/undecided' })
  const refused = await decide(into, terms, 0)
  t.match(await merge(into.core, file), { code: 'merge/undecided' }, 'it was voted down here')
  t.match(await merge(from.core, shownDecision(into, refused)), { code: 'merge/undecided' }, 'and over there')
  const [first, ...rest] = terms.groups
  if (!first) throw new Error('no group')
  const other = await decide(into, { ...terms, groups: [{ ...first, weight: rational(1) }, ...rest] }, 3)
  const twisted = shownDecision(into, other)
  t.match(await merge(from.core, twisted), { code: 'merge/other-terms' })
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
  const between = await mesh.federation('Barcelonès')
  await mesh.join(between, into, '1')
  await mesh.join(from, between, '1')
  await mesh.settle()
  t.match(await merge(from.core, twisted), { code: 'federation/loop' }, 'nor into what stands below it')
})

t.test('terms that name other groups, or federations that are members of each other, are refused', async t => {
  const { mesh, into, from, gracia, terms } = await twoFederations(1)
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

t.test('nothing merges before both decisions are witnessed by as many as the charters ask for', async t => {
  const { mesh, into, from, gracia, llefia, terms, decide } = await twoFederations(1, {}, undefined, 1)
  await using _ = mesh
  const theirs = shownDecision(from, await decide(from, terms, 1))
  const ours = await decide(into, terms, 1)
  const unwitnessed = { ...theirs, isWitnessed: false }
  t.match(await merge(into.core, theirs), { code: 'merge/unwitnessed', detail: { federation: into.id } })
  cosign(into, gracia)
  t.match(await merge(into.core, unwitnessed), { code: 'merge/unwitnessed', detail: { federation: from.id } })
  t.same(rosterAt(into, into).length, 2)
  t.match(accepted(await merge(into.core, theirs)).groups, [llefia.id])
  t.match(await merge(from.core, shownDecision(into, ours)), { code: 'merge/unwitnessed' }, 'its own is not yet')
  cosign(from, llefia)
  accepted(await merge(from.core, shownDecision(into, ours)))
})
