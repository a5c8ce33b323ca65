import type { Cid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { sha256 } from '../bytes/sha256.ts'
import { type ActiveVoters, isActiveAsAsked, sameActive } from '../governance/active.ts'
import { type Ballot, ballotsRoot, finalBallots } from '../governance/ballot.ts'
import { paperTally } from '../governance/closed-paper.ts'
import type { Commitment } from '../governance/commitment.ts'
import { type DelegationRow, delegationsRoot, unsoundRow } from '../governance/delegation-table.ts'
import { mayCloseEarly } from '../governance/early-close.ts'
import { electorateRoot } from '../governance/electorate.ts'
import { checkChoice, count, countProfile, encodeCount } from '../governance/method.ts'
import { checkTerms, type Electorate, type ProposalOpened, refusePaperTerms } from '../governance/proposal.ts'
import {
  closeObjections,
  isSameEnd,
  isSameList,
  NO_OBJECTIONS,
  type Objections,
} from '../governance/standing-objections.ts'
import { drawSeed, type ProposalClosed, refuseBlinding, type Tally, tally } from '../governance/tally.ts'
import { weighBallots } from '../governance/weighing.ts'
import type { Charter } from '../group/charter.ts'
import { refuseWeakChange } from '../group/charter-vote.ts'
import type { VerifyMany } from '../keys/verify-many.ts'
import { CLOCK_SKEW_MS, type KnownEntry } from '../kinds.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { checkAlongside } from './check-alongside.ts'
import { type Desk, readAny, readOwn, requireNode } from './desk.ts'
import { type Blocks, type GroupEvidence, readEntry, readEvidence } from './evidence.ts'
import { checkLogPlace } from './log-place.ts'
import { charterAtOpening, isVoteOn, readCharters, type VotedChange } from './recount-charter.ts'
import { recountPaper } from './recount-paper.ts'
import { openObjectionReplay } from './replay-objections.ts'
import { type Notebook, openNotebook } from './report.ts'
import { readGenesisEntry } from './roster.ts'

/** A vote of people, counted again from its evidence. */
export type Recount = {
  readonly group: Cid
  /** The one under which the vote opened, and the entry that set it. */
  readonly charter: Charter
  readonly charterEntry: Cid
  readonly proposal: ProposalOpened & { readonly id: Cid }
  readonly electorate: { readonly count: number; readonly root: Uint8Array }
  /** All ballots that the evidence holds, replaced ones too. */
  readonly ballots: { readonly count: number; readonly root: Uint8Array }
  /** The table of delegations that the evidence holds; absent where it holds none. */
  readonly delegations?: Commitment
  readonly closed: ProposalClosed
  readonly closedAtMs: number
  readonly tally: Tally
}

/**
 * Counts a vote again from signed entries alone: charter, electorate, every ballot's signature and right, last ballots,
 * the count, the closing. Every difference goes into the notebook; nothing is taken on the node's word.
 * @param within the recount of a later vote of the group, whose charter rests on this one: its row of charters and keys holds.
 * @returns the recount, or undefined where the evidence is too broken to count.
 */
export async function recountGroup(
  evidence: GroupEvidence,
  blocks: Blocks,
  verifyMany: VerifyMany,
  where: string,
  notebook: Notebook,
  within?: Desk,
): Promise<Recount | undefined> {
  const genesis = readGenesisEntry(readEntry(blocks, evidence.genesis), blocks.verify)
  if (isRefusal(genesis)) return void notebook.find(where, genesis, evidence.genesis)
  const { charter: founding, id: group } = genesis
  const find: Desk['find'] = (refusal, id) => notebook.find(where || founding.name, refusal, id)
  const signatures = checkAlongside(verifyMany, find)
  const bare = { blocks, group, founding, check: signatures.check, find }
  const { desk, voted } = within ? { desk: { ...within, ...bare }, voted: [] } : readCharters(bare, evidence)
  for (const change of voted) await recountChange(change, desk, verifyMany, notebook)
  const opening = charterAtOpening(desk, evidence.electorate)
  if (!opening) return
  const { charter } = opening
  const opened = readOwn(desk, evidence.proposal, 'proposal/opened')
  const closed = readOwn(desk, evidence.closed, 'proposal/closed')
  if (!opened || !closed) return
  const proposal = { ...opened.body, id: opened.entry.id }
  const unsound = checkTerms(proposal, charter) ?? refusePaperTerms(proposal) ?? refuseWeakChange(proposal, charter)
  if (unsound) return void find(unsound, proposal.id)
  if (closed.body.proposal !== proposal.id) find(refuse('proposal/unknown'), evidence.closed)
  const exposed = refuseBlinding(closed.body, proposal, charter)
  if (exposed) find(exposed, evidence.closed)
  requireNode(desk, closed.entry)
  const misplaced = desk.nodes.map(node =>
    checkLogPlace(closed.entry, evidence.place, [{ node, from: 0 }], blocks.verify),
  )
  const [reason] = misplaced
  if (reason && misplaced.every(Boolean)) find(reason, evidence.closed)
  const electorate = readElectorate(desk, evidence.electorate, { proposal, charter }, closed.body.seed)
  if (!electorate) return
  const entitled = new Set(electorate.keys)
  const ballots = readBallots(desk, evidence.ballots, proposal, entitled)
  const table = readDelegations(desk, evidence.delegations ?? [], proposal.id, closed.body, entitled)
  const final = finalBallots(ballots)
  const paper = recountPaper(desk, evidence.paper, { opened, closed, entitled, byKey: final })
  const objections = readObjections(desk, evidence.objections ?? [], opened, closed.body)
  // One more is on the checkpoint.
  notebook.checked('signatures', (await signatures.finish()) + 1)
  notebook.checked('ballots', evidence.ballots.length)
  notebook.checked('groups', 1)

  const root = ballotsRoot(evidence.ballots, blocks.hash)
  if (new Set(evidence.ballots).size !== evidence.ballots.length) {
    find(refuse('mandate/wrong-count', { what: 'a ballot stands twice' }), evidence.closed)
  }
  if (closed.body.ballots.count !== evidence.ballots.length || !equalBytes(closed.body.ballots.root, root)) {
    find(refuse('mandate/wrong-count', { what: 'ballots' }), evidence.closed)
  }
  const onPaper = { keys: new Set(paper?.keys), choices: paper?.choices ?? [] }
  const profile = weighBallots(final, table?.rows ?? [], onPaper)
  const counted = countProfile(proposal.method, profile)
  if (!equalBytes(encodeCount(counted), encodeCount(closed.body.count))) {
    find(refuse('mandate/wrong-count', { what: 'count' }), evidence.closed)
  }
  const voters = electorate.keys.length
  const drawn = { ballots: { count: ballots.length, root }, paper: closed.body.paper }
  const closedAtMs = closed.entry.header.at
  const direct = () =>
    count(
      proposal.method,
      [...final.values()].map(({ choice }) => choice),
    )
  const active = electorate.active?.count
  if (closedAtMs <= proposal.closesAtMs && !mayCloseEarly(proposal, voters, direct(), { objections, active })) {
    find(refuse('proposal/too-early', { closesAtMs: proposal.closesAtMs }), evidence.closed)
  }
  return {
    group,
    charter,
    charterEntry: opening.entry,
    proposal,
    electorate: { count: voters, root: electorate.root },
    ballots: { count: evidence.ballots.length, root },
    ...(table ? { delegations: { count: table.rows.length, root: table.root } } : {}),
    closed: closed.body,
    closedAtMs,
    tally: tally(proposal, voters, counted, drawSeed(closed.body.seed, drawn), {
      profile,
      objections,
      active,
      ...(paper ? { paper: paperTally(paper.closed) } : {}),
    }),
  }
}

/**
 * The vote that a change of the charter rests on, counted again. Nothing names the evidence of it but the evidence at hand: what
 * does not hold in it could be anyone's doing.
 */
async function recountChange(
  change: VotedChange,
  desk: Desk,
  verifyMany: VerifyMany,
  notebook: Notebook,
): Promise<void> {
  const missing = (problem: string) =>
    desk.find(refuse('evidence/missing', { what: 'the vote on the charter', problem }), change.amended)
  if (!change.evidence) return missing('no evidence of it')
  const evidence = readEvidence(desk.blocks, change.evidence)
  if (isRefusal(evidence)) return missing(evidence.code)
  if (evidence.type !== 'group' || evidence.genesis !== desk.group) return missing('of another group')
  const inner = openNotebook()
  const recount = await recountGroup(evidence, desk.blocks, verifyMany, '', inner, desk)
  notebook.add(inner, { findings: false })
  const [finding] = inner.report().findings
  if (finding) return missing(finding.code)
  if (!recount || !isVoteOn(change, recount)) missing('it does not say so')
}

function readElectorate(
  desk: Desk,
  ids: readonly Cid[],
  { proposal, charter }: { proposal: ProposalOpened & { readonly id: Cid }; charter: Charter },
  seed: Uint8Array,
): { keys: PublicKeyHex[]; root: Uint8Array; active: ActiveVoters | undefined } | undefined {
  const keys: PublicKeyHex[] = []
  const wrong = () => desk.find(refuse('mandate/wrong-count', { what: 'electorate' }))
  let committed: Electorate | undefined
  for (const [place, id] of ids.entries()) {
    const part = readOwn(desk, id, 'proposal/electorate')
    if (!part) return
    requireNode(desk, part.entry)
    committed ??= part.body
    const { body } = part
    const isOneWhole =
      body.count === committed.count &&
      body.charter === committed.charter &&
      equalBytes(body.root, committed.root) &&
      sameActive(body.active, committed.active) &&
      equalBytes(body.seedCommitment, committed.seedCommitment)
    if (!isOneWhole || body.proposal !== proposal.id || body.part !== place || body.parts !== ids.length) wrong()
    keys.push(...body.keys)
  }
  if (!committed) return void desk.find(refuse('evidence/missing', { what: 'electorate' }))
  const root = electorateRoot(keys, desk.blocks.hash)
  if (committed.count !== keys.length || !equalBytes(committed.root, root)) wrong()
  if (keys.some((key, i) => i > 0 && key <= (keys[i - 1] ?? ''))) wrong()
  if (!equalBytes(sha256(seed), committed.seedCommitment)) {
    desk.find(refuse('proposal/bad', { field: 'seed', problem: 'not the seed committed to at opening' }))
  }
  if (!isActiveAsAsked(proposal, committed, charter)) wrong()
  return { keys, root, active: committed.active }
}

function readBallots(
  desk: Desk,
  ids: readonly Cid[],
  proposal: ProposalOpened & { readonly id: Cid },
  entitled: ReadonlySet<PublicKeyHex>,
): Ballot[] {
  return ids.flatMap((id, index) => {
    const known = readOwn(desk, id, 'ballot/cast')
    if (!known) return []
    const { by, seq, at } = known.entry.header
    const { choice } = known.body
    const refusal =
      known.body.proposal !== proposal.id
        ? refuse('proposal/unknown')
        : entitled.has(by)
          ? (checkChoice(proposal.method, choice) ?? refuseLate(at, proposal))
          : refuse('ballot/not-entitled', { by })
    if (refusal) desk.find(refusal, id)
    return refusal ? [] : [{ id, by, seq, index, choice }]
  })
}

/**
 * The table of delegations that the closing names. Parts that are not there, or not the ones that it names, could have been
 * left out by anyone; what is wrong in a table that it names is the node's own doing.
 */
function readDelegations(
  desk: Desk,
  ids: readonly Cid[],
  proposal: Cid,
  { delegations: named }: ProposalClosed,
  entitled: ReadonlySet<PublicKeyHex>,
): { rows: DelegationRow[]; root: Uint8Array } | undefined {
  const missing = () => void desk.find(refuse('evidence/missing', { what: 'delegations' }))
  const rows: DelegationRow[] = []
  for (const [place, id] of ids.entries()) {
    const part = readOwn(desk, id, 'proposal/delegations')
    if (!part) return
    requireNode(desk, part.entry)
    if (part.body.proposal !== proposal || part.body.part !== place || part.body.parts !== ids.length) missing()
    for (const row of part.body.rows) rows.push(row)
  }
  if (ids.length === 0) return named && missing()
  const root = delegationsRoot(rows, desk.blocks.hash)
  if (named?.count !== rows.length || !equalBytes(named.root, root)) return missing()
  const problem = unsoundRow(rows, key => entitled.has(key))
  if (problem) desk.find(refuse('mandate/wrong-count', { what: 'delegations', problem }))
  return { rows, root }
}

/**
 * How the objections stood, by the entries themselves: raised, withdrawn and judged, each by who may. What the closing
 * does not name could have been added or left out by anyone; what is wrong in entries that it names is the node's own doing.
 */
function readObjections(
  desk: Desk,
  ids: readonly Cid[],
  { entry, body }: KnownEntry<'proposal/opened'>,
  { objections: named }: ProposalClosed,
): Objections {
  const { id, header } = entry
  const record = { ...body, id, by: header.by, state: 'open', electorate: null, delegations: null } as const
  const genesis = { id: desk.group, charter: desk.founding, nodes: desk.nodes, verify: desk.blocks.verify }
  const replay = openObjectionReplay(genesis, record, desk.charters)
  const missing = (problem: string, at?: Cid) =>
    desk.find(refuse('evidence/missing', { what: 'objections', problem }), at)
  if (new Set(ids).size !== ids.length) missing('an entry stands twice')
  for (const next of ids) {
    const known = readAny(desk, next)
    const refused = known && replay.take(known)
    if (refused && /^(objection|proposal)\//.test(refused.code)) {
      desk.find(refuse('mandate/wrong-count', { what: 'objections', problem: refused.code }), next)
    } else if (refused) missing(refused.code, next)
  }
  const found = closeObjections(replay.said(), desk.blocks.hash)
  if (!isSameEnd(found, named)) {
    if (found && named && isSameList(found, named)) desk.find(refuse('mandate/wrong-count', { what: 'objections' }))
    else missing('not those that the closing names')
  }
  return found ?? NO_OBJECTIONS
}

/** A node takes no ballot after the deadline, and none that is dated further ahead of its clock than clocks may be. */
function refuseLate(at: number, { closesAtMs }: ProposalOpened): Refusal | undefined {
  if (at > closesAtMs + CLOCK_SKEW_MS) return refuse('ballot/late', { closesAtMs })
}
