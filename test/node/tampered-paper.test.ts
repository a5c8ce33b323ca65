import t from 'tap'
import { evidenceOfVote } from '../../node/domains/federation/evidence.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { equalBytes } from '../../protocol/bytes/compare.ts'
import { type GroupEvidence, type PaperEvidence, readEntry, readKnown } from '../../protocol/federation/evidence.ts'
import { verifyCar } from '../../protocol/federation/verify-car.ts'
import { electorateRoot } from '../../protocol/governance/electorate.ts'
import type { Choice } from '../../protocol/governance/method.ts'
import type { ProposalPaper } from '../../protocol/governance/paper-table.ts'
import type { ProposalClosed } from '../../protocol/governance/tally.ts'
import type { Signer } from '../../protocol/keys/signer.ts'
import type { BodyOf, KindName } from '../../protocol/kinds.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import { NATIVE } from '../support/native-evidence.ts'
import { PAPER, paperGroup, paperOf } from '../support/paper-votes.ts'
import {
  type Bundle,
  fileOf,
  forged,
  replaceBlock,
  rewriteTable,
  seededNumbers,
  tablesOf,
} from '../support/tampering.ts'
import { accepted, HOUR, person, testGroup } from '../support/test-core.ts'

const FOR: Choice = { vote: 'for' }
const verify = (file: Uint8Array) => verifyCar(file, NATIVE)

/** A vote with two sheets that count, one that is spoilt, one taken back, and a ballot by key. */
async function voteOnPaper() {
  const group = await testGroup('Gràcia')
  const people = await paperGroup(group)
  const { alice, bob, carla, tina, tom } = people
  const { issue, takeBack, print, key } = paperOf(group)
  const proposal = await group.open({ paper: PAPER })
  for (const voter of [alice, bob, carla]) accepted(await issue(proposal, voter))
  accepted(await takeBack(proposal, accepted(await issue(proposal, tom)).id))
  const serials = await print(proposal, 4)
  accepted(await group.vote(tina, proposal, { vote: 'against' }))
  for (const [i, choice] of [FOR, FOR, null].entries()) {
    for (const teller of [tina, tom]) accepted(await key(teller, proposal, serials[i], choice))
  }
  group.clock.advance(3 * HOUR)
  await group.clerk.settle()
  const { root, blocks } = accepted(evidenceOfVote(group.core, proposal))
  const bundle: Bundle = { root, blocks: new Map(blocks) }
  const [top] = tablesOf(bundle)
  if (top?.table.type !== 'group' || !top.table.paper) throw new Error('no vote on paper')
  const table = top.table
  return { group, ...people, serials, bundle, table, paper: top.table.paper, at: group.clock.now() - 3 * HOUR }
}

type Truth = Awaited<ReturnType<typeof voteOnPaper>>

const rewrite = (
  { bundle, table }: Truth,
  changes: Partial<GroupEvidence>,
  fresh: Iterable<[Cid, Uint8Array]> = [],
): Uint8Array => fileOf(rewriteTable(bundle, bundle.root, { ...table, ...changes }, fresh))

const withEntries = (truth: Truth, entries: PaperEvidence['entries'], fresh: Iterable<[Cid, Uint8Array]> = []) =>
  rewrite(truth, { paper: { ...truth.paper, entries } }, fresh)

/** Places of the entries of one kind in the list about paper. */
const placesOf = ({ bundle, paper }: Truth, kind: KindName): number[] =>
  paper.entries.flatMap((id, place) => {
    const entry = accepted(readEntry(bundle.blocks, id))
    return entry.header.kind === kind ? [place] : []
  })

const without = (list: readonly Cid[], place = -1): readonly Cid[] => list.filter((_, i) => i !== place)

/** One entry more, after the others. */
const added = <K extends KindName>(truth: Truth, kind: K, body: BodyOf<K>, signer: Signer): Uint8Array => {
  const { id, blocks } = forged(kind, body, { log: truth.group.id, at: truth.at, seq: 50 }, signer)
  return withEntries(truth, [...truth.paper.entries, id], blocks)
}

