import t from 'tap'
import { evidenceOfDecision, evidenceOfVote } from '../../node/domains/federation/evidence.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { concatBytes } from '../../protocol/bytes/compare.ts'
import { writeCar } from '../../protocol/federation/car.ts'
import {
  type FederationEvidence,
  type GroupEvidence,
  readEntry,
  readKnown,
} from '../../protocol/federation/evidence.ts'
import { type CarReport, verifyCar } from '../../protocol/federation/verify-car.ts'
import type { DecisionReport } from '../../protocol/federation/verify-decision.ts'
import { ballotsRoot } from '../../protocol/governance/ballot.ts'
import { blindedSigner } from '../../protocol/keys/ballot-key.ts'
import type { Signer } from '../../protocol/keys/signer.ts'
import { type BodyOf, type KnownEntry, openEntry } from '../../protocol/kinds.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import { NATIVE } from '../support/native-evidence.ts'
import {
  type Bundle,
  fileOf,
  forged,
  type Random,
  replaceBlock,
  rewriteTable,
  seededNumbers,
  tablesOf,
} from '../support/tampering.ts'
import { accepted, HOUR, type Person, person, type TestGroup, testClock, testGroup } from '../support/test-core.ts'
import { everyoneVotes, testMesh } from '../support/test-federation.ts'

/** Flips of one byte, of each of two bundles: most end at the first block that does not have the bytes of its id. */
const FLIPS = 720

const verify = (file: Uint8Array) => verifyCar(file, NATIVE)

/** A bundle that holds, and what somebody needs who would change it. */
type Truth = {
  readonly bundle: Bundle
  readonly report: CarReport
  /** The group whose vote is changed: it is in the bundle. */
  readonly group: TestGroup
  readonly vote: { readonly id: Cid; readonly table: GroupEvidence }
  /** Evidence of an older vote of the same group. */
  readonly older: GroupEvidence & { readonly blocks: ReadonlyMap<Cid, Uint8Array> }
  /** Somebody entitled who has not voted. */
  readonly silent: { readonly name: string; readonly seed: Uint8Array; readonly key: TestGroup['steward']['key'] }
}

/** One change: a file, or undefined where the bundle has nothing of that kind. */
type Change = (truth: Truth, random: Random) => Uint8Array | undefined

async function voteOfAGroup(): Promise<[Truth, TestGroup]> {
  const group = await testGroup('Gràcia')
  const [alice, bob, silent] = await group.join('Alice', 'Bob', 'Carla')
  if (!alice || !bob || !silent) throw new Error('nobody joined')
  const first = await group.open({ title: 'Paint the gate?' })
  accepted(await group.vote(alice, first, { vote: 'against' }))
  group.clock.advance(3 * HOUR)
  await group.clerk.settle()
  const proposal = await group.open({ thresholds: [{ what: 'objections' }] })
  await objections(group, proposal, alice, bob)
  accepted(await group.vote(alice, proposal, { vote: 'against' }))
  accepted(await group.vote(bob, proposal, { vote: 'for' }))
  accepted(await group.vote(group.steward, proposal, { vote: 'against' }))
  accepted(await group.vote(alice, proposal, { vote: 'for' }))
  group.clock.advance(3 * HOUR)
  await group.clerk.settle()
  const { root, blocks } = accepted(evidenceOfVote(group.core, proposal))
  return [await truthOf({ root, blocks: new Map(blocks) }, group, first, silent), group]
}

/** One objection is dismissed by a moderator, another withdrawn, a third upheld. */
async function objections(group: TestGroup, proposal: Cid, alice: Person, moderator: Person) {
  accepted(await group.act(group.steward.signer, 'member/role-set', { member: moderator.key, role: 'moderator' }))
  const raise = async (reason: string) =>
    accepted(await group.act(alice.signer, 'objection/raised', { proposal, reason })).id
  const judge = async (objection: Cid, upheld: boolean) =>
    accepted(await group.act(moderator.signer, 'objection/judged', { objection, upheld, reason: 'It is so.' }))
  await judge(await raise('It drips.'), false)
  const withdrawn = await raise('It smells.')
  accepted(await group.act(alice.signer, 'objection/withdrawn', { objection: withdrawn }))
  await judge(await raise('It is pink.'), true)
}

