import type { Codec } from '../bytes/schema.ts'
import type { Verify } from '../keys/verify.ts'
import type { KnownEntry } from '../kinds.ts'
import { readBody } from '../log/body.ts'
import type { Entry } from '../log/entry.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { amendedCharter, amendmentNoted } from './amendment-noted.ts'
import { checkReplacement, federationNodeReplaced } from './node-replacement.ts'
import { readSignedEntry } from './read-signed.ts'
import type { FederationGroup } from './roster.ts'
import { keyNoted, keyOfSteward, nodesOf } from './steward-key.ts'

/** What a federation's log says of a member group after its joining: another key of its node or of a steward, another charter. */
export type RosterChange =
  | KnownEntry<'federation/node-replaced'>
  | KnownEntry<'federation/amendment-noted'>
  | KnownEntry<'federation/key-noted'>

/** The group that a change is about. */
export function changedBy(change: RosterChange): FederationGroup['id'] {
  return change.kind === 'federation/node-replaced' ? change.body.replacement.group : change.body.group
}

/** Whether an entry of a federation's log changes how its roster has a member group. */
export function isRosterChange(known: KnownEntry): known is RosterChange {
  const { kind } = known
  return kind === 'federation/node-replaced' || kind === 'federation/amendment-noted' || kind === 'federation/key-noted'
}

/** The member group after a change; everything checked that the change shows by itself, whoever entered it. */
export function changedGroup(group: FederationGroup, change: RosterChange, verify: Verify): FederationGroup | Refusal {
  if (changedBy(change) !== group.id) return refuse('federation/not-a-member')
  if (change.kind === 'federation/amendment-noted') {
    const inForce = amendedCharter(group, change.body.entry, verify)
    return isRefusal(inForce) ? inForce : { ...group, charter: inForce.charter, amended: inForce.entry }
  }
  if (change.kind === 'federation/key-noted') {
    const key = keyOfSteward(group, change.body, verify)
    return isRefusal(key) ? key : { ...group, keys: [...(group.keys ?? []), key] }
  }
  const { replacement, feed, addresses } = change.body
  const refused = checkReplacement(replacement, group, verify)
  if (refused) return refused
  if (change.entry.header.by !== replacement.node) return refuse('member/not-allowed', { kind: change.kind })
  const formerNodes = nodesOf(group)
  return { ...group, charter: { ...group.charter, node: replacement.node }, formerNodes, feed, addresses }
}

/** A change that stands inside another body, its signature checked. */
export function readRosterChange(encoded: Uint8Array, verify: Verify): RosterChange | Refusal {
  const entry = readSignedEntry(encoded, verify)
  if (isRefusal(entry)) return entry
  const { kind } = entry.header
  if (kind === 'federation/node-replaced') return opened(kind, entry, federationNodeReplaced)
  if (kind === 'federation/amendment-noted') return opened(kind, entry, amendmentNoted)
  if (kind === 'federation/key-noted') return opened(kind, entry, keyNoted)
  return refuse('entry/not-for-this-log', { kind })
}

function opened<K extends string, T>(
  kind: K,
  entry: Entry,
  codec: Codec<T>,
): { kind: K; entry: Entry; body: T } | Refusal {
  const body = readBody(codec, entry)
  return isRefusal(body) ? body : { kind, entry, body }
}
