import type { Cid } from '../bytes/cid.ts'
import { digestOfCid } from '../bytes/cid.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { cid, object } from '../bytes/schema.ts'
import { type Sha256, sha256 } from '../bytes/sha256.ts'
import type { KnownEntry } from '../kinds.ts'
import { leafHash, merkleRoot } from '../log/merkle.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { type Choice, checkChoice, choiceCodec } from './method.ts'

/** A ballot is signed by the voter's blinded key; reasons are entries of their own by the member's key. */
export const ballotCast = object({ proposal: cid, choice: choiceCodec })

/** A ballot in the log: `seq` is the voter's own counter, `index` its place. */
export type Ballot = {
  readonly id: Cid
  readonly by: PublicKeyHex
  readonly seq: number
  readonly index: number
  readonly choice: Choice
}

const HOUR_MS = 3_600_000

/** A ballot is dated to the hour: whoever reads it after the close learns no more of when it was cast than its place tells. */
export function ballotDate(nowMs: number): number {
  return nowMs - (nowMs % HOUR_MS)
}

/** A ballot enters while its proposal is open, by the node's clock, from a key in the electorate. */
export function judgeBallot(
  { entry, body }: KnownEntry<'ballot/cast'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const proposal = reader.proposal(body.proposal)
  if (!proposal) return refuse('proposal/unknown')
  if (proposal.state !== 'open') return refuse('proposal/not-open', { state: proposal.state })
  if (nowMs > proposal.closesAtMs) return refuse('ballot/late', { closesAtMs: proposal.closesAtMs })
  if (!reader.isInElectorate(proposal.id, entry.header.by)) return refuse('ballot/not-entitled')
  if (reader.keys?.isOfReplaced(proposal.id, entry.header.by)) return refuse('ballot/key-replaced')
  if (proposal.paper && reader.paper?.isOnPaper(proposal.id, entry.header.by)) {
    return refuse('ballot/votes-on-paper')
  }
  return checkChoice(proposal.method, body.choice)
}

/** Whether `next` takes the place of `held`, of the same voter: the highest `seq`, then the later place; never the clock. */
export function replaces(next: Pick<Ballot, 'seq' | 'index'>, held: Pick<Ballot, 'seq' | 'index'>): boolean {
  return next.seq > held.seq || (next.seq === held.seq && next.index > held.index)
}

/** The one ballot of each voter that counts. The order of the input does not matter. */
export function finalBallots(ballots: Iterable<Ballot>): Map<PublicKeyHex, Ballot> {
  const final = new Map<PublicKeyHex, Ballot>()
  for (const ballot of ballots) {
    const held = final.get(ballot.by)
    if (!held || replaces(ballot, held)) final.set(ballot.by, ballot)
  }
  return final
}

/** Merkle root over the ids of all ballots of a proposal, replaced ones too, in the order of the log. */
export function ballotsRoot(idsInLogOrder: readonly Cid[], hash: Sha256 = sha256): Uint8Array {
  return merkleRoot(
    idsInLogOrder.map(id => leafHash(digestOfCid(id), hash)),
    hash,
  )
}
