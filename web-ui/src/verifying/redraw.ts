import { fromBase64 } from '../../../protocol/bytes/base64.ts'
import { cidOfBytes, trustedCid } from '../../../protocol/bytes/cid.ts'
import { isPublicKeyHex, type PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { type SortitionEvidence, verifySortition } from '../../../protocol/governance/verify-sortition.ts'
import { verifySignature } from '../../../protocol/keys/verify.ts'
import { decodeSignedEntry, leafBytes, type SignedEntry } from '../../../protocol/log/entry.ts'
import { isRefusal, refusalSentence } from '../../../protocol/refusal.ts'
import type { DrawEvidence } from '../api/shapes.ts'

/** What is asked: the entries, which draw they have to be about, and whose node it was. */
export type RedrawQuestion = {
  readonly evidence: DrawEvidence
  readonly draw: string
  readonly group: string
  readonly nodeKey: string
}

/** What came of it: the panel in the order of the draw, or why the entries draw none. */
export type RedrawAnswer =
  | { readonly panel: readonly string[]; readonly pool: number; readonly contributors: number }
  | { readonly unsound: string }

/** Draws a panel again from the signed entries alone. Throws where what came is no evidence. */
export function redraw({ evidence, draw, group, nodeKey }: RedrawQuestion): RedrawAnswer {
  const read = readEvidence(evidence)
  // Entries of another draw may hold perfectly and say nothing about this one.
  if (cidOfBytes(leafBytes(read.called)) !== draw) throw new Error(`another draw than ${draw}`)
  const drawn = verifySortition(read, { log: trustedCid(group), node: asKey(nodeKey) }, verifySignature)
  if (isRefusal(drawn)) return { unsound: refusalSentence(drawn) }
  return { panel: drawn.panel, pool: read.pool.length, contributors: read.joined.length }
}

function readEvidence({
  called,
  committed,
  joined,
  drawn,
  declined,
  replaced,
  pool,
  strata,
}: DrawEvidence): SortitionEvidence {
  return {
    called: readEntry(called),
    committed: readEntry(committed),
    joined: joined.map(readEntry),
    drawn: readEntry(drawn),
    declined: declined.map(readEntry),
    replaced: replaced.map(readEntry),
    pool: pool.map(asKey),
    strata: strata.map(({ role, keys }) => ({ role, keys: keys.map(asKey) })),
  }
}

function readEntry(text: string): SignedEntry {
  const entry = decodeSignedEntry(fromBase64(text))
  if (isRefusal(entry)) throw new Error(refusalSentence(entry))
  return entry
}

function asKey(hex: string): PublicKeyHex {
  if (!isPublicKeyHex(hex)) throw new TypeError('not a public key')
  return hex
}
