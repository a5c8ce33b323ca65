import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as pathOf } from 'node:path'
import t from 'tap'
import { openElectionClerk } from '../../node/domains/assembly/election-clerk.ts'
import { openBulletinClerk } from '../../node/domains/federation/bulletin-clerk.ts'
import { openFederationClerk } from '../../node/domains/federation/clerk.ts'
import { openCosigned } from '../../node/domains/federation/cosigned.ts'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import { openLevels } from '../../node/domains/federation/levels.ts'
import { merge, type ShownDecision } from '../../node/domains/federation/merging.ts'
import { proposeReplacement, takeOver } from '../../node/domains/federation/replace-node.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../protocol/bytes/public-key.ts'
import { councilAt } from '../../protocol/federation/council.ts'
import type { MergeTerms } from '../../protocol/federation/merge-terms.ts'
import { replacementBytes } from '../../protocol/federation/node-replacement.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { usualBallot } from '../../protocol/governance/election-ballot.ts'
import { cosign } from '../../protocol/log/cosignature.ts'
import { rational } from '../../protocol/rational.ts'
import { refuse } from '../../protocol/refusal.ts'
import { accepted, HOUR, person, seededBytes, testClock, testGroup } from '../support/test-core.ts'
import { everyoneVotes, FEDERATION_TERMS, MESH_TERMS, type TestNode, testMesh } from '../support/test-federation.ts'
import { shownDecision } from '../support/test-mergers.ts'

const DAY = 24 * HOUR
const CLAUSES = ['Each garden waters twice a week.', 'The wells of the hills serve the city.']

/** A federation of three groups of one person each, and the folder of one whose store outlives its node. */
async function federated(terms: Partial<typeof MESH_TERMS & { expulsion: 'stewards' }> = {}, path?: string) {
  const clock = testClock()
  const mesh = testMesh(clock)
  const federation = await mesh.federation('Barcelona', { charter: { federation: { ...FEDERATION_TERMS, ...terms } } })
  const groups = [
    await mesh.group('Gràcia', 1),
    await mesh.group('Eixample', 1),
    await mesh.group('Horta', 1, path === undefined ? {} : { path }),
  ] as const
  for (const [i, group] of groups.entries()) await mesh.join(federation, group, ['2', '1', '1'][i] ?? '1')
  await mesh.settle()
  return { clock, mesh, federation, groups }
}

const raise = (federation: TestNode, group: TestNode, proposal: Cid) =>
  federation.act(group.steward.signer, 'veto/raised', {
    proposal,
    group: group.id,
    clauses: [1],
    ground: 'severe-local-need',
    reason: 'Our own wells are dry.',
    evidence: [{ text: 'The levels of this summer', source: 'https://wells.example/2026' }],
  })
const stored = ({ core }: TestNode, id: Cid) => core.projections.federations.proposal(id)
const findings = async ({ core }: TestNode, proposal: Cid) => {
  const { root, blocks } = accepted(evidenceOfDecision(core, proposal))
  return (await verifyDecision(root, new Map(blocks))).findings
}
const stateOf = ({ core }: TestNode, group: TestNode) =>
  core.projections.federations.group(core.ownGroup()?.row ?? 0, group.id)?.state

/** A plan that passes against Horta, whose veto suspends a clause of it. */
async function vetoed(world: Awaited<ReturnType<typeof federated>>) {
  const { mesh, federation, groups } = world
  const [gracia, eixample, horta] = groups
  const asked = await mesh.propose(federation, { title: 'Share the water', clauses: CLAUSES })
  await mesh.settle()
  const veto = accepted(await raise(federation, horta, asked)).id
  await mesh.settle()
  for (const group of [gracia, eixample]) await everyoneVotes(group, 1)
  await everyoneVotes(horta, 0)
  await mesh.settle()
  return { asked, veto }
}

