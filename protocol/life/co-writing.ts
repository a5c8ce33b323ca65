import { encodeCanonical } from '../bytes/canonical.ts'
import { type Cid, cidToLink } from '../bytes/cid.ts'
import { fromHex } from '../bytes/hex.ts'
import { type PublicKeyHex, publicKeyBytes } from '../bytes/public-key.ts'
import { bytes, cid, type Infer, integer, list, object, publicKey } from '../bytes/schema.ts'
import { requirePermission } from '../group/membership.ts'
import { contextual } from '../keys/context.ts'
import type { Signer } from '../keys/signer.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'

export const MOST_CO_WRITERS = 200
/** Runs of a text that a version tells apart; where there are more, the node joins the shortest to the one before. */
export const MOST_RUNS = 1_000

/**
 * Who wrote which part of a version that several wrote at once, as the node saw it. `runs`: `[place in writers,
 * characters]` (Unicode code points), one after the other over the whole text. `attested`: the node's signature.
 */
export const writtenTogether = object({
  writers: list(publicKey, { max: MOST_CO_WRITERS }),
  runs: list(list(integer({ min: 0 }), { min: 2, max: 2 }), { max: MOST_RUNS }),
  attested: bytes(64),
})
export type WrittenTogether = Infer<typeof writtenTogether>

/** Somebody whom a version names as a writer says that the part which it gives them is theirs. */
export const draftConfirmed = object({ draft: cid, revision: cid })

/** A version that several wrote at once, as the rules know it. */
export type CoWrittenRecord = {
  readonly draft: Cid
  readonly writers: readonly PublicKeyHex[]
  hasConfirmed(by: PublicKeyHex): boolean
}

/** What the node says of a version: this text stood there, upon that revision, and these wrote these parts of it. */
export type Attested = {
  readonly draft: Cid
  readonly base: Cid
  readonly title: string
  readonly text: string
  readonly together: Pick<WrittenTogether, 'writers' | 'runs'>
}

/** The node's signature under what it saw being written. */
export function attest(attested: Attested, node: Signer): Uint8Array {
  return node.sign(attestedBytes(attested))
}

/** `draft/bad-parts` where the runs are not the text; `draft/not-attested` where the node did not see it written so. */
export function checkTogether(
  attested: Attested & { readonly together: WrittenTogether },
  reader: LogReader,
): Refusal | undefined {
  const { text, together } = attested
  const { writers, runs } = together
  const lengths = runs.map(([, characters = 0]) => characters)
  const isSound =
    new Set(writers).size === writers.length &&
    runs.every(([writer = -1]) => writer in writers) &&
    lengths.every(length => length > 0) &&
    lengths.reduce((sum, length) => sum + length, 0) === [...text].length
  if (!isSound) return refuse('draft/bad-parts')
  const node = reader.charter()?.node
  if (!node || !reader.verify(fromHex(node), attestedBytes(attested), together.attested)) {
    return refuse('draft/not-attested')
  }
  return undefined
}

/** Once by each whom the version names, and for as long as the group knows the draft. */
export function judgeDraftConfirmed(
  { entry, body }: KnownEntry<'draft/confirmed'>,
  reader: LogReader,
): Refusal | undefined {
  const { by } = entry.header
  const version = reader.life?.coWritten(body.revision)
  if (version?.draft !== body.draft) return refuse('draft/unknown')
  if (!version.writers.includes(by)) return refuse('draft/not-a-writer')
  if (version.hasConfirmed(by)) return refuse('draft/confirmed-already')
  return requirePermission(reader, by, 'propose')
}

function attestedBytes({ draft, base, title, text, together }: Attested): Uint8Array {
  const body = {
    draft: cidToLink(draft),
    base: cidToLink(base),
    title,
    text,
    writers: together.writers.map(publicKeyBytes),
    runs: together.runs,
  }
  return contextual('cowriting', encodeCanonical(body))
}
