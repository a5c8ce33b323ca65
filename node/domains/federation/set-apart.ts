import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { Mandate } from '../../../protocol/federation/mandate.ts'
import type { Federations } from './federations.ts'
import type { StoredFederationProposal } from './stored-proposals.ts'

/**
 * Groups whose mandates do not count for a proposal since their node has signed two histories, until they have another.
 * Of a decided proposal those that the decision names, whatever came to light or was resolved since.
 */
export function setApart(federations: Federations, { log, decided }: StoredFederationProposal): ReadonlySet<Cid> {
  if (decided) {
    return new Set(decided.groups.flatMap(({ group, reason }) => (reason === 'feed/forked' ? [group] : [])))
  }
  return new Set(federations.groups(log).flatMap(group => (federations.isForked(group) ? [group.id] : [])))
}

/** Mandates for a proposal; while it is open those alone that stand in the feed which its group has now. */
export function currentMandates(federations: Federations, { id, log, decided }: StoredFederationProposal): Mandate[] {
  const mandates = federations.mandates(id)
  if (decided) return mandates
  const feeds = new Map(federations.groups(log).map(group => [group.id, group.feed]))
  return mandates.filter(({ group, feed }) => feeds.get(group) === undefined || feeds.get(group) === feed)
}
