import { encodeCanonical } from '../bytes/canonical.ts'
import type { Cid } from '../bytes/cid.ts'
import { fromHex } from '../bytes/hex.ts'
import { type PublicKeyHex, publicKeyBytes } from '../bytes/public-key.ts'
import { bytes, cid, type Infer, list, object, optional, publicKey, text } from '../bytes/schema.ts'
import type { Charter } from '../group/charter.ts'
import { contextual } from '../keys/context.ts'
import { isAdmissibleKey, type Verify } from '../keys/verify.ts'
import type { KnownEntry } from '../kinds.ts'
import { openCheckpoint } from '../log/checkpoint.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { entryIdIn } from './read-signed.ts'

const terms = {
  group: cid,
  /** The key that speaks for the group until now. */
  replaces: publicKey,
  /** The key that does from now on. */
  node: publicKey,
  /** The checkpoint of the group's own log, by the former key, whose history stands. */
  standing: text({ min: 1, max: 2_000 }),
}
const termsCodec = object(terms)
export type ReplacementTerms = Infer<typeof termsCodec>

/** A new node key under the same charter, signed by as many of the charter's stewards as it takes to change it. */
export const nodeReplacement = object({
  ...terms,
  /** Of a federation's own node: the amendment that set the charter whose stewards these are, encoded; absent where it is the founding one. */
  amended: optional(bytes()),
  signatures: list(object({ by: publicKey, signature: bytes(64) }), { max: 50 }),
})
export type NodeReplacement = Infer<typeof nodeReplacement>

/** What the council has signed alone, for who is told of the charter apart. */
export function withoutCharter({ amended: _amended, ...signed }: NodeReplacement): NodeReplacement {
  return signed
}

/**
 * In the group's own log, a federation's as well: the new node's first entry. It begins a feed anew in every federation that the
 * group is in.
 */
export const nodeReplaced = object({
  replacement: nodeReplacement,
  feeds: list(object({ federation: cid, feed: cid }), { max: 1_000 }),
})
/** In a federation's log: from here on its roster has the new key and the new feed. */
export const federationNodeReplaced = object({
  replacement: nodeReplacement,
  feed: cid,
  addresses: list(text({ min: 1, max: 300 }), { max: 8 }),
})

/** What each steward signs. */
export function replacementBytes({ group, replaces, node, standing }: ReplacementTerms): Uint8Array {
  return contextual('node-replaced', encodeCanonical(termsCodec.encode({ group, replaces, node, standing })))
}

type Replaced = { readonly id: Cid; readonly charter: Charter }

/**
 * Whether the council of a group has given it this new key. Refuses with `node/bad-replacement`.
 * @param group its charter names the node's key as it is before.
 */
export function checkReplacement(
  replacement: NodeReplacement,
  { id, charter }: Replaced,
  verify: Verify,
): Refusal | undefined {
  const { group, replaces, node, standing, signatures } = replacement
  const bad = (problem: string) => refuse('node/bad-replacement', { problem })
  if (group !== id) return bad('of another group')
  if (replaces !== charter.node) return bad('it does not replace the key that there is')
  if (node === replaces || charter.stewards.includes(node) || !isAdmissibleKey(fromHex(node))) return bad('node')
  const stands = openCheckpoint(standing, id, publicKeyBytes(replaces), verify)
  if (isRefusal(stands)) return bad('the history that stands is not signed by the former key')
  const message = replacementBytes(replacement)
  const signers = new Set(signatures.map(({ by }) => by))
  if (signers.size !== signatures.length) return bad('a steward signed twice')
  const holds = signatures.every(
    ({ by, signature }) => charter.stewards.includes(by) && verify(publicKeyBytes(by), message, signature),
  )
  if (!holds) return bad('a signature is no steward’s or does not hold')
  if (signers.size < charter.threshold) {
    return refuse('node/too-few-signatures', { signed: signers.size, needed: charter.threshold })
  }
}

/** The key that speaks for a group after these replacements, in their order. */
export function nodeAfter(
  group: Replaced,
  replacements: readonly NodeReplacement[],
  verify: Verify,
): PublicKeyHex | Refusal {
  let { charter } = group
  for (const replacement of replacements) {
    const refused = checkReplacement(replacement, { ...group, charter }, verify)
    if (refused) return refused
    charter = { ...charter, node: replacement.node }
  }
  return charter.node
}

export function judgeNodeReplaced(
  { entry, body }: KnownEntry<'node/replaced'>,
  reader: LogReader,
): Refusal | undefined {
  const charter = reader.charter()
  if (!reader.log || !charter) return refuse('group/none')
  const refused = checkReplacement(body.replacement, { id: reader.log, charter }, reader.verify)
  if (refused) return refused
  if (entry.header.by !== body.replacement.node) return refuse('member/not-allowed', { kind: 'node/replaced' })
  return refuseShown(body.replacement, charter, reader)
}

/** Whoever does not hold a federation's log sees by what is shown whose signatures these are: it has to be the charter in force. */
function refuseShown({ amended }: NodeReplacement, { members }: Charter, reader: LogReader): Refusal | undefined {
  if (members === 'people' && amended === undefined) return
  const inForce = reader.amending?.inForce() ?? reader.log
  const shown = amended === undefined ? reader.log : entryIdIn(amended)
  return members === 'groups' && shown === inForce
    ? undefined
    : refuse('node/bad-replacement', { problem: 'not the charter in force' })
}

/** The council has signed; that the new key itself hands it in shows that somebody holds it. */
export function judgeFederationNodeReplaced(
  { entry, body }: KnownEntry<'federation/node-replaced'>,
  reader: LogReader,
): Refusal | undefined {
  const { replacement, feed } = body
  const group = reader.group(replacement.group)
  if (group?.state !== 'member') return refuse('federation/not-a-member')
  const refused = checkReplacement(replacement, group, reader.verify)
  if (refused) return refused
  if (entry.header.by !== replacement.node) return refuse('member/not-allowed', { kind: 'federation/node-replaced' })
  const isTaken = reader.groups().some(other => other.feed === feed || other.charter.node === replacement.node)
  if (isTaken || feed === reader.log || feed === replacement.group) {
    return refuse('node/bad-replacement', { problem: 'the feed or the key is taken' })
  }
}