async function decisionOfAFederation(): Promise<[Truth, AsyncDisposable]> {
  const mesh = testMesh(testClock())
  const federation = await mesh.federation('Barcelona')
  const gracia = await mesh.group('Gràcia', 3)
  const eixample = await mesh.group('Eixample', 3)
  await mesh.join(federation, gracia, '1')
  await mesh.join(federation, eixample, '0.8')
  const [silent] = await gracia.join('Carla')
  if (!silent) throw new Error('nobody joined')
  const first = await gracia.open()
  accepted(await gracia.vote(person('Gràcia 0'), first, { vote: 'against' }))
  mesh.clock.advance(3 * HOUR)
  await gracia.clerk.settle()
  const asked = await mesh.propose(federation)
  await mesh.settle()
  await everyoneVotes(eixample, 1)
  const own = gracia.core.ownGroup()
  const [proposal] = own ? gracia.core.projections.proposals.list(own.row, 'open') : []
  if (!proposal) throw new Error('nothing is open')
  for (const vote of ['against', 'for'] as const) accepted(await gracia.vote(person('Gràcia 0'), proposal, { vote }))
  accepted(await gracia.vote(person('Gràcia 1'), proposal, { vote: 'for' }))
  mesh.clock.advance(25 * HOUR)
  await mesh.settle()
  const { root, blocks } = accepted(evidenceOfDecision(federation.core, asked))
  return [await truthOf({ root, blocks: new Map(blocks) }, gracia, first, silent), mesh]
}

async function truthOf(bundle: Bundle, group: TestGroup, first: Cid, silent: Truth['silent']): Promise<Truth> {
  const report = accepted(await verify(fileOf(bundle)))
  const vote = tablesOf(bundle).find(({ table }) => table.type === 'group' && table.genesis === group.id)
  const evidence = accepted(evidenceOfVote(group.core, first))
  const older = { root: evidence.root, blocks: new Map(evidence.blocks) }
  const [olderVote] = tablesOf(older)
  if (vote?.table.type !== 'group' || olderVote?.table.type !== 'group') throw new Error('no vote of the group')
  return {
    bundle,
    report,
    group,
    vote: { id: vote.id, table: vote.table },
    older: { ...olderVote.table, blocks: older.blocks },
    silent,
  }
}

/** Everything that a report says came out, down to the last count. */
function numbersOf({ decision }: DecisionReport): string {
  return JSON.stringify(decision, (key, value: unknown) => {
    if (typeof value === 'bigint') return value.toString()
    if (key === 'blocks') return undefined
    return value instanceof Map ? [...value].sort() : value
  })
}

function pick<T>(list: readonly T[], random: Random): T {
  const picked = list[random(list.length)]
  if (picked === undefined) throw new Error('nothing to pick from')
  return picked
}

function without<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, i) => i !== index)
}

/** The list with two of its items, at different places, in each other's. */
function swapped<T>(list: readonly T[], random: Random): T[] {
  const i = random(list.length)
  const j = (i + 1 + random(list.length - 1)) % list.length
  return list.map((item, at) => list[at === i ? j : at === j ? i : at] ?? item)
}

function flipped(bytes: Uint8Array, random: Random): Uint8Array {
  const changed = Uint8Array.from(bytes)
  const at = random(changed.length)
  changed[at] = (changed[at] ?? 0) ^ (1 + random(255))
  return changed
}

const flipByte: Change = ({ bundle }, random) => flipped(fileOf(bundle), random)

