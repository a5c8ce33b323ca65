import t from 'tap'
import { evidenceOfDecision, evidenceOfVote } from '../../node/domains/federation/evidence.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { author } from '../../protocol/author.ts'
import { type Cid, cidOfBytes } from '../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../protocol/bytes/public-key.ts'
import { sha256 } from '../../protocol/bytes/sha256.ts'
import { decisionOf, type FederationDecided } from '../../protocol/federation/decision.ts'
import {
  blocksOfEntry,
  encodeEvidence,
  type FederationEvidence,
  type GroupEvidence,
  readEvidence,
  readKnown,
} from '../../protocol/federation/evidence.ts'
import type { LogPlace } from '../../protocol/federation/log-place.ts'
import { proveTicket } from '../../protocol/federation/roster.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { blindedSigner } from '../../protocol/keys/ballot-key.ts'
import type { Signer } from '../../protocol/keys/signer.ts'
import type { BodyOf, KindName } from '../../protocol/kinds.ts'
import { signCheckpoint } from '../../protocol/log/checkpoint.ts'
import { encodeSignedEntry } from '../../protocol/log/entry.ts'
import { leafHash } from '../../protocol/log/merkle.ts'
import { rational } from '../../protocol/rational.ts'
import type { RefusalCode } from '../../protocol/refusal.ts'
import { recounted } from '../support/native-evidence.ts'
import { accepted, HOUR, MAJORITY, person, type TestGroup, testClock, testGroup } from '../support/test-core.ts'
import { everyoneVotes, feedOf, type TestMesh, type TestNode, testMesh } from '../support/test-federation.ts'

/** Blocks under the pen of somebody who holds the keys of nodes and makes up what they like. */
type Forgery = {
  readonly blocks: Map<Cid, Uint8Array>
  sign<K extends KindName>(log: Cid, kind: K, body: BodyOf<K>, signer: Signer, at: number): Cid
  put(evidence: FederationEvidence | GroupEvidence): Cid
  /** A log that its node makes up around one entry. */
  place(log: Cid, id: Cid, signer: Signer): LogPlace
}

function forgery(blocks: Iterable<[Cid, Uint8Array]>): Forgery {
  const held = new Map(blocks)
  return {
    blocks: held,
    sign(log, kind, body, signer, at) {
      const signed = author(kind, body, { log, at, seq: 99, salt: new Uint8Array(16) }, signer)
      const made = blocksOfEntry(signed)
      for (const [id, bytes] of made) held.set(id, bytes)
      const [leaf] = made
      if (!leaf) throw new Error('an entry without a leaf')
      return leaf[0]
    },
    put(evidence) {
      const { root, bytes } = encodeEvidence(evidence)
      held.set(root, bytes)
      return root
    },
    place(log, id, signer) {
      const root = leafHash(held.get(id) ?? new Uint8Array())
      return { checkpoint: signCheckpoint({ log, size: 1, root }, signer), index: 0, proof: [] }
    },
  }
}

