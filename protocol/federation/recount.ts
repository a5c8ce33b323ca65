import type { Cid } from '../bytes/cid.ts'
import { compareBytes, equalBytes } from '../bytes/compare.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { sha256 } from '../bytes/sha256.ts'
import { type Ballot, ballotsRoot, finalBallots } from '../governance/ballot.ts'
import { electorateRoot } from '../governance/electorate.ts'
import { checkChoice, count, encodeCount } from '../governance/method.ts'
import type { ProposalOpened } from '../governance/proposal.ts'
import { drawSeed, type ProposalClosed, type Tally, tally } from '../governance/tally.ts'
import type { Charter } from '../group/charter.ts'
import type { VerifyMany } from '../keys/verify-many.ts'
import type { KindName, KnownEntry } from '../kinds.ts'
import { type Entry, signedMessage } from '../log/entry.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { type Blocks, type GroupEvidence, readEntry, readKnown } from './evidence.ts'
import type { Notebook } from './report.ts'
import { readGenesisEntry } from './roster.ts'

/** A vote of people, counted again from its evidence. */
export type Recount = {
  readonly group: Cid
  readonly charter: Charter
  readonly proposal: ProposalOpened & { readonly id: Cid }
  readonly electorate: { readonly count: number; readonly root: Uint8Array }
  readonly closed: ProposalClosed
  readonly closedAtMs: number
  readonly tally: Tally
}

/**
 * Counts a vote again from signed entries alone: charter, electorate, every ballot's signature and right, last ballots,
 * the count, the closing. Every difference goes into the notebook; nothing is taken on the node's word.
 * @returns the recount, or undefined where the evidence is too broken to count.
 */
export async function recountGroup(
  evidence: GroupEvidence,
  blocks: Blocks,
  verifyMany: VerifyMany,
  where: string,
  notebook: Notebook,
): Promise<Recount | undefined> {
  const problem = (refusal: Refusal, id?: Cid) => notebook.find(where, refusal, id)
  const genesis = readGenesisEntry(readEntry(blocks, evidence.genesis))
  if (isRefusal(genesis)) return void problem(genesis, evidence.genesis)
  const { charter } = genesis
  const own = <K extends KindName>(known: KnownEntry<K> | Refusal): KnownEntry<K> | Refusal => {
    if (isRefusal(known)) return known
    return known.entry.header.log === genesis.id ? known : refuse('entry/wrong-log', { id: known.entry.id })
  }
  const opened = own(readKnown(blocks, evidence.proposal, 'proposal/opened'))
  if (isRefusal(opened)) return void problem(opened, evidence.proposal)
  const closed = own(readKnown(blocks, evidence.closed, 'proposal/closed'))
  if (isRefusal(closed)) return void problem(closed, evidence.closed)
  const signed: Entry[] = [opened.entry, closed.entry]
  if (closed.body.proposal !== opened.entry.id) problem(refuse('proposal/unknown'), evidence.closed)
  if (closed.entry.header.by !== charter.node)
    problem(refuse('entry/bad-signature', { by: 'another key than the node' }))

  const keys: PublicKeyHex[] = []
  let commitment: { count: number; root: Uint8Array; seedCommitment: Uint8Array } | undefined
  for (const id of evidence.electorate) {
    const part = own(readKnown(blocks, id, 'proposal/electorate'))
    if (isRefusal(part)) return void problem(part, id)
    if (part.entry.header.by !== charter.node || part.body.proposal !== opened.entry.id) {
      problem(refuse('entry/bad-signature', { problem: 'not this electorate' }), id)
    }
    commitment ??= part.body
    keys.push(...part.body.keys)
    signed.push(part.entry)
  }
  if (!commitment) return void problem(refuse('evidence/missing', { what: 'electorate' }))
  const electorate = { count: keys.length, root: electorateRoot(keys) }
  if (commitment.count !== keys.length || !equalBytes(commitment.root, electorate.root)) {
    problem(refuse('mandate/wrong-count', { what: 'electorate' }))
  }
  if (!equalBytes(sha256(closed.body.seed), commitment.seedCommitment)) {
    problem(refuse('proposal/bad', { field: 'seed', problem: 'not the seed committed to' }), evidence.closed)
  }

  const entitled = new Set(keys)
  if (entitled.size !== keys.length) problem(refuse('mandate/wrong-count', { what: 'electorate' }))
  const ballots: Ballot[] = []
  for (const [index, id] of evidence.ballots.entries()) {
    const ballot = own(readKnown(blocks, id, 'ballot/cast'))
    if (isRefusal(ballot)) {
      problem(ballot, id)
      continue
    }
    const { entry, body } = ballot
    signed.push(entry)
    if (body.proposal !== opened.entry.id) problem(refuse('proposal/unknown'), id)
    else if (!entitled.has(entry.header.by)) problem(refuse('ballot/not-entitled', { by: entry.header.by }), id)
    else {
      const bad = checkChoice(opened.body.method, body.choice)
      if (bad) problem(bad, id)
      else ballots.push({ id, by: entry.header.by, seq: entry.header.seq, index, choice: body.choice })
    }
  }
  const verdicts = await verifyMany(signed.map(signedMessage))
  for (const [i, entry] of signed.entries()) {
    if (verdicts[i]) continue
    const code = entry.header.kind === 'ballot/cast' ? 'ballot/bad-signature' : 'entry/bad-signature'
    problem(refuse(code), entry.id)
  }
  notebook.checked('signatures', signed.length)
  notebook.checked('ballots', evidence.ballots.length)
  notebook.checked('groups', 1)

  const root = ballotsRoot(evidence.ballots)
  if (closed.body.ballots.count !== evidence.ballots.length || !equalBytes(closed.body.ballots.root, root)) {
    problem(refuse('mandate/wrong-count', { what: 'ballots' }), evidence.closed)
  }
  const method = opened.body.method
  const counted = count(
    method,
    [...finalBallots(ballots).values()].map(({ choice }) => choice),
  )
  if (compareBytes(encodeCount(counted), encodeCount(closed.body.count)) !== 0) {
    problem(refuse('mandate/wrong-count', { what: 'count' }), evidence.closed)
  }
  return {
    group: genesis.id,
    charter,
    proposal: { ...opened.body, id: opened.entry.id },
    electorate,
    closed: closed.body,
    closedAtMs: closed.entry.header.at,
    tally: tally(method, opened.body.quorum, keys.length, counted, drawSeed(closed.body.seed, root)),
  }
}
