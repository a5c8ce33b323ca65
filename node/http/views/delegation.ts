import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { DelegationScope } from '../../../protocol/governance/delegation.ts'
import { formatRational, rational } from '../../../protocol/rational.ts'
import type { Concentration } from '../../domains/delegation/concentration.ts'
import type { StoredProposal } from '../../domains/governance/proposals.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Context } from '../context.ts'
import type { ConcentrationView, DelegationsView, MyVoiceView, ScopeView } from '../schema/delegation.ts'

const MOST_GIVERS = 500
const MOST_HOLDERS = 100

/** What stands between a member and others: what they have given, and what was given to them. */
export function delegationsView(using: Context, own: LogRow, member: PublicKeyHex): DelegationsView {
  const { delegations, core } = using
  const nowMs = core.now()
  const stands = ({ expiresAtMs }: { expiresAtMs?: number }) => expiresAtMs === undefined || nowMs <= expiresAtMs
  const toMe = delegations.heldFor(own.row, member).filter(stands)
  return {
    mine: delegations.held(own.row, member).map(({ scope, to, givenAtMs, expiresAtMs = null }) => ({
      scope: scopeView(using, scope),
      to,
      toName: to && nameOf(using, own, to),
      givenAtMs,
      expiresAtMs,
    })),
    toMe: {
      count: toMe.length,
      from: toMe.slice(0, MOST_GIVERS).map(({ member: key, scope, expiresAtMs = null }) => ({
        key,
        name: nameOf(using, own, key),
        scope: scopeView(using, scope),
        expiresAtMs,
      })),
    },
  }
}

export function concentrationView(using: Context, own: LogRow, report: Concentration): ConcentrationView {
  const { electorate, delegating, lost, holders } = report
  return {
    electorate,
    delegating,
    lost,
    holders: holders.slice(0, MOST_HOLDERS).map(({ key, votes }) => ({
      key,
      name: nameOf(using, own, key),
      votes,
      share: formatRational(rational(votes, electorate)),
    })),
  }
}

/** Where a member's own vote goes in one vote, and whose come to them. */
export function myVoiceView(using: Context, own: LogRow, proposal: StoredProposal, member: PublicKeyHex): MyVoiceView {
  const { isEntitled, hasVoted, delegate, delegateHasVoted, scope, silent, row } = using.ownVoice(proposal, member)
  const { givers, represents } = using.concentration.comingTo(proposal, member)
  return {
    entitled: isEntitled,
    voted: hasVoted,
    delegate: delegate && {
      key: delegate,
      name: nameOf(using, own, delegate),
      voted: delegateHasVoted === true,
    },
    scope: scope && scopeView(using, scope),
    counted: silent === null,
    silent,
    row: row && { entry: row.entry, voter: row.keys[0], delegate: row.keys[1] },
    givers: givers.slice(0, MOST_GIVERS).map(key => ({ key, name: nameOf(using, own, key) })),
    represents,
  }
}

function scopeView({ core }: Context, scope: DelegationScope): ScopeView {
  if (scope.type !== 'proposal') return { ...scope }
  const title = core.projections.proposals.get(scope.proposal)?.title
  return { ...scope, ...(title === undefined ? {} : { title }) }
}

function nameOf({ members }: Context, own: LogRow, key: PublicKeyHex): string | null {
  return members.get(own.row, key)?.name || null
}