/** A federation of two honest groups that has decided, its evidence, and the pen of its node. */
async function decided(mesh: TestMesh) {
  const federation = await mesh.federation('Barcelona')
  const gracia = await mesh.group('Gràcia', 3)
  const eixample = await mesh.group('Eixample', 3)
  await mesh.join(federation, gracia, '1')
  await mesh.join(federation, eixample, '0.8')
  const asked = await mesh.propose(federation)
  await mesh.settle()
  await everyoneVotes(gracia, 2)
  await everyoneVotes(eixample, 0)
  await mesh.settle()
  const bundle = accepted(evidenceOfDecision(federation.core, asked))
  const pen = forgery(bundle.blocks)
  const evidence = accepted(readEvidence(pen.blocks, bundle.root))
  if (evidence.type !== 'federation') throw new Error('not of a federation')
  const decision = accepted(readKnown(pen.blocks, evidence.decided, 'federation/decided'))
  const restate = (body: FederationDecided, at = decision.entry.header.at) =>
    pen.sign(federation.id, 'federation/decided', body, federation.core.signer, at)
  /** The same in a log that the node made up for it. */
  const restated = (body: FederationDecided) => {
    const made = restate(body)
    return { decided: made, place: pen.place(federation.id, made, federation.core.signer) }
  }
  /** The same evidence but for what stands behind one group's mandate. */
  const behind = (group: TestGroup, made: (truth: GroupEvidence) => Cid | null): FederationEvidence => {
    const mandate = decision.body.groups.find(({ group: id }) => id === group.id)?.mandate
    return {
      ...evidence,
      mandates: evidence.mandates.map(item => {
        const below = item.mandate === mandate && item.evidence ? readEvidence(pen.blocks, item.evidence) : undefined
        return below && 'ballots' in below ? { ...item, evidence: made(below) } : item
      }),
    }
  }
  /** The federation leaves a group out, for a reason of its choice, and states the verdict that then follows. */
  const leaveOut = async (group: TestGroup, reason: RefusalCode, made: FederationEvidence) => {
    const { decision: found } = await recounted(pen.put(evidence), pen.blocks)
    if (!found || !('verdict' in found)) throw new Error('the truth does not verify')
    const groups = found.verdict.groups.map(s => (s.group === group.id ? { ...s, reason } : s))
    const points = (option: string) => groups.find(s => s.position === option && !s.reason)?.weight ?? rational(0)
    const others = groups.find(({ group: id }) => id !== group.id)?.mandate
    if (!others) throw new Error('nobody is left')
    const weighted = ['for', 'against', 'abstain'].map(option => ({ option, points: points(option) }))
    const isFor = weighted[0]?.points[0] !== 0n
    const verdict = {
      ...found.verdict,
      groups,
      weighted,
      quorum: { ...found.verdict.quorum, counted: 1 },
      outcome: { ...found.verdict.outcome, accepted: isFor },
      popular: { ...found.verdict.popular, electorate: others.electorate, count: others.count },
      diverges: false,
    }
    const root = pen.put({ ...made, ...restated(decisionOf(asked, verdict)) })
    return recounted(root, pen.blocks)
  }
  return { federation, gracia, eixample, asked, pen, evidence, decision, restate, behind, leaveOut }
}

t.test('a federation cannot leave out an honest group by evidence that it made up', async t => {
  await using mesh = testMesh(testClock())
  const { eixample, pen, behind, leaveOut } = await decided(mesh)
  const stranger = person('stranger').signer
  const ballotsOf = (truth: GroupEvidence) => {
    const choice = { vote: 'for' } as const
    return pen.sign(eixample.id, 'ballot/cast', { proposal: truth.proposal, choice }, stranger, mesh.clock.now())
  }
  const madeUp: [string, RefusalCode, (truth: GroupEvidence) => Cid | null][] = [
    ['nothing', 'mandate/wrong-count', () => null],
    ['nothing', 'ballot/bad-signature', () => null],
    ['a ballot less', 'mandate/wrong-count', truth => pen.put({ ...truth, ballots: truth.ballots.slice(1) })],
    [
      "a stranger's ballot",
      'ballot/not-entitled',
      truth => pen.put({ ...truth, ballots: [...truth.ballots, ballotsOf(truth)] }),
    ],
    [
      'a closing that the group never wrote',
      'mandate/wrong-count',
      truth => {
        const { body, entry } = accepted(readKnown(pen.blocks, truth.closed, 'proposal/closed'))
        const lie = { ...body, ballots: { ...body.ballots, count: 7 } }
        return pen.put({
          ...truth,
          closed: pen.sign(eixample.id, 'proposal/closed', lie, stranger, entry.header.at),
        })
      },
    ],
  ]
  for (const [what, reason, make] of madeUp) {
    const report = await leaveOut(eixample, reason, behind(eixample, make))
    t.equal(report.verified, false, `${reason} by ${what}`)
  }
  await t.test('and where it says that it had none, the report names what was not counted again', async t => {
    const report = await leaveOut(
      eixample,
      'mandate/no-evidence',
      behind(eixample, () => null),
    )
    t.same(report.findings, [])
    t.match(report, { level: 'mandates', notRecounted: ['Barcelona / Eixample'] })
  })
})