t.test('a federation whose veto is open does not merge before that is settled', async t => {
  const world = await federated(MESH_TERMS)
  const { mesh, federation: from, groups } = world
  await using _ = mesh
  const into = await mesh.federation('Catalunya')
  const girona = await mesh.group('Girona', 1)
  await mesh.join(into, girona, '1')
  const { asked, veto } = await vetoed(world)
  t.match(stored(from, asked)?.decided, { accepted: true, suspended: [{ clause: 1 }] })
  const terms: MergeTerms = {
    from: from.id,
    fromName: 'Barcelona',
    into: into.id,
    intoName: 'Catalunya',
    addresses: [],
    groups: groups.map(({ id }, i) => ({ group: id, name: `group ${i}`, weight: rational(1) })),
  }
  const decisions: ShownDecision[] = []
  for (const federation of [from, into]) {
    const id = await mesh.propose(federation, { title: 'Merge?', merges: terms })
    await mesh.settle()
    for (const group of federation === into ? [girona] : groups) await everyoneVotes(group, 1)
    await mesh.settle()
    decisions.push(shownDecision(federation, id))
  }
  const [theirs, ours] = decisions
  if (!theirs || !ours) throw new Error('not decided')
  t.match(await merge(from.core, ours), { code: 'merge/contested', detail: { proposal: asked } })
  const [, , horta] = groups
  accepted(await from.act(horta.steward.signer, 'veto/withdrawn', { proposal: asked, veto }))
  await mesh.settle()
  accepted(await merge(into.core, theirs))
  accepted(await merge(from.core, ours))
  t.same(await findings(from, asked), [], 'what was decided before can be verified after')
})

t.test('a delegate goes on sitting where the federation merges into another, until they leave the office', async t => {
  const { clock, mesh, federation: from, groups } = await federated(MESH_TERMS)
  await using _ = mesh
  const [gracia] = groups
  const into = await mesh.federation('Catalunya')
  const girona = await mesh.group('Girona', 1)
  await mesh.join(into, girona, '1')
  await gracia.join('Nuri')
  const elections = openElectionClerk(gracia.core)
  const called = accepted(
    await gracia.act(gracia.steward.signer, 'election/called', {
      office: 'Delegate',
      text: '',
      role: null,
      seats: 1,
      ballot: usualBallot('approval'),
      quorum: rational(0),
      nominationsUntilMs: clock.now() + HOUR,
      votesUntilMs: clock.now() + 3 * HOUR,
      termMs: 90 * DAY,
      council: from.id,
    }),
  )
  const nuri = person('Nuri')
  accepted(await gracia.act(nuri.signer, 'election/nominated', { election: called.id, nominee: nuri.key }))
  clock.advance(HOUR + 1)
  await elections.settle()
  await mesh.settle()
  const [vote] = gracia.core.projections.proposals.list(gracia.core.ownGroup()?.row ?? 0, 'open')
  if (!vote) throw new Error('no vote')
  accepted(await gracia.vote(nuri, vote, { approve: ['Nuri'] }))
  clock.advance(3 * HOUR)
  await mesh.settle()
  const sits = (federation: TestNode) => {
    const { federations } = federation.core.projections
    const row = federation.core.ownGroup()?.row ?? 0
    return councilAt(federations.seatings(row), federations.groups(row), clock.now()).map(({ name }) => name)
  }
  t.same(sits(from), ['Nuri'])
  const terms: MergeTerms = {
    from: from.id,
    fromName: 'Barcelona',
    into: into.id,
    intoName: 'Catalunya',
    addresses: [],
    groups: groups.map(({ id }, i) => ({ group: id, name: `group ${i}`, weight: rational(1) })),
  }
  const decisions: ShownDecision[] = []
  for (const federation of [from, into]) {
    const id = await mesh.propose(federation, { title: 'Merge?', merges: terms })
    await mesh.settle()
    for (const group of federation === into ? [girona] : groups) await everyoneVotes(group, 2)
    await mesh.settle()
    decisions.push(shownDecision(federation, id))
  }
  const [theirs, ours] = decisions
  if (!theirs || !ours) throw new Error('not decided')
  accepted(await merge(into.core, theirs))
  accepted(await merge(from.core, ours))
  await mesh.settle()
  t.same(sits(into), ['Nuri'], 'the group has sent nobody else')
  accepted(await gracia.act(nuri.signer, 'office/resigned', { election: called.id }))
  await mesh.settle()
  t.same(sits(into), [], 'who leaves the office leaves the seat')
})

