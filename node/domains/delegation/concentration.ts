import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { representedBy, resolveDelegations } from '../../../protocol/governance/resolve-delegations.ts'
import { permits } from '../../../protocol/group/role.ts'
import type { Core } from '../../core.ts'
import type { StoredProposal } from '../governance/proposals.ts'
import { openProposalSecrets } from '../governance/secrets.ts'
import { openMembers } from '../group/members.ts'
import { openDelegations, type StoredDelegation } from './delegations.ts'

/** A member who speaks for others: `votes` is their own and all that come to them in the end. */
export type Holder = { readonly key: PublicKeyHex; readonly votes: number }

/**
 * How votes gather in few hands, as if everybody who delegates to nobody voted and nobody else did: so it tells nothing of
 * who has voted. `lost`: votes of those whose delegations go round in a loop.
 */
export type Concentration = {
  readonly electorate: number
  readonly delegating: number
  /** Most votes first. */
  readonly holders: readonly Holder[]
  readonly lost: number
}

type Gathered = { readonly delegates: ReadonlyMap<PublicKeyHex, PublicKeyHex>; readonly report: Concentration }
type Kept = Gathered & { readonly newest: number; readonly electorate: number; readonly atMs: number }

/** A report is this old at most: delegations expire while nothing else happens. */
const OLDEST_MS = 10_000
const MOST_KEPT = 100

/** Reports on how delegations concentrate; who delegates to whom is not in them. */
export function openConcentration({ store, ownGroup, now }: Pick<Core, 'store' | 'ownGroup' | 'now'>) {
  const delegations = openDelegations(store)
  const members = openMembers(store)
  const secrets = openProposalSecrets(store)
  const kept = new Map<Cid, Kept>()

  const gather = (proposal: StoredProposal): Gathered => {
    const held = kept.get(proposal.id)
    const [newest, electorate] = [delegations.newest(), proposal.electorate?.keysSeen ?? 0]
    const isFresh = held?.newest === newest && held.electorate === electorate && now() - held.atMs < OLDEST_MS
    if (held && isFresh) return held
    const entitled = new Set(secrets.get(proposal.id)?.members ?? [])
    const atMs = Math.min(proposal.closedAtMs ?? now(), proposal.closesAtMs)
    const gathered = concentrationOf(entitled, delegations.applying(proposal.log, proposal, atMs))
    if (kept.size >= MOST_KEPT) kept.clear()
    kept.set(proposal.id, { ...gathered, newest, electorate, atMs: now() })
    return gathered
  }
  return {
    /** In one vote: now, or as it was at its close. */
    of: (proposal: StoredProposal): Concentration => gather(proposal).report,
    /** Who has given one member their vote for a proposal, and how many votes come to them in the end; for them alone. */
    comingTo(proposal: StoredProposal, member: PublicKeyHex): { givers: PublicKeyHex[]; represents: number } {
      const { delegates, report } = gather(proposal)
      const holder = report.holders.find(({ key }) => key === member)
      const givers = [...delegates].flatMap(([giver, to]) => (to === member ? [giver] : []))
      return { givers, represents: holder ? holder.votes - 1 : 0 }
    },
    /** Of the delegations for everything, among those who may vote now. */
    overall(): Concentration {
      const own = ownGroup()
      const all = own ? members.list(own.row) : []
      const voters = all.filter(({ state, role }) => state === 'active' && permits(role, 'vote')).map(({ key }) => key)
      const applying = own ? delegations.applying(own.row, null, now()) : new Map()
      return concentrationOf(new Set(voters), applying).report
    },
  }
}

export type Concentrations = ReturnType<typeof openConcentration>

function concentrationOf(
  entitled: ReadonlySet<PublicKeyHex>,
  applying: ReadonlyMap<PublicKeyHex, StoredDelegation>,
): Gathered {
  const delegates = new Map<PublicKeyHex, PublicKeyHex>()
  for (const [member, { to }] of applying) {
    if (to !== null && entitled.has(member) && entitled.has(to)) delegates.set(member, to)
  }
  const voices = resolveDelegations(
    delegates.keys(),
    member => delegates.get(member),
    member => !delegates.has(member),
  )
  const holders = [...representedBy(voices)].map(([key, votes]) => ({ key, votes: votes + 1 }))
  return {
    delegates,
    report: {
      electorate: entitled.size,
      delegating: delegates.size,
      holders: holders.sort((a, b) => b.votes - a.votes || (a.key < b.key ? -1 : 1)),
      lost: [...delegates.keys()].filter(member => 'silent' in (voices.get(member) ?? {})).length,
    },
  }
}