const rewriteVote = (
  { bundle, vote }: Truth,
  changes: Partial<GroupEvidence>,
  fresh?: Iterable<[Cid, Uint8Array]>,
): Uint8Array => fileOf(rewriteTable(bundle, vote.id, { ...vote.table, ...changes }, fresh))

/** A ballot more, by whoever signs it, at some place among the others. */
const addBallot = (truth: Truth, random: Random, signer: Parameters<typeof forged>[3], at: number): Uint8Array => {
  const { table } = truth.vote
  const body = { proposal: table.proposal, choice: { vote: pick(['for', 'against', 'abstain'] as const, random) } }
  const { id, blocks } = forged('ballot/cast', body, { log: truth.group.id, at, seq: 1 + random(9) }, signer)
  const place = random(table.ballots.length + 1)
  return rewriteVote(truth, { ballots: table.ballots.toSpliced(place, 0, id) }, blocks)
}

/** The voter who has a ballot key and has not used it. */
const silentSigner = ({ group, vote, silent }: Truth) => {
  const factor = group.clerk.factor(vote.table.proposal, silent.key)
  if (!factor) throw new Error('no ballot key')
  return blindedSigner(silent.seed, factor)
}

/** What was said about objections in the vote, each with its place in the list. */
const saidOf = ({ bundle, vote }: Truth): { id: Cid; place: number; known: KnownEntry }[] =>
  (vote.table.objections ?? []).flatMap((id, place) => {
    const known = openEntry(accepted(readEntry(bundle.blocks, id)))
    return !isRefusal(known) && known.kind.startsWith('objection/') ? [{ id, place, known }] : []
  })

/** The list of objections changed by what is done with one of them. */
const changeObjection = (
  truth: Truth,
  random: Random,
  change: (list: readonly Cid[], one: ReturnType<typeof saidOf>[number]) => readonly Cid[],
  fresh?: Iterable<[Cid, Uint8Array]>,
): Uint8Array | undefined => {
  const said = saidOf(truth)
  if (said.length === 0) return undefined
  return rewriteVote(truth, { objections: change(truth.vote.table.objections ?? [], pick(said, random)) }, fresh)
}

/** An entry by the moderator who judged, or by the member who objected, after the others. */
const addSaid = <K extends 'objection/raised' | 'objection/withdrawn' | 'objection/judged'>(
  truth: Truth,
  random: Random,
  kind: K,
  body: BodyOf<K>,
  signer: Signer,
): Uint8Array | undefined => {
  const at = truth.group.clock.now() - 4 * HOUR
  const { id, blocks } = forged(kind, body, { log: truth.group.id, at, seq: 20 + random(9) }, signer)
  return changeObjection(truth, random, list => [...list, id], blocks)
}

const firstObjection = (truth: Truth): Cid => saidOf(truth)[0]?.id ?? truth.vote.table.proposal

/** Where the list of objections has the entry that gave the moderator the role. */
const roleGivenAt = ({ bundle, vote }: Truth): number =>
  (vote.table.objections ?? []).findIndex(id => !isRefusal(readKnown(bundle.blocks, id, 'member/role-set')))

const federationOf = ({ bundle }: Truth): FederationEvidence | undefined => {
  const [top] = tablesOf(bundle)
  return top?.table.type === 'federation' ? top.table : undefined
}