t.test('a decision is no decision where', async t => {
  await using mesh = testMesh(testClock())
  const { federation, asked, pen, evidence, decision, restate } = await decided(mesh)
  const codes = async (changes: Partial<FederationEvidence>) => {
    const report = await recounted(pen.put({ ...evidence, ...changes }), pen.blocks)
    return report.verified ? [] : report.findings.map(({ code }) => code)
  }
  t.same(await codes({}), [], 'the truth is one')

  await t.test('the same evidence stands twice, which could be without end', async t => {
    t.match(await codes({ mandates: [...evidence.mandates, ...evidence.mandates] }), ['evidence/bad'])
  })
  await t.test('a stranger put the question', async t => {
    const { body, entry } = accepted(readKnown(pen.blocks, evidence.proposal, 'federation/proposed'))
    const stranger = person('stranger').signer
    const proposal = pen.sign(federation.id, 'federation/proposed', body, stranger, entry.header.at)
    t.ok((await codes({ proposal })).includes('member/unknown'))
  })
  await t.test('it says that a group was silent before the time for mandates was up', async t => {
    const [first, second] = decision.body.groups
    if (!first || !second) throw new Error('two groups')
    const silenced = { ...decision.body, groups: [first, { ...second, mandate: null, reason: 'mandate/missing' }] }
    t.ok((await codes({ decided: restate(silenced), mandates: evidence.mandates })).includes('proposal/too-early'))
    t.match(await federation.core.write(federation.id, 'federation/decided', silenced), { code: 'proposal/closed' })
  })
  await t.test('it does not name every group', async t => {
    const lone = { ...decision.body, groups: decision.body.groups.slice(1) }
    t.ok((await codes({ decided: restate(lone) })).includes('mandate/bad-arithmetic'))
  })
  await t.test('and it stays one when a group leaves afterwards', async t => {
    const [gracia] = mesh.nodes.filter(({ id }) => decision.body.groups.some(({ group }) => group === id))
    if (!gracia) throw new Error('no group')
    const leaving = author(
      'federation/left',
      { group: gracia.id },
      { log: federation.id, at: mesh.clock.now(), seq: 50, salt: new Uint8Array(16) },
      gracia.steward.signer,
    )
    accepted(await federation.core.writer.submit(leaving))
    const bundle = accepted(evidenceOfDecision(federation.core, asked))
    const report = await verifyDecision(bundle.root, new Map(bundle.blocks))
    t.same(report.findings, [])
  })
})

t.test("no decision enters the federation's log that leaves a group out or comes before all have spoken", async t => {
  await using mesh = testMesh(testClock())
  const federation = await mesh.federation('Barcelona')
  const gracia = await mesh.group('Gràcia', 2)
  const eixample = await mesh.group('Eixample', 2)
  await mesh.join(federation, gracia, '1')
  await mesh.join(federation, eixample, '1')
  const asked = await mesh.propose(federation)
  const standing = (group: TestGroup) => ({
    group: group.id,
    weight: rational(1),
    mandate: null,
    reason: 'mandate/missing',
  })
  const body: FederationDecided = {
    proposal: asked,
    groups: [gracia, eixample].map(standing),
    weighted: [],
    quorum: { needed: 1, counted: 0 },
    accepted: false,
    selected: [],
    popular: { electorate: 0, count: { ballots: 0, counts: [] } },
    diverges: false,
  }
  const state = (changes: Partial<FederationDecided>) =>
    federation.core.write(federation.id, 'federation/decided', { ...body, ...changes })
  mesh.clock.advance(48 * HOUR)
  t.match(await state({}), { code: 'proposal/too-early' }, 'in the last millisecond a mandate may still come')
  mesh.clock.advance(1)
  t.match(await state({ groups: [standing(gracia)] }), { code: 'mandate/bad-arithmetic' })
  t.match(await state({ groups: [standing(gracia), standing(gracia)] }), { code: 'mandate/bad-arithmetic' })
  t.match(await state({ groups: [gracia, eixample].map(g => ({ ...standing(g), weight: rational(2) })) }), {
    code: 'mandate/bad-arithmetic',
  })
  t.notMatch(await state({}), { refused: true })
})

