import type { Cid } from '../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../protocol/bytes/public-key.ts'
import { hasLeft } from '../../protocol/group/membership.ts'
import { type KnownEntry, openEntry } from '../../protocol/kinds.ts'
import { decodeEntry, type Entry, type SignedEntry } from '../../protocol/log/entry.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import { openLogTables } from '../log/log-tables.ts'
import { nativeSha256 } from '../log/native-sha256.ts'
import type { Store } from '../store/open.ts'
import { openMembers } from './group/members.ts'
import { namedIn } from './named.ts'

const ENTRIES_A_READ = 1_000

/**
 * The first `size` entries of a log for anyone's eyes: those that its checkpoint covers, though the node may have gone on since.
 * What a delegation says stays between its two members, a ballot with its voter and a reading of paper with its teller until
 * the close; the name of who has left is kept back with the body that says it. All can be checked without.
 */
export function* exportedEntries(store: Store, row: number, size: number): Iterable<SignedEntry> {
  const tables = openLogTables(store)
  const isGone = goneFrom(store)
  const closings = tables.ofKinds(row, ['proposal/closed']).filter(({ index }) => index < size)
  const closed = new Set(closings.flatMap(({ signed }) => voteOf(read(signed)) ?? []))
  const isKept = (entry: Entry): boolean => {
    switch (entry.header.kind) {
      case 'delegation/given':
      case 'delegation/revoked':
        return true
      case 'ballot/cast':
      case 'paper/keyed': {
        const vote = voteOf(entry)
        return vote !== undefined && !closed.has(vote)
      }
      default: {
        const said = known(entry)
        const named = said && namedIn(said)
        return named !== undefined && isGone(named)
      }
    }
  }
  for (let from = 0; from < size; from += ENTRIES_A_READ) {
    for (const { signed } of tables.range(row, from, Math.min(ENTRIES_A_READ, size - from))) {
      yield isKept(read(signed)) ? { ...signed, body: null } : signed
    }
  }
}

function goneFrom(store: Store): (key: PublicKeyHex) => boolean {
  const group = openLogTables(store)
    .logs()
    .find(({ own, type }) => own && type === 'group')
  const members = openMembers(store)
  return key => {
    const member = group && members.get(group.row, key)
    return member !== undefined && hasLeft(member)
  }
}

function read(signed: SignedEntry): Entry {
  const entry = decodeEntry(signed, nativeSha256)
  if (isRefusal(entry)) throw new Error(`the log holds what is no entry: ${entry.code}`)
  return entry
}

/** Undefined where the body was erased. */
function known(entry: Entry): KnownEntry | undefined {
  const opened = entry.bodyValue === null ? undefined : openEntry(entry)
  return opened === undefined || isRefusal(opened) ? undefined : opened
}

/** The vote that a ballot, a reading or a closing is of. */
function voteOf(entry: Entry): Cid | undefined {
  const said = known(entry)
  const isOfVote = said?.kind === 'ballot/cast' || said?.kind === 'paper/keyed' || said?.kind === 'proposal/closed'
  return isOfVote ? said.body.proposal : undefined
}