/** Changes that make a file which is no evidence of this decision: every one is noticed. */
const CHANGES: Record<string, Change> = {
  'a byte of a block, with every hash put right': ({ bundle }, random) => {
    const [id, bytes] = pick([...bundle.blocks], random)
    return fileOf(replaceBlock(bundle, id, flipped(bytes, random)))
  },
  'a ballot dropped': (truth, random) => {
    const { ballots } = truth.vote.table
    return rewriteVote(truth, { ballots: without(ballots, random(ballots.length)) })
  },
  'a block dropped': ({ bundle: { root, blocks } }, random) => {
    const dropped = random(blocks.size)
    return fileOf({ root, blocks: new Map(without([...blocks], dropped)) })
  },
  "a copy of another's ballot, signed by a stranger": (truth, random) => {
    const { bundle, vote, group } = truth
    const original = accepted(readKnown(bundle.blocks, pick(vote.table.ballots, random), 'ballot/cast'))
    const { at, seq } = original.entry.header
    const { id, blocks } = forged('ballot/cast', original.body, { log: group.id, at, seq }, person('stranger').signer)
    return rewriteVote(truth, { ballots: [...vote.table.ballots, id] }, blocks)
  },
  'a ballot named twice': (truth, random) => {
    const { ballots } = truth.vote.table
    return rewriteVote(truth, { ballots: ballots.toSpliced(random(ballots.length + 1), 0, pick(ballots, random)) })
  },
  'a ballot by a stranger': (truth, random) =>
    addBallot(truth, random, person(`stranger ${random(1000)}`).signer, truth.group.clock.now()),
  'a ballot by a voter, after the close': (truth, random) =>
    addBallot(truth, random, silentSigner(truth), truth.group.clock.now() + random(HOUR)),
  'a ballot by a voter, after the close, dated before it': (truth, random) =>
    addBallot(truth, random, silentSigner(truth), truth.group.clock.now() - 48 * HOUR + random(HOUR)),
  "two ballots in each other's order": (truth, random) =>
    rewriteVote(truth, { ballots: swapped(truth.vote.table.ballots, random) }),
  "two mandates with each other's evidence": (truth, random) => {
    const top = federationOf(truth)
    if (!top) return undefined
    const evidence = swapped(
      top.mandates.map(item => item.evidence),
      random,
    )
    const mandates = top.mandates.map((item, i) => ({ ...item, evidence: evidence[i] ?? null }))
    return fileOf(rewriteTable(truth.bundle, truth.bundle.root, { ...top, mandates }))
  },
  'a mandate dropped': (truth, random) => {
    const top = federationOf(truth)
    if (!top) return undefined
    const mandates = without(top.mandates, random(top.mandates.length))
    return fileOf(rewriteTable(truth.bundle, truth.bundle.root, { ...top, mandates }))
  },
  'a mandate named twice': (truth, random) => {
    const top = federationOf(truth)
    if (!top) return undefined
    const mandates = [...top.mandates, pick(top.mandates, random)]
    return fileOf(rewriteTable(truth.bundle, truth.bundle.root, { ...top, mandates }))
  },
  'a group taken off the roster': (truth, random) => {
    const top = federationOf(truth)
    if (!top) return undefined
    const roster = without(top.roster, random(top.roster.length))
    return fileOf(rewriteTable(truth.bundle, truth.bundle.root, { ...top, roster }))
  },
  'the closing of an older vote': truth => {
    const { closed, place, blocks } = truth.older
    return rewriteVote(truth, { closed, place }, blocks)
  },
  'the electorate of an older vote': truth => {
    const { electorate, blocks } = truth.older
    return rewriteVote(truth, { electorate }, blocks)
  },
  'a second closing by the node, with a ballot less': (truth, random) => {
    const { bundle, vote, group } = truth
    const { entry, body } = accepted(readKnown(bundle.blocks, vote.table.closed, 'proposal/closed'))
    // The first ballot was replaced by its voter: without it the count stays as it was.
    const kept = without(vote.table.ballots, 0)
    const changed = { ...body, ballots: { count: kept.length, root: ballotsRoot(kept) } }
    const place = { log: group.id, at: entry.header.at, seq: entry.header.seq + random(9) }
    const { id, blocks } = forged('proposal/closed', changed, place, group.core.signer)
    return rewriteVote(truth, { ballots: kept, closed: id }, blocks)
  },
  'an objection, a withdrawal or a judgement dropped': (truth, random) =>
    changeObjection(truth, random, (list, { place }) => without(list, place)),
  'one of them named twice': (truth, random) =>
    changeObjection(truth, random, (list, { id }) => list.toSpliced(random(list.length + 1), 0, id)),
  'all of them left out': truth => truth.vote.table.objections && rewriteVote(truth, { objections: [] }),
  "two of them in each other's order": (truth, random) => {
    const said = saidOf(truth)
    if (said.length === 0) return undefined
    const order = swapped(said, random)
    const turned = new Map(said.map(({ id }, i) => [id, order[i]?.id ?? id]))
    return changeObjection(truth, random, list => list.map(id => turned.get(id) ?? id))
  },
  'an objection more, by a member': (truth, random) =>
    addSaid(
      truth,
      random,
      'objection/raised',
      { proposal: truth.vote.table.proposal, reason: `No ${random(1000)}.` },
      person('Alice').signer,
    ),
  'a judgement more, by a moderator': (truth, random) =>
    addSaid(
      truth,
      random,
      'objection/judged',
      { objection: firstObjection(truth), upheld: random(2) === 1, reason: 'It is not so.' },
      person('Bob').signer,
    ),
  'a withdrawal more': (truth, random) =>
    addSaid(truth, random, 'objection/withdrawn', { objection: firstObjection(truth) }, person('Alice').signer),
  'an objection with other words, signed by a stranger': (truth, random) => {
    const { proposal } = truth.vote.table
    const place = { log: truth.group.id, at: truth.group.clock.now() - 4 * HOUR, seq: 1 + random(9) }
    const body = { proposal, reason: `Yes ${random(1000)}.` }
    const { id, blocks } = forged('objection/raised', body, place, person('stranger').signer)
    return changeObjection(truth, random, (list, one) => list.with(one.place, id), blocks)
  },
  'what made the moderator one left out': truth => {
    const { objections: list } = truth.vote.table
    return list && rewriteVote(truth, { objections: without(list, roleGivenAt(truth)) })
  },
  'a second closing by the node, which counts the objections otherwise': (truth, random) => {
    const { bundle, vote, group } = truth
    const { entry, body } = accepted(readKnown(bundle.blocks, vote.table.closed, 'proposal/closed'))
    if (!body.objections) return undefined
    const changed = { ...body, objections: { ...body.objections, standing: 0, upheld: 0 } }
    const place = { log: group.id, at: entry.header.at, seq: entry.header.seq + random(9) }
    const { id, blocks } = forged('proposal/closed', changed, place, group.core.signer)
    return rewriteVote(truth, { closed: id }, blocks)
  },
  'the end cut off': ({ bundle }, random) => {
    const file = fileOf(bundle)
    return file.subarray(0, random(file.length))
  },
  'bytes appended': ({ bundle }, random) =>
    concatBytes(
      fileOf(bundle),
      Uint8Array.from({ length: 1 + random(80) }, () => random(256)),
    ),
  'a block appended that nothing names': ({ bundle }, random) => {
    const { id, blocks } = forged(
      'ballot/cast',
      { proposal: bundle.root, choice: { vote: 'for' } },
      { log: bundle.root, at: 0, seq: 1 + random(1000) },
      person('stranger').signer,
    )
    return fileOf({ ...bundle, blocks: new Map([...bundle.blocks, ...blocks.filter(([block]) => block === id)]) })
  },
  'a block repeated': ({ bundle: { root, blocks } }, random) => {
    const list = [...blocks]
    return concatBytes(...writeCar(root, list.toSpliced(random(list.length), 0, pick(list, random))))
  },
  'another root': ({ bundle: { root, blocks } }, random) =>
    fileOf({
      root: pick(
        [...blocks.keys()].filter(id => id !== root),
        random,
      ),
      blocks,
    }),
}