t.test('a group that is expelled while its veto is open still has it settled, by the others', async t => {
  const world = await federated({ expulsion: 'stewards' })
  const { clock, mesh, federation, groups } = world
  await using _ = mesh
  const [gracia, eixample, horta] = groups
  const { asked, veto } = await vetoed(world)
  const cause = 'It sold the common van.'
  const backing = { group: horta.id, cause }
  accepted(await federation.act(federation.steward.signer, 'federation/expulsion-backed', backing))
  await mesh.settle()
  t.equal(stateOf(federation, horta), 'expelled')
  t.match(
    await federation.act(eixample.steward.signer, 'veto/withdrawn', { proposal: asked, veto }),
    { code: 'member/not-allowed' },
    'nobody takes it back for them',
  )
  clock.advance(8 * DAY)
  await mesh.settle()
  const revote = federation.core.projections.federations.vetoes.revote(asked)
  if (!revote) throw new Error('nobody was asked again')
  for (const group of [gracia, eixample]) await everyoneVotes(group, 1)
  await mesh.settle()
  t.equal(stored(federation, revote)?.decided?.accepted, true)
  t.same(
    stored(federation, revote)
      ?.decided?.groups.map(({ group }) => group)
      .sort(),
    [gracia.id, eixample.id].sort(),
    'whoever is out is asked no more',
  )
  t.same(await findings(federation, revote), [])
  t.same(await findings(federation, asked), [])
})

t.test('a group that gets another node key while a decision is open says again what it says', async t => {
  const folder = mkdtempSync(pathOf(tmpdir(), 'comunal-key-'))
  t.teardown(() => rmSync(folder, { recursive: true }))
  const path = pathOf(folder, 'horta.sqlite')
  const { clock, mesh, federation, groups } = await federated({}, path)
  await using _ = mesh
  const [gracia, eixample, horta] = groups
  const asked = await mesh.propose(federation)
  await mesh.settle()
  for (const group of [gracia, horta]) await everyoneVotes(group, 1)
  await mesh.settle({ away: [eixample] })
  const mandates = () => federation.core.projections.federations.mandates(asked)
  t.equal(mandates().length, 2)

  const nodeSeed = seededBytes('another key of Horta')(32)
  const terms = accepted(proposeReplacement(horta.core, publicKeyHex(nativeSignerFromSeed(nodeSeed).publicKey)))
  const signature = horta.steward.signer.sign(replacementBytes(terms))
  const replacement = { ...terms, signatures: [{ by: horta.steward.key, signature }] }
  await horta[Symbol.asyncDispose]()
  const renewed = await testGroup('Horta', { clock, path, start: 1, nodeSeed })
  const [handover] = accepted(await takeOver(renewed.core, replacement, address => address))
  if (!handover) throw new Error('nothing to hand over')
  accepted(await federation.core.writer.submit(handover.entry))
  const clerk = openFederationClerk(renewed.core, async () => refuse('evidence/missing'))
  const bulletins = openBulletinClerk(renewed.core)
  mesh.nodes[mesh.nodes.indexOf(horta)] = { ...renewed, federation: clerk, bulletins }
  await everyoneVotes(eixample, 1)
  await mesh.settle()
  t.equal(mandates().filter(({ group }) => group === horta.id).length, 2, 'one in each feed')
  t.match(stored(federation, asked)?.decided, { accepted: true, quorum: { counted: 3 } })
  t.same(await findings(federation, asked), [])
})

t.test('a witness that has left is one of the decision all the same, and of no later one', async t => {
  const { mesh, federation, groups } = await federated()
  await using _ = mesh
  const [gracia, , horta] = groups
  const decide = async () => {
    const id = await mesh.propose(federation)
    await mesh.settle()
    for (const group of groups) if (stateOf(federation, group) === 'member') await everyoneVotes(group, 1)
    await mesh.settle()
    return id
  }
  /** These nodes cosign the federation's newest checkpoint. */
  const witnessedBy = (...names: readonly string[]) => {
    const { checkpoint } = federation.core.ownGroup() ?? { checkpoint: '' }
    const [text = ''] = checkpoint.split('\n\n')
    const lines = names.map(name =>
      cosign(`${text}\n`, nativeSignerFromSeed(seededBytes(`group/${name}`)(32)), 1_777_000_000),
    )
    openCosigned(federation.core.store).add(federation.id, checkpoint + lines.join(''))
  }
  const witnesses = (id: Cid) => openLevels(federation.core).of(id)?.decided?.witnesses
  const first = await decide()
  t.match(witnesses(first), { by: [], of: 3, needed: 2, met: false })
  accepted(await federation.act(horta.steward.signer, 'federation/left', { group: horta.id }))
  witnessedBy('Gràcia', 'Horta')
  t.match(witnesses(first), { by: { length: 2 }, of: 3, met: true }, 'it was decided over three')
  t.same(await findings(federation, first), [])
  const second = await decide()
  witnessedBy('Gràcia', 'Horta')
  t.match(witnesses(second), { by: [{ group: gracia.id }], of: 2, needed: 2, met: false }, 'who left counts no more')
  witnessedBy('Gràcia', 'Eixample')
  t.match(witnesses(second), { of: 2, met: true })
})
