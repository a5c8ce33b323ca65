import { digestOfCid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { activeSinceMs } from '../../../protocol/governance/active.ts'
import { CLOCK_SKEW_MS } from '../../../protocol/kinds.ts'
import { decodeHeader } from '../../../protocol/log/entry.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Store } from '../../store/open.ts'
import type { MemberKeys } from '../group/keys.ts'
import { storedCid } from '../stored.ts'
import type { StoredProposal } from './proposals.ts'

/**
 * Which members were active in the days before a proposal: by entries of their own, and by ballots. It follows from what stands
 * in the log up to the proposal, so it comes out the same whenever it is asked.
 */
export function openRecentlyActive(store: Store, keys: MemberKeys) {
  const place = store.prepare<[Uint8Array], { idx: number; header: Uint8Array }>(
    'SELECT idx, header FROM entry WHERE id = ?',
  )
  // What is dated in time was accepted in time too, but for the skew that clocks may have.
  const own = store
    .prepare<[number, Uint8Array, number, number], Uint8Array>(
      `SELECT header FROM entry WHERE log = ? AND by = ? AND kind <> 'ballot/cast' AND idx <= ? AND accepted_at_ms >= ?
         AND refused IS NULL ORDER BY seq DESC`,
    )
    .pluck()
  const votes = store.prepare<[number, number], { id: number; cid: string }>(
    'SELECT id, cid FROM proposal WHERE log = ? AND closes_at_ms >= ?',
  )
  const ballots = store.prepare<[Uint8Array, number, number, number], { member: Uint8Array; header: Uint8Array }>(
    `SELECT ballot_key.member, entry.header
     FROM ballot JOIN entry USING (position)
       JOIN ballot_key ON ballot_key.proposal = ? AND ballot_key.key = entry.by
     WHERE ballot.proposal = ? AND entry.idx <= ? AND entry.accepted_at_ms >= ?`,
  )
  /** Of these members, named by any key of theirs, in their order. */
  return (proposal: StoredProposal, members: readonly PublicKeyHex[], days: number): PublicKeyHex[] => {
    const opened = place.get(digestOfCid(proposal.id))
    if (!opened) throw new Error('a proposal without its entry')
    const sinceMs = activeSinceMs(dateOf(opened.header), days)
    const acceptedSinceMs = sinceMs - CLOCK_SKEW_MS
    const isRecent = (header: Uint8Array) => dateOf(header) >= sinceMs
    const active = new Set<PublicKeyHex>()
    const hasWritten = (key: PublicKeyHex): boolean => {
      for (const header of own.iterate(proposal.log, fromHex(key), opened.idx, acceptedSinceMs)) {
        if (isRecent(header)) return true
      }
      return false
    }
    const memberOf = (key: PublicKeyHex) => keys.memberOf(proposal.log, key)
    for (const member of new Set(members.map(memberOf))) {
      if (keys.keysOf(proposal.log, member).some(hasWritten)) active.add(member)
    }
    for (const { id, cid } of votes.all(proposal.log, sinceMs)) {
      const digest = digestOfCid(storedCid(cid))
      for (const { member, header } of ballots.iterate(digest, id, opened.idx, acceptedSinceMs)) {
        const key = publicKeyHex(member)
        if (!active.has(key) && isRecent(header)) active.add(key)
      }
    }
    return members.filter(key => active.has(memberOf(key)))
  }
}

function dateOf(bytes: Uint8Array): number {
  const header = decodeHeader(bytes)
  if (isRefusal(header)) throw new Error(`a stored header does not read: ${header.code}`)
  return header.at
}