/** The closing and the table of keys as the node could sign them anew. */
const signedAnew = (
  truth: Truth,
  closing: (body: ProposalClosed) => ProposalClosed,
  table: (body: ProposalPaper) => ProposalPaper = body => body,
): Uint8Array => {
  const { bundle, group } = truth
  const closed = accepted(readKnown(bundle.blocks, truth.table.closed, 'proposal/closed'))
  const place = { log: group.id, at: closed.entry.header.at, seq: closed.entry.header.seq }
  const second = forged('proposal/closed', closing(closed.body), place, group.core.signer)
  const parts = truth.paper.table.map(id => {
    const part = accepted(readKnown(bundle.blocks, id, 'proposal/paper'))
    return forged('proposal/paper', table(part.body), { ...place, seq: part.entry.header.seq }, group.core.signer)
  })
  const fresh = [...second.blocks, ...parts.flatMap(({ blocks }) => blocks)]
  return rewrite(truth, { closed: second.id, paper: { ...truth.paper, table: parts.map(({ id }) => id) } }, fresh)
}

const inClosing = (body: ProposalClosed, changes: Partial<NonNullable<ProposalClosed['paper']>>): ProposalClosed =>
  body.paper ? { ...body, paper: { ...body.paper, ...changes } } : body

const withKeys = (truth: Truth, change: (keys: ProposalPaper['keys']) => ProposalPaper['keys']): Uint8Array => {
  const [first] = truth.paper.table
  if (!first) throw new Error('no table')
  const keys = change(accepted(readKnown(truth.bundle.blocks, first, 'proposal/paper')).body.keys).toSorted()
  const root = electorateRoot(keys)
  return signedAnew(
    truth,
    body => inClosing(body, { keys: { count: keys.length, root } }),
    body => ({ ...body, keys, count: keys.length, root }),
  )
}

/** The ballot keys of the electorate, and the one that voted by key. */
const electorateOf = ({ bundle, table }: Truth) => {
  const [part] = table.electorate
  const [ballot] = table.ballots
  if (!part || !ballot) throw new Error('no electorate')
  return {
    keys: accepted(readKnown(bundle.blocks, part, 'proposal/electorate')).body.keys,
    voted: accepted(readKnown(bundle.blocks, ballot, 'ballot/cast')).entry.header.by,
  }
}

