import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { Federations, StoredFederationProposal } from './federations.ts'

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
