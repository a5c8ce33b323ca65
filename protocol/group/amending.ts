import { decodeCanonical, encodeCanonical } from '../bytes/canonical.ts'
import type { Cid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import { fromHex } from '../bytes/hex.ts'
import { type PublicKeyHex, publicKeyBytes } from '../bytes/public-key.ts'
import { bytes, cid, type Infer, isProblem, list, object, publicKey } from '../bytes/schema.ts'
import { contextual } from '../keys/context.ts'
import { isSoundKey, type Verify } from '../keys/verify.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { type Charter, type CharterTerms, charterTerms, checkCharter } from './charter.ts'

/** A change of a charter: its terms as they are to be, and the entry that set the charter in force which they replace. */
export const changeFields = { amends: cid, terms: charterTerms }
export const charterChange = object(changeFields)
export type CharterChange = Infer<typeof charterChange>

export const charterSignatures = list(object({ by: publicKey, signature: bytes(64) }), { max: 50 })
export type CharterSignatures = Infer<typeof charterSignatures>

/** Terms from the bytes that stewards sign, as a node hands them out. */
export function readTerms(encoded: Uint8Array): CharterTerms | Refusal {
  const value = decodeCanonical(encoded)
  if (isRefusal(value)) return value
  const terms = charterTerms.decode(value)
  return isProblem(terms) ? refuse('entry/bad-body', { problem: terms.problem }) : terms
}

/** A group and its charter in force. */
export type Chartered = { readonly id: Cid; readonly charter: Charter }

const signedCodec = object({ group: cid, ...changeFields })

/** What each steward signs. */
export function changeBytes(group: Cid, { amends, terms }: CharterChange): Uint8Array {
  return contextual('charter-amended', encodeCanonical(signedCodec.encode({ group, amends, terms })))
}

/** What of a charter can be amended. */
export function termsOf({ members: _members, founder: _founder, node: _node, ...terms }: Charter): CharterTerms {
  return terms
}

/** The charter with other terms: what it is a group of, who founded it and the key of its node stay. */
export function withTerms({ members, founder, node }: Charter, terms: CharterTerms): Charter {
  return { ...terms, members, founder, node }
}

export function sameTerms(one: CharterTerms, other: CharterTerms): boolean {
  const bytesOf = (terms: CharterTerms) => encodeCanonical(charterTerms.encode(terms))
  return equalBytes(bytesOf(one), bytesOf(other))
}

/** Refuses terms that change nothing (`charter/same`), that contradict themselves, or that name a key which is none. */
export function checkTermsOf(charter: Charter, terms: CharterTerms): Refusal | undefined {
  return sameTerms(termsOf(charter), terms) ? refuse('charter/same') : checkSound(charter, terms)
}

/** The same of terms whatever they were before. */
export function checkSound(charter: Charter, terms: CharterTerms): Refusal | undefined {
  const unsound = terms.stewards.find(key => !isSoundKey(fromHex(key)))
  return unsound ? refuse('member/bad-key', { key: unsound }) : checkCharter(withTerms(charter, terms))
}

/** Whether a steward whom the charter names has signed the change. */
export function isSignedBy(
  { by, signature }: CharterSignatures[number],
  change: CharterChange,
  { id, charter }: Chartered,
  verify: Verify,
): boolean {
  return charter.stewards.includes(by) && verify(publicKeyBytes(by), changeBytes(id, change), signature)
}

/** Whether as many stewards have signed a change as the charter in force asks for, each once. */
export function checkSignatures(
  signatures: CharterSignatures,
  change: CharterChange,
  group: Chartered,
  verify: Verify,
): Refusal | undefined {
  const signers = new Set(signatures.map(({ by }) => by))
  if (signers.size !== signatures.length) return refuse('charter/bad-signature', { problem: 'a steward signed twice' })
  const wrong = signatures.find(one => !isSignedBy(one, change, group, verify))
  if (wrong) return refuse('charter/bad-signature', { key: wrong.by })
  const { threshold } = group.charter
  if (signers.size < threshold) {
    return refuse('charter/too-few-signatures', { signed: signers.size, needed: threshold })
  }
}

/** Whom an amendment makes stewards, and who is none by the charter any more. */
export function stewardChanges(
  before: readonly PublicKeyHex[],
  after: readonly PublicKeyHex[],
): { appointed: PublicKeyHex[]; dismissed: PublicKeyHex[] } {
  return {
    appointed: after.filter(key => !before.includes(key)),
    dismissed: before.filter(key => !after.includes(key)),
  }
}