const CHANGES: Record<string, (truth: Truth) => Uint8Array> = {
  'all of it left out': truth => rewrite(truth, { paper: { table: [], entries: [] } }),
  'the table left out': truth => rewrite(truth, { paper: { ...truth.paper, table: [] } }),
  'what was said left out': truth => withEntries(truth, []),
  'a sheet that was handed out dropped': truth =>
    withEntries(truth, without(truth.paper.entries, placesOf(truth, 'paper/issued')[0])),
  'the return of a sheet dropped': truth =>
    withEntries(truth, without(truth.paper.entries, placesOf(truth, 'paper/returned')[0])),
  'the printing dropped': truth =>
    withEntries(truth, without(truth.paper.entries, placesOf(truth, 'paper/printed')[0])),
  'a reading dropped': truth => withEntries(truth, without(truth.paper.entries, placesOf(truth, 'paper/keyed')[1])),
  'what made a teller a moderator left out': truth =>
    withEntries(truth, without(truth.paper.entries, placesOf(truth, 'member/role-set')[0])),
  'an entry named twice': truth => withEntries(truth, [...truth.paper.entries, ...truth.paper.entries.slice(-1)]),
  "two readings in each other's order": truth => {
    const { entries } = truth.paper
    const [a = 0, b = 0] = placesOf(truth, 'paper/keyed')
    return withEntries(
      truth,
      entries.with(a, entries[b] ?? truth.table.closed).with(b, entries[a] ?? truth.table.closed),
    )
  },
  'a reading more, by a teller': truth =>
    added(
      truth,
      'paper/keyed',
      { proposal: truth.table.proposal, serial: truth.serials[2] ?? '', choice: FOR },
      truth.tina.signer,
    ),
  'a reading by a stranger': truth =>
    added(
      truth,
      'paper/keyed',
      { proposal: truth.table.proposal, serial: truth.serials[3] ?? '', choice: FOR },
      person('stranger').signer,
    ),
  'a sheet more, by the steward': truth =>
    added(
      truth,
      'paper/issued',
      { proposal: truth.table.proposal, mark: new Uint8Array(32) },
      truth.group.steward.signer,
    ),
  'a closing by the node, which counts a spoilt sheet': truth =>
    signedAnew(truth, body => inClosing(body, { counted: 3, spoilt: 0 })),
  'a closing by the node, which says nothing of paper': truth => signedAnew(truth, ({ paper: _, ...body }) => body),
  'a table by the node, with a key less': truth => withKeys(truth, keys => keys.slice(1)),
  'a table by the node, with the key of who voted by key': truth =>
    withKeys(truth, keys => [...keys.slice(1), electorateOf(truth).voted]),
  'a table by the node, with a key of nobody': truth =>
    withKeys(truth, keys => [...keys.slice(1), person('stranger').key]),
  'a table by the node, with other serials': truth =>
    signedAnew(
      truth,
      body => body,
      body => ({ ...body, serials: body.serials.with(3, 'ZZZZZZZZ') }),
    ),
  'a table by the node, without the serial of a sheet that counts': truth =>
    signedAnew(
      truth,
      body => body,
      body => ({ ...body, serials: body.serials.slice(1), printed: body.printed - 1 }),
    ),
}

t.test('whatever is changed about the paper of a vote is noticed', async t => {
  const truth = await voteOnPaper()
  await using _ = truth.group
  const report = accepted(await verify(fileOf(truth.bundle)))
  t.match(report, {
    verified: true,
    findings: [],
    decision: { tally: { voters: 4, paper: { issued: 3, counted: 2, spoilt: 1, unsettled: 0 } } },
  })
  for (const [what, change] of Object.entries(CHANGES)) {
    const changed = await verify(change(truth))
    t.ok(isRefusal(changed) || !changed.verified, what)
  }
})

t.test('what a node did by itself is told from what anybody could have left out', async t => {
  const truth = await voteOnPaper()
  await using _ = truth.group
  const codes = async (what: string) => {
    const change = CHANGES[what]
    const report = change && (await verify(change(truth)))
    return report && !isRefusal(report) ? report.findings.map(({ code }) => code) : []
  }
  t.ok((await codes('a table by the node, with the key of who voted by key')).includes('mandate/wrong-count'))
  t.ok((await codes('a closing by the node, which counts a spoilt sheet')).includes('mandate/wrong-count'))
  t.ok((await codes('a table by the node, with other serials')).includes('mandate/wrong-count'))
  t.ok((await codes('a reading dropped')).includes('evidence/missing'))
})

t.test('a byte of any block about paper, with every hash put right', async t => {
  const truth = await voteOnPaper()
  await using _ = truth.group
  const random = seededNumbers(9)
  const ids = [...truth.paper.entries, ...truth.paper.table]
  const blocks = ids.flatMap(id => {
    const entry = accepted(readEntry(truth.bundle.blocks, id))
    const held = [...truth.bundle.blocks].filter(
      ([block, bytes]) => block === id || (entry.signed.body !== null && equalBytes(bytes, entry.signed.body)),
    )
    return held
  })
  for (const [id, bytes] of blocks) {
    const flipped = bytes.slice()
    const at = random(bytes.length)
    flipped[at] = (flipped[at] ?? 0) ^ (1 + random(255))
    const report = await verify(fileOf(replaceBlock(truth.bundle, id, flipped)))
    t.ok(isRefusal(report) || !report.verified, `byte ${at} of ${id}`)
  }
})