t.test('a vote does not recount where', async t => {
  await using group = await testGroup('Gràcia')
  const [alice] = await group.join('Alice')
  if (!alice) throw new Error('nobody joined')
  const proposal = await group.open()
  accepted(await group.vote(alice, proposal, { vote: 'for' }))
  group.clock.advance(2 * HOUR)
  t.match(await group.clerk.close(proposal), { code: 'proposal/too-early' }, 'a ballot may come in this millisecond')
  accepted(await group.vote(group.steward, proposal, { vote: 'for' }))
  group.clock.advance(1)
  await group.clerk.settle()
  const bundle = accepted(evidenceOfVote(group.core, proposal))
  const pen = forgery(bundle.blocks)
  const evidence = accepted(readEvidence(pen.blocks, bundle.root))
  if (evidence.type !== 'group') throw new Error('not of a group')
  const { signer } = group.core
  const codes = async (changes: Partial<GroupEvidence>) =>
    (await recounted(pen.put({ ...evidence, ...changes }), pen.blocks)).findings.map(({ code }) => code)
  t.same(await codes({}), [])
  const closing = accepted(readKnown(pen.blocks, evidence.closed, 'proposal/closed'))

  await t.test('it was closed when its node liked the count', async t => {
    const { closesAtMs } = accepted(readKnown(pen.blocks, proposal, 'proposal/opened')).body
    const closed = pen.sign(group.id, 'proposal/closed', closing.body, signer, closesAtMs)
    const place = pen.place(group.id, closed, signer)
    t.same(await codes({ closed, place }), ['proposal/too-early'])
  })
  await t.test('its node signed another closing than the one in its log', async t => {
    const closed = pen.sign(group.id, 'proposal/closed', closing.body, signer, closing.entry.header.at)
    t.same(await codes({ closed }), ['evidence/not-in-log'])
  })
  await t.test('the log that it stands in is not one by its node', async t => {
    const place = pen.place(group.id, evidence.closed, person('stranger').signer)
    t.same(await codes({ place }), ['evidence/not-in-log'])
  })
  await t.test('its node kept several seeds to choose from', async t => {
    const [first] = evidence.electorate
    const part = first && accepted(readKnown(pen.blocks, first, 'proposal/electorate'))
    if (!part) throw new Error('no electorate')
    const { at } = part.entry.header
    const [one, other] = part.body.keys
    if (!one || !other) throw new Error('two voters')
    const seedCommitment = sha256(new Uint8Array(32))
    const halves = [
      { ...part.body, parts: 2, keys: [one] },
      { ...part.body, parts: 2, part: 1, keys: [other], seedCommitment },
    ]
    const electorate = halves.map(half => pen.sign(group.id, 'proposal/electorate', half, signer, at))
    t.same(await codes({ electorate }), ['mandate/wrong-count'])
  })
  await t.test('nothing can be decided by its terms', async t => {
    const { body, entry } = accepted(readKnown(pen.blocks, proposal, 'proposal/opened'))
    const method = { method: 'supermajority', threshold: rational(1, 1000) } as const
    const unsound = pen.sign(group.id, 'proposal/opened', { ...body, method }, signer, entry.header.at)
    t.same(await codes({ proposal: unsound }), ['proposal/bad'])
  })
  await t.test('a ballot was signed after the deadline', async t => {
    const choice = { vote: 'for' } as const
    const factor = group.clerk.factor(proposal, alice.key)
    if (!factor) throw new Error('no ballot key')
    const late = pen.sign(
      group.id,
      'ballot/cast',
      { proposal, choice },
      blindedSigner(alice.seed, factor),
      group.clock.now() + HOUR,
    )
    t.ok((await codes({ ballots: [...evidence.ballots, late] })).includes('ballot/late'))
  })
})

