import { type Cid, digestOfCid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { applyingDelegation, type DelegationScope } from '../../../protocol/governance/delegation.ts'
import type { DelegationRow } from '../../../protocol/governance/delegation-table.ts'
import { resolveDelegations, type Silence } from '../../../protocol/governance/resolve-delegations.ts'
import type { Core } from '../../core.ts'
import type { StoredProposal } from '../governance/proposals.ts'
import { openPaperNotes } from '../paper/paper-notes.ts'
import { storedCid } from '../stored.ts'
import { openDelegations } from './delegations.ts'

/** Where the vote of one member goes: told to that member alone. */
export type OwnVoice = {
  readonly isEntitled: boolean
  readonly hasVoted: boolean
  /** To whom it goes where there is no ballot of the member's own; null for nobody. */
  readonly delegate: PublicKeyHex | null
  readonly delegateHasVoted: boolean | null
  /** For what it was given, `to: null` included; null without a delegation, and once the table stands. */
  readonly scope: DelegationScope | null
  /** Why no ballot speaks for the member; null where one does. */
  readonly silent: Silence | null
  /** The member's row in the table of the closed vote, and the entry it stands in. */
  readonly row: { readonly entry: Cid; readonly keys: DelegationRow } | null
}

type VoterRow = { id: number; chosen: number | null }
type TableRow = { entry: string; voter_key: Uint8Array; key: Uint8Array; member: Uint8Array }

/** @returns where a member's vote goes, for one member at a time: it follows that member's delegations only. */
export function openOwnVoice({ store, now }: Pick<Core, 'store' | 'now'>) {
  const delegations = openDelegations(store)
  const paper = openPaperNotes(store)
  const voterOf = store.prepare<[number, Uint8Array, Uint8Array], VoterRow>(
    `SELECT voter.id, voter.chosen FROM ballot_key JOIN voter ON voter.proposal = ? AND voter.key = ballot_key.key
     WHERE ballot_key.proposal = ? AND ballot_key.member = ?`,
  )
  const rowOf = store.prepare<[Uint8Array, number], TableRow>(
    `SELECT delegation_part.entry, voter.key AS voter_key, delegate.key, ballot_key.member
     FROM delegation_row JOIN voter ON voter.id = delegation_row.voter JOIN voter AS delegate ON delegate.id = delegate
       JOIN delegation_part ON delegation_part.proposal = delegation_row.proposal AND delegation_part.part = delegation_row.part
       JOIN ballot_key ON ballot_key.proposal = ? AND ballot_key.key = delegate.key
     WHERE delegation_row.voter = ?`,
  )

  return (proposal: StoredProposal, member: PublicKeyHex): OwnVoice => {
    const digest = digestOfCid(proposal.id)
    const atMs = Math.min(now(), proposal.closesAtMs)
    const isOpen = proposal.state === 'open' || proposal.state === 'opening'
    const voter = (key: PublicKeyHex) => voterOf.get(proposal.row, digest, fromHex(key))
    const hasVoted = (key: PublicKeyHex) => (voter(key)?.chosen ?? null) !== null
    const tableRow = (key: PublicKeyHex): TableRow | undefined => {
      const row = voter(key)
      return row && rowOf.get(digest, row.id)
    }
    const applying = (key: PublicKeyHex) => applyingDelegation(delegations.held(proposal.log, key), proposal, atMs)
    const delegateOf = (key: PublicKeyHex): PublicKeyHex | null | undefined => {
      // Who votes on paper passes nothing on.
      if (proposal.paper && paper.issue(proposal.id, key)) return undefined
      if (!isOpen) {
        const row = tableRow(key)
        return row && publicKeyHex(row.member)
      }
      const to = applying(key)?.to
      // A delegate who is not entitled in this vote passes nothing on.
      return to === null || (to !== undefined && voter(to)) ? to : undefined
    }

    const isEntitled = voter(member) !== undefined
    const delegate = isEntitled ? (delegateOf(member) ?? null) : null
    const row = isOpen ? undefined : tableRow(member)
    const voice = resolveDelegations([member], delegateOf, hasVoted).get(member)
    return {
      isEntitled,
      hasVoted: hasVoted(member),
      delegate,
      delegateHasVoted: delegate && hasVoted(delegate),
      scope: isOpen ? (applying(member)?.scope ?? null) : null,
      silent: voice && 'silent' in voice ? voice.silent : null,
      row: row ? { entry: storedCid(row.entry), keys: [publicKeyHex(row.voter_key), publicKeyHex(row.key)] } : null,
    }
  }
}
