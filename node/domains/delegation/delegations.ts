import type { Cid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import {
  applyingDelegation,
  type Delegation,
  type DelegationScope,
  scopeText,
} from '../../../protocol/governance/delegation.ts'
import type { Store } from '../../store/open.ts'
import { storedCid } from '../stored.ts'

/** A delegation that stands, whether or not it has expired. */
export type StoredDelegation = Delegation & { readonly member: PublicKeyHex; readonly givenAtMs: number }

/** What delegations may be for. */
type Question = { readonly id: Cid; readonly area?: string | undefined }

type Row = {
  member: Uint8Array
  scope: string
  given: number
  delegate: Uint8Array | null
  expires_at_ms: number | null
  at_ms: number
}

/** Queries over the delegations of a group. What they answer is for the two that a delegation is between. */
export function openDelegations(store: Store) {
  const ofMember = store.prepare<[number, Uint8Array], Row>(
    'SELECT * FROM delegation WHERE log = ? AND member = ? ORDER BY seq, position',
  )
  const ofScopes = store.prepare<[number, string, string, string, number], Row>(
    'SELECT * FROM delegation WHERE log = ? AND scope IN (?, ?, ?) AND at_ms <= ? ORDER BY seq, position',
  )
  const ofGivers = store.prepare<[number, number, Uint8Array], Row>(
    `SELECT * FROM delegation
     WHERE log = ? AND member IN (SELECT member FROM delegation WHERE log = ? AND delegate = ?) ORDER BY seq, position`,
  )
  const changed = store
    .prepare<[number, number], Uint8Array>('SELECT DISTINCT member FROM delegation WHERE log = ? AND position > ?')
    .pluck()
  const newest = store.prepare<[], number>('SELECT coalesce(max(position), 0) FROM delegation').pluck()

  const held = (log: number, member: PublicKeyHex): StoredDelegation[] => standing(ofMember.all(log, fromHex(member)))
  return {
    /** What a member has given and not taken back. */
    held,
    has: (log: number, member: PublicKeyHex, scope: DelegationScope): boolean =>
      held(log, member).some(delegation => scopeText(delegation.scope) === scopeText(scope)),
    /** Delegations to a member that stand, by whomever. */
    heldFor: (log: number, delegate: PublicKeyHex): StoredDelegation[] =>
      standing(ofGivers.all(log, log, fromHex(delegate))).filter(({ to }) => to === delegate),
    /** The one delegation of each member that applied to a proposal at a time; without a proposal, those for everything. */
    applying(log: number, proposal: Question | null, atMs: number): Map<PublicKeyHex, StoredDelegation> {
      const area = proposal?.area === undefined ? '' : scopeText({ type: 'area', area: proposal.area })
      const own = proposal ? scopeText({ type: 'proposal', proposal: proposal.id }) : ''
      const byMember = Map.groupBy(standing(ofScopes.all(log, '', area, own, atMs)), ({ member }) => member)
      const applying = new Map<PublicKeyHex, StoredDelegation>()
      for (const [member, given] of byMember) {
        const stored = theOneApplying(given, proposal, atMs)
        if (stored) applying.set(member, stored)
      }
      return applying
    },
    /** The same of one member. */
    applyingOf(log: number, proposal: Question, member: PublicKeyHex, atMs: number): StoredDelegation | undefined {
      const given = ofMember.all(log, fromHex(member)).filter(row => row.at_ms <= atMs)
      return theOneApplying(standing(given), proposal, atMs)
    },
    /** Members who have given a delegation or taken one back in an entry after a position. */
    changedSince: (log: number, position: number): PublicKeyHex[] => changed.all(log, position).map(publicKeyHex),
    /** Position of the newest entry that gives a delegation or takes one back. */
    newest: (): number => newest.get() ?? 0,
  }
}

function theOneApplying(
  given: readonly StoredDelegation[],
  proposal: Question | null,
  atMs: number,
): StoredDelegation | undefined {
  const found = proposal
    ? applyingDelegation(given, proposal, atMs)
    : given.find(({ expiresAtMs }) => expiresAtMs === undefined || atMs <= expiresAtMs)
  return given.find(delegation => delegation === found)
}

/** Of rows in the order of `seq` and place, the last of each member and scope, but for those taken back. */
function standing(rows: readonly Row[]): StoredDelegation[] {
  const last = new Map<string, Row>()
  for (const row of rows) last.set(`${Buffer.from(row.member).toString('latin1')}${row.scope}`, row)
  return [...last.values()].flatMap(row => (row.given === 0 ? [] : [read(row)]))
}

function read({ member, scope, delegate, expires_at_ms, at_ms }: Row): StoredDelegation {
  return {
    member: publicKeyHex(member),
    scope: readScope(scope),
    to: delegate && publicKeyHex(delegate),
    ...(expires_at_ms === null ? {} : { expiresAtMs: expires_at_ms }),
    givenAtMs: at_ms,
  }
}

function readScope(text: string): DelegationScope {
  if (text.startsWith('area/')) return { type: 'area', area: text.slice(5) }
  return text === '' ? { type: 'everything' } : { type: 'proposal', proposal: storedCid(text.slice(9)) }
}
