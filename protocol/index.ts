/**
 * What Comunal's protocol can do without a node: sign, read, verify and count. Pure; runs in Node and in browsers.
 */
export { author } from './author.ts'
export { decodeCanonical, encodeCanonical } from './bytes/canonical.ts'
export { type Cid, cidOfBytes, parseCid, shortCid } from './bytes/cid.ts'
export { type PublicKeyHex, publicKeyBytes, publicKeyHex } from './bytes/public-key.ts'
export { aggregate, type GroupStanding, type JudgedMandate, type Verdict } from './federation/aggregate.ts'
export { type Blocks, type Evidence, readEvidence } from './federation/evidence.ts'
export type { Finding, Report } from './federation/report.ts'
export { type DecisionReport, type VerdictNode, verifyDecision } from './federation/verify-decision.ts'
export { finalBallots } from './governance/ballot.ts'
export { type Choice, count, type MethodCount, type MethodRule, type Outcome } from './governance/method.ts'
export { type Tally, tally } from './governance/tally.ts'
export { didOfKey, keyOfDid } from './keys/did-key.ts'
export { type Signer, signerFromSeed } from './keys/signer.ts'
export { isAdmissibleKey, verifySignature } from './keys/verify.ts'
export type { SignedMessage, VerifyMany } from './keys/verify-many.ts'
export { encodeBody, judge, type KnownEntry, openEntry } from './kinds.ts'
export { type Checkpoint, openCheckpoint, signCheckpoint } from './log/checkpoint.ts'
export {
  decodeEntry,
  decodeSignedEntry,
  type Entry,
  encodeSignedEntry,
  type SignedEntry,
  signEntry,
} from './log/entry.ts'
export { verifyConsistency, verifyInclusion } from './log/merkle.ts'
export { openNote, signNote, verifierKey } from './log/note.ts'
export { verifyReceipt } from './log/receipt.ts'
export { isRefusal, REASONS, type Refusal, type RefusalCode, refusalNext, refusalSentence } from './refusal.ts'