t.test('a federation takes in no group that', async t => {
  await using mesh = testMesh(testClock())
  const federation = await mesh.federation('Barcelona')
  const gracia = await mesh.group('Gràcia', 2)
  const eixample = await mesh.group('Eixample', 2)
  await mesh.join(federation, gracia, '1')
  const { now } = mesh.clock
  const ticket = nativeSignerFromSeed(new Uint8Array(32).fill(9))
  const key = publicKeyHex(ticket.publicKey)
  const expiresAtMs = now() + HOUR
  const issued = { key, weight: rational(1), expiresAtMs }
  accepted(await federation.act(federation.steward.signer, 'federation/ticket-issued', issued))
  const stored = eixample.core.tables.entry(eixample.id)
  if (!stored) throw new Error('no genesis')
  const join = (feed: Cid, at: number) => {
    const proof = proveTicket(ticket, federation.id, eixample.id)
    const body = {
      group: eixample.id,
      charter: encodeSignedEntry(stored.signed),
      feed,
      addresses: [],
      ticket: key,
      proof,
    }
    const authoring = { log: federation.id, at, seq: 1, salt: new Uint8Array(16) }
    return federation.core.writer.submit(author('federation/joined', body, authoring, eixample.steward.signer))
  }
  const own = cidOfBytes(new Uint8Array([0xf6]))
  t.match(await join(feedOf(gracia), now()), { code: 'ticket/bad' }, "names another group's feed")
  t.match(await join(federation.id, now()), { code: 'ticket/bad' }, 'names a log that is no feed')
  mesh.clock.advance(HOUR - 1)
  t.match(await join(own, now() + 2), { code: 'ticket/expired' }, 'others would find late')
  accepted(await join(own, now()))
})

t.test('what answers the federation above speaks for this one', async t => {
  await using mesh = testMesh(testClock())
  const assembly = await mesh.federation('Assembly')
  const barcelona = await mesh.federation('Barcelona')
  const gracia = await mesh.group('Gràcia', 2)
  await mesh.join(assembly, barcelona, '1')
  await mesh.join(barcelona, gracia, '1')
  const asked = await mesh.propose(assembly)
  const propose = (who: TestNode, answers: { federation: Cid; proposal: Cid } | null) => {
    const [closesAtMs, mandatesByMs] = [mesh.clock.now() + HOUR, mesh.clock.now() + 2 * HOUR]
    const body = { title: 'No', text: '', method: MAJORITY, closesAtMs, mandatesByMs, answers }
    const authoring = { log: barcelona.id, at: mesh.clock.now(), seq: 77, salt: new Uint8Array(16) }
    return barcelona.core.writer.submit(author('federation/proposed', body, authoring, who.steward.signer))
  }
  t.match(await propose(gracia, { federation: assembly.id, proposal: asked }), { refused: true })
  accepted(await propose(gracia, null))
  const self = { federation: barcelona.id, charter: new Uint8Array(), addresses: [], feed: barcelona.id }
  const stored = barcelona.core.tables.entry(barcelona.id)
  if (!stored) throw new Error('no genesis')
  t.match(
    await barcelona.act(barcelona.steward.signer, 'group/federated', {
      ...self,
      charter: encodeSignedEntry(stored.signed),
    }),
    { code: 'charter/bad' },
    'a federation is no member of itself',
  )
})