/** Changes of the file that change nothing it says: the order of blocks, and of mandates, means nothing. */
const HARMLESS: Record<string, Change> = {
  'the blocks in another order': ({ bundle: { root, blocks } }, random) =>
    fileOf({ root, blocks: new Map(swapped([...blocks], random)) }),
  'the mandates in another order': (truth, random) => {
    const top = federationOf(truth)
    if (!top) return undefined
    const mandates = swapped(top.mandates, random)
    return fileOf(rewriteTable(truth.bundle, truth.bundle.root, { ...top, mandates }))
  },
}

/** Each bundle, and how many changes of each other kind: a federation's is walked whole and takes its time. */
const BUNDLES = [
  { name: "a group's vote", make: voteOfAGroup, each: 24 },
  { name: "a federation's decision", make: decisionOfAFederation, each: 4 },
]

let mutations = 0

for (const [i, { name, make, each }] of BUNDLES.entries()) {
  t.test(`in the file of ${name}`, async t => {
    const [truth, owner] = await make()
    await using _ = owner
    t.match(truth.report, { verified: true, level: 'ballots', findings: [] }, 'which holds as it is')
    const numbers = numbersOf(truth.report)

    const changes = { 'a byte': flipByte, ...CHANGES }
    for (const [c, [what, change]] of Object.entries(changes).entries()) {
      const unnoticed: string[] = []
      const random = seededNumbers(1000 * i + c)
      for (let n = 0; n < (change === flipByte ? FLIPS : each); n++) {
        const file = change(truth, random)
        if (!file) break
        mutations++
        const report = await verify(file)
        const isNoticed = isRefusal(report) || !report.verified
        if (!isNoticed) unnoticed.push(`${what} ${n}: ${numbersOf(report) === numbers ? 'same' : 'other'} numbers`)
      }
      t.same(unnoticed, [], `${what} is noticed every time`)
    }
    for (const [what, change] of Object.entries(HARMLESS)) {
      const random = seededNumbers(i)
      for (let n = 0; n < each; n++) {
        const file = change(truth, random)
        if (!file) break
        mutations++
        const report = accepted(await verify(file))
        t.ok(report.verified && numbersOf(report) === numbers, `${what} comes to the same numbers`)
      }
    }
  })
}

