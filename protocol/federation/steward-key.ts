import type { Cid } from '../bytes/cid.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { bytes, cid, type Infer, list, object, publicKey } from '../bytes/schema.ts'
import type { Charter } from '../group/charter.ts'
import { keyAsked, keyBacked, keyReplaced } from '../group/lost-key.ts'
import type { Verify } from '../keys/verify.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { readSigned } from './read-signed.ts'
import type { FederationGroup } from './roster.ts'

/** Keys that have taken the place of stewards' lost ones, in their order. `member`: by the key with which they came in. */
export const stewardKeys = list(object({ member: publicKey, key: publicKey }), { max: 10_000 })
export type StewardKey = Infer<typeof stewardKeys>[number]

/** Most that a joining tells. */
export const MOST_KEYS = 20

/** How a group has replaced a key of somebody whom its charter names: entries of its own log, encoded. */
const keyChange = {
  asked: bytes(),
  /** By those of its other stewards whom its charter names. */
  backed: list(bytes(), { max: 50 }),
  replaced: bytes(),
}
/** In a feed: from here on another key speaks for the group in the place of a steward's lost one. */
export const groupKeyReplaced = object(keyChange)
export type KeyChange = Infer<typeof groupKeyReplaced>
/** In a federation's log: the same, as the feed of a member group tells it. */
export const keyNoted = object({ group: cid, ...keyChange })

/** A group as others know it: its charter, and the keys that took the place of stewards' lost ones, in their order. */
export type Council = {
  readonly id: Cid
  readonly charter: Charter
  readonly keys?: readonly StewardKey[]
}

/** The keys that sign now for the stewards whom a charter names. */
export function signingKeys({ charter, keys = [] }: Pick<Council, 'charter' | 'keys'>): PublicKeyHex[] {
  return charter.stewards.map(named => currentKey(keys, named))
}

/** Whether a key speaks for a group elsewhere: as a steward whom its charter names, and by the key that signs for them now. */
export function signsFor(group: Pick<Council, 'charter' | 'keys'>, key: PublicKeyHex): boolean {
  return signingKeys(group).includes(key)
}

function holderOf(keys: readonly StewardKey[], key: PublicKeyHex): PublicKeyHex {
  return keys.find(one => one.key === key)?.member ?? key
}

function currentKey(keys: readonly StewardKey[], named: PublicKeyHex): PublicKeyHex {
  const member = holderOf(keys, named)
  return keys.findLast(one => one.member === member)?.key ?? named
}

/**
 * The key that has taken the place of a steward's, by what the entries show: that the new key has asked for it, that as many of
 * the other stewards whom the charter names have backed it as the charter's threshold says, or all where they are fewer, and
 * that the group's node has carried it out. How long the lost key had to object, and that it did not, is the node's word; so is
 * everything where the charter names nobody else.
 * @param nodes keys that speak, or spoke, for the group.
 * Refuses with `key/unknown-request`, `key/too-few`, `key/replaced` (known already), `charter/not-a-steward`.
 */
export function readKeyChange(
  change: KeyChange,
  group: Council,
  nodes: readonly PublicKeyHex[],
  verify: Verify,
): StewardKey | Refusal {
  const asked = readSigned(change.asked, 'key/asked', keyAsked, verify)
  if (isRefusal(asked)) return asked
  const replaced = readSigned(change.replaced, 'key/replaced', keyReplaced, verify)
  if (isRefusal(replaced)) return replaced
  const { member, key, request } = replaced.body
  const isOne = request === asked.entry.id && member === asked.body.member && key === asked.entry.header.by
  if (!isOne) return refuse('key/unknown-request')
  if (asked.entry.header.log !== group.id || replaced.entry.header.log !== group.id) return refuse('entry/wrong-log')
  if (!nodes.includes(replaced.entry.header.by)) return refuse('member/not-allowed', { kind: 'key/replaced' })
  if (group.keys?.some(one => one.key === key)) return refuse('key/replaced', { key })
  if (!namesMember(group, { member, key })) return refuse('charter/not-a-steward', { key: member })
  return refuseFew(change, request, member, group, verify) ?? { member, key }
}

/** Whether a charter names a member, by a key that they had or by this one that they get: of others nobody elsewhere hears. */
export function namesMember(
  { charter, keys = [] }: Pick<Council, 'charter' | 'keys'>,
  { member, key }: StewardKey,
): boolean {
  // Of whom the charter names by a later key already, the chain up to it is told all the same: another may follow on it.
  return charter.stewards.some(named => named === key || holderOf(keys, named) === member)
}

/** The keys by which the other stewards whom the charter names back a new key of a member, and how many of them it takes. */
export function backersFor(
  { charter, keys = [] }: Pick<Council, 'charter' | 'keys'>,
  member: PublicKeyHex,
): { keys: PublicKeyHex[]; needed: number } {
  const others = charter.stewards.filter(named => holderOf(keys, named) !== member)
  return { keys: others.map(named => currentKey(keys, named)), needed: Math.min(charter.threshold, others.length) }
}

function refuseFew(
  { backed }: KeyChange,
  request: Cid,
  member: PublicKeyHex,
  group: Council,
  verify: Verify,
): Refusal | undefined {
  const { keys, needed } = backersFor(group, member)
  const backers = new Set<PublicKeyHex>()
  for (const encoded of backed) {
    const backing = readSigned(encoded, 'key/backed', keyBacked, verify)
    if (isRefusal(backing)) return backing
    const { log, by } = backing.entry.header
    if (log !== group.id || backing.body.request !== request) return refuse('key/unknown-request')
    if (keys.includes(by)) backers.add(by)
  }
  if (backers.size < needed) return refuse('key/too-few', { backed: backers.size, needed })
}

/** The federation's node notes what the feed of a member group tells. */
export function judgeKeyNoted(
  { entry, body }: KnownEntry<'federation/key-noted'>,
  reader: LogReader,
): Refusal | undefined {
  const kind = 'federation/key-noted'
  const charter = reader.charter()
  if (charter?.members !== 'groups') return refuse('entry/not-for-this-log', { kind })
  if (entry.header.by !== charter.node) return refuse('member/not-allowed', { kind })
  const group = reader.group(body.group)
  if (group?.state !== 'member') return refuse('federation/not-a-member')
  const key = keyOfSteward(group, body, reader.verify)
  return isRefusal(key) ? key : undefined
}

/** The same of a group in a roster. */
export function keyOfSteward(group: FederationGroup, change: KeyChange, verify: Verify): StewardKey | Refusal {
  return readKeyChange(change, group, nodesOf(group), verify)
}

/** Every key that has spoken for a group. */
export function nodesOf({
  charter,
  formerNodes = [],
}: Pick<FederationGroup, 'charter' | 'formerNodes'>): PublicKeyHex[] {
  return [...formerNodes, charter.node]
}
