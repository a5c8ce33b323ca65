import type { Cid } from '../bytes/cid.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { type CharterChange, type Chartered, checkSignatures, checkTermsOf, withTerms } from '../group/amending.ts'
import type { Charter } from '../group/charter.ts'
import { type CharterAmended, charterAmended, refuseGroundOf } from '../group/charter-entries.ts'
import type { Verify } from '../keys/verify.ts'
import type { KnownEntry } from '../kinds.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { checkReplacement, type NodeReplacement } from './node-replacement.ts'
import { readSigned } from './read-signed.ts'

/** A charter in force, the entry that set it, and the keys that its node had before, where it has had others. */
export type InForce = Chartered & { readonly entry: Cid; readonly formerNodes?: readonly PublicKeyHex[] }

export function foundingOf(genesis: Chartered): InForce {
  return { ...genesis, entry: genesis.id }
}

/** An amendment that stands inside another body, its signature checked. */
export function readAmendment(encoded: Uint8Array, verify: Verify): KnownEntry<'charter/amended'> | Refusal {
  return readSigned(encoded, 'charter/amended', charterAmended, verify)
}

/** Whether an amendment was entered by none of these keys; what rests on a vote counts on the signature of the group's node. */
export function isByStranger(encoded: Uint8Array, nodes: readonly PublicKeyHex[], verify: Verify): boolean {
  const known = readAmendment(encoded, verify)
  return isRefusal(known) || !nodes.includes(known.entry.header.by)
}

/** The charter after amendments that stand inside another body, in their order. */
export function amendAll(group: InForce, encoded: readonly Uint8Array[], verify: Verify): InForce[] | Refusal {
  const charters = [group]
  for (const one of encoded) {
    const known = readAmendment(one, verify)
    const next = isRefusal(known) ? known : amend(charters.at(-1) ?? group, known, verify)
    if (isRefusal(next)) return next
    charters.push(next)
  }
  return charters
}

/**
 * The charter after an amendment, by what the entry itself shows: that it is upon the charter in force, sound, on a ground that
 * such a group can have, and signed by the stewards. What it rests on a vote or a motion for, the evidence of that shows.
 */
export function amend(
  group: InForce,
  { entry, body }: KnownEntry<'charter/amended'>,
  verify: Verify,
): InForce | Refusal {
  if (entry.header.log !== group.id) return refuse('entry/wrong-log')
  if (body.amends !== group.entry) return refuse('charter/stale', { inForce: group.entry })
  const refused = checkTermsOf(group.charter, body.terms) ?? checkGround(body, group, verify)
  return refused ?? { ...group, entry: entry.id, charter: withTerms(group.charter, body.terms) }
}

function checkGround(
  { by, ...change }: CharterAmended & CharterChange,
  group: InForce,
  verify: Verify,
): Refusal | undefined {
  const misplaced = refuseGroundOf(group.charter, by)
  if (misplaced) return misplaced
  return by.type === 'stewards' ? checkSignatures(by.signatures, change, group, verify) : undefined
}

/**
 * The keys that spoke for a group one after the other: each replacement signed by the stewards of a charter that was in force,
 * none by those of one before that of the replacement before it.
 * @param charters every charter that was in force, in their order.
 * @returns `refused`: what does not hold, by its place among the replacements.
 */
export function nodesAfter(
  group: Cid,
  charters: readonly Charter[],
  replacements: readonly NodeReplacement[],
  verify: Verify,
): { nodes: PublicKeyHex[]; refused: { index: number; refusal: Refusal }[] } {
  const nodes = charters.slice(0, 1).map(({ node }) => node)
  const refused: { index: number; refusal: Refusal }[] = []
  let since = 0
  for (const [index, replacement] of replacements.entries()) {
    const node = nodes.at(-1)
    const answers = charters
      .slice(since)
      .map(charter => node && checkReplacement(replacement, { id: group, charter: { ...charter, node } }, verify))
    const holds = answers.indexOf(undefined)
    const [refusal] = answers
    if (holds >= 0) since += holds
    else if (refusal && isRefusal(refusal)) refused.push({ index, refusal })
    if (holds >= 0) nodes.push(replacement.node)
  }
  return { nodes, refused }
}

/** The charter in force at a place among some of a log's entries, the amendments among them known to hold. */
export function openCharterReplay(
  genesis: Chartered,
  charters: ReadonlyMap<Cid, Charter>,
): { charter(): Charter; take(known: KnownEntry): Refusal | undefined } {
  let charter = genesis.charter
  const later = [...charters.keys()].filter(entry => entry !== genesis.id)
  return {
    charter: () => charter,
    /** Amendments have to come in their order, without a gap; other kinds change nothing. */
    take({ kind, entry }) {
      if (kind !== 'charter/amended') return
      const amended = charters.get(entry.id)
      if (later.shift() !== entry.id || !amended) return refuse('charter/stale')
      charter = amended
    },
  }
}
