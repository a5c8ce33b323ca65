import { type Cid, digestOfCid } from '../bytes/cid.ts'
import { concatBytes } from '../bytes/compare.ts'
import { fromHex } from '../bytes/hex.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { bytes, cid, type Infer, integer, list, object, publicKey, union } from '../bytes/schema.ts'
import { contextual } from '../keys/context.ts'
import type { Signer } from '../keys/signer.ts'
import type { Verify } from '../keys/verify.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { checkReplacement, nodeReplacement } from './node-replacement.ts'
import { amend, foundingOf, type InForce, readAmendment } from './replay-charter.ts'
import { readGenesis, refuseTicket } from './roster.ts'

/** One step of how a group came to its charter and to the key of its node: an amendment, encoded, or a new key. */
const charterStep = union('type', {
  amended: object({ entry: bytes() }),
  replaced: object({ replacement: nodeReplacement }),
})
export type CharterStep = Infer<typeof charterStep>

/** By what right somebody tells it: a ticket, by which the group will join, or a merger, in which it comes along. */
const tellsBy = union('type', {
  /** `proof`: the ticket's signature over the federation, the group and the key that tells. */
  ticket: object({ ticket: publicKey, proof: bytes(64) }),
  merger: object({ from: cid }),
})

/** In a federation's log: a part of how a group's charter came about that is too long to stand in its joining. */
export const charterTold = object({
  group: cid,
  /** The group's genesis entry, encoded. */
  charter: bytes(),
  by: tellsBy,
  /** How many steps were told before. */
  from: integer({ min: 0 }),
  steps: list(charterStep, { min: 1, max: 50 }),
})
export type CharterTold = Infer<typeof charterTold>

/**
 * All parts of one telling together may be as long: some seven hundred amendments. What is kept of them is the charter they come
 * to, until the group is in.
 */
export const MOST_TOLD_BYTES = 1024 * 1024

/** What was told of a group's charter so far. */
export type ToldCharter = {
  readonly inForce: InForce
  readonly steps: number
  readonly bytes: number
  /** The checkpoint of the group's own log whose history its council let stand last. */
  readonly standing?: string
}

/**
 * Under what a telling is known: the ticket alone, since whoever holds one could make up groups without end; in a merger, whose
 * groups its terms name, the federation that merges and the group.
 */
export function tellingOf({ by, group }: Pick<CharterTold, 'by' | 'group'>): string {
  return by.type === 'ticket' ? by.ticket : tellingInMerger(by.from, group)
}

export function tellingInMerger(from: Cid, group: Cid): string {
  return `${from} ${group}`
}

export function tellingBytes(federation: Cid, group: Cid, teller: PublicKeyHex): Uint8Array {
  return contextual('ticket', concatBytes(digestOfCid(federation), digestOfCid(group), fromHex(teller)))
}

export function proveTelling(ticket: Signer, federation: Cid, group: Cid, teller: PublicKeyHex): Uint8Array {
  return ticket.sign(tellingBytes(federation, group, teller))
}

/**
 * What is known after one more part: every step upon the one before, each signed by those whom it takes.
 * @param before what the same telling has told so far.
 * Refuses with `ticket/bad` (of another group), `charter/not-next` (`next`: the step that is), `charter/too-long`, and as the steps
 * themselves do.
 */
export function toldAfter(
  before: ToldCharter | undefined,
  { group, charter, from, steps }: CharterTold,
  size: number,
  verify: Verify,
): ToldCharter | Refusal {
  const told = before ?? foundingTold(charter, verify)
  if (isRefusal(told)) return told
  if (told.inForce.id !== group) {
    return refuse('ticket/bad', { problem: before ? 'it has told of another group' : 'not the group it says' })
  }
  if (from !== told.steps) return refuse('charter/not-next', { next: told.steps })
  const length = told.bytes + size
  if (length > MOST_TOLD_BYTES) return refuse('charter/too-long', { bytes: length, most: MOST_TOLD_BYTES })
  let next: ToldCharter = { ...told, steps: told.steps + steps.length, bytes: length }
  for (const step of steps) {
    const inForce = afterStep(next.inForce, step, verify)
    if (isRefusal(inForce)) return inForce
    next = { ...next, inForce, ...(step.type === 'replaced' ? { standing: step.replacement.standing } : {}) }
  }
  return next
}

function foundingTold(charter: Uint8Array, verify: Verify): ToldCharter | Refusal {
  const genesis = readGenesis(charter, verify)
  return isRefusal(genesis) ? genesis : { inForce: foundingOf(genesis), steps: 0, bytes: 0 }
}

/** What rests on a vote counts on the signature of the node, as the group's mandates do. */
function afterStep(group: InForce, step: CharterStep, verify: Verify): InForce | Refusal {
  if (step.type === 'replaced') {
    const refused = checkReplacement(step.replacement, group, verify)
    const { charter, formerNodes = [] } = group
    const { node } = step.replacement
    return refused ?? { ...group, charter: { ...charter, node }, formerNodes: [...formerNodes, charter.node] }
  }
  const known = readAmendment(step.entry, verify)
  if (isRefusal(known)) return known
  if (known.entry.header.by !== group.charter.node) return refuse('member/not-allowed', { kind: 'charter/amended' })
  return amend(group, known, verify)
}

/** Who will join tells it by the ticket; of a group that comes in by a merger the federation's node does. */
export function judgeCharterTold(
  { entry, body }: KnownEntry<'federation/charter-told'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const kind = 'federation/charter-told'
  const charter = reader.charter()
  if (!reader.log || charter?.members !== 'groups') return refuse('entry/not-for-this-log', { kind })
  const { by, at } = entry.header
  const { by: right, group } = body
  if (right.type === 'ticket') {
    const refused = refuseTicket(reader, right.ticket, Math.max(nowMs, at))
    if (refused) return refused
    const holds = reader.verify(fromHex(right.ticket), tellingBytes(reader.log, group, by), right.proof)
    if (!holds) return refuse('ticket/bad', { problem: 'the proof does not fit the ticket' })
  } else {
    if (by !== charter.node) return refuse('member/not-allowed', { kind })
    const merger = reader.mergers().find(({ terms: { from, into } }) => from === right.from && into === reader.log)
    const isNamed = merger?.terms.groups.some(named => named.group === group)
    if (!isNamed) return refuse('merge/bad-terms', { problem: 'not a group of the terms' })
  }
  const next = toldAfter(reader.told?.(tellingOf(body)), body, entry.header.size, reader.verify)
  return isRefusal(next) ? next : undefined
}