t.test('another vote in the place of one is told by the proposal that the report names', async t => {
  const [truth, owner] = await voteOfAGroup()
  await using _ = owner
  const { blocks, ...older } = truth.older
  const report = accepted(await verify(rewriteVote(truth, { ...older, objections: [] }, blocks)))
  t.match(report, { verified: true, decision: { proposal: { id: older.proposal } } })
  t.not(older.proposal, truth.vote.table.proposal)
})

t.test('a node that counts objections otherwise than they are is told from whoever leaves some out', async t => {
  const [truth, owner] = await voteOfAGroup()
  await using _ = owner
  const codesOf = async (change: string) => {
    const file = CHANGES[change]?.(truth, seededNumbers(1))
    return file && accepted(await verify(file)).findings.map(({ code }) => code)
  }
  const lie = 'a second closing by the node, which counts the objections otherwise'
  t.ok((await codesOf(lie))?.includes('mandate/wrong-count'))
  const dropped = await codesOf('an objection, a withdrawal or a judgement dropped')
  t.ok(dropped?.includes('evidence/missing'))
  t.match(truth.report, { decision: { tally: { objections: { heeded: 'upheld', standing: 1, upheld: 1 } } } })
})

t.test('evidence left out is named, and the numbers are those that the group signed for', async t => {
  const [truth, owner] = await decisionOfAFederation()
  await using _ = owner
  const top = federationOf(truth)
  if (!top) throw new Error('not of a federation')
  const mandates = top.mandates.map(item => ({
    ...item,
    evidence: item.evidence === truth.vote.id ? null : item.evidence,
  }))
  const report = accepted(await verify(fileOf(rewriteTable(truth.bundle, truth.bundle.root, { ...top, mandates }))))
  t.match(report, { verified: true, level: 'mandates', notRecounted: ['Barcelona / Gràcia'] })
})

t.test('two thousand changes were tried', async t => {
  t.ok(mutations >= 2000, `${mutations}`)
})
