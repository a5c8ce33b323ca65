import type { Codec } from '../bytes/schema.ts'
import type { Verify } from '../keys/verify.ts'
import type { KnownEntry } from '../kinds.ts'
import { readBody } from '../log/body.ts'
import { checkEntrySignature, decodeEntry, decodeSignedEntry, type Entry } from '../log/entry.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { amendedCharter, amendmentNoted } from './amendment-noted.ts'
import { checkReplacement, federationNodeReplaced } from './node-replacement.ts'
import type { FederationGroup } from './roster.ts'

/** What a federation's log says of a member group after its joining: a new key of its node, a charter as it was amended. */
export type RosterChange = KnownEntry<'federation/node-replaced'> | KnownEntry<'federation/amendment-noted'>

/** The member group after a change; everything checked that the change shows by itself, whoever entered it. */
export function changedGroup(group: FederationGroup, change: RosterChange, verify: Verify): FederationGroup | Refusal {
  if (change.kind === 'federation/amendment-noted') {
    if (change.body.group !== group.id) return refuse('entry/wrong-log')
    const inForce = amendedCharter(group, change.body.entry, verify)
    return isRefusal(inForce) ? inForce : { ...group, charter: inForce.charter, amended: inForce.entry }
  }
  const { replacement, feed, addresses } = change.body
  const refused = checkReplacement(replacement, group, verify)
  if (refused) return refused
  const { by } = change.entry.header
  if (by !== replacement.node) return refuse('member/not-allowed', { kind: change.kind })
  return { ...group, charter: { ...group.charter, node: replacement.node }, feed, addresses }
}

/** A change that stands inside another body, its signature checked. */
export function readRosterChange(encoded: Uint8Array, verify: Verify): RosterChange | Refusal {
  const signed = decodeSignedEntry(encoded)
  const entry = isRefusal(signed) ? signed : decodeEntry(signed)
  if (isRefusal(entry)) return entry
  if (!checkEntrySignature(entry, verify)) return refuse('entry/bad-signature')
  const { kind } = entry.header
  if (kind === 'federation/node-replaced') return opened(kind, entry, federationNodeReplaced)
  if (kind === 'federation/amendment-noted') return opened(kind, entry, amendmentNoted)
  return refuse('entry/not-for-this-log', { kind })
}

function opened<K extends string, T>(kind: K, entry: Entry, codec: Codec<T>): { kind: K; entry: Entry; body: T } | Refusal {
  const body = readBody(codec, entry)
  return isRefusal(body) ? body : { kind, entry, body }
}
