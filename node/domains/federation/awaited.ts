import { mediationEndsMs } from '../../../protocol/federation/veto.ts'
import { charterOfVote } from '../../../protocol/group/charter-entries.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { DueItem } from '../life/due.ts'
import { openOfferDetails } from './offer-details.ts'

/**
 * What other groups await of this one, to be answered by its stewards: agreements that were put to it over its veto, and
 * who asks for the details of an offer that are given only on a yes.
 */
export function openAwaited(core: Core) {
  const { federations } = core.projections
  const details = openOfferDetails(core)

  const agreements = (own: LogRow): DueItem[] =>
    federations.memberships(own.row).flatMap(({ federation }) => {
      const log = core.logs.get(federation)
      const contested = log ? federations.vetoes.contested(log.row) : []
      return contested.flatMap(id => {
        const proposal = federations.proposal(id)
        const charter = log && proposal && charterOfVote(core.reader(log), proposal)
        if (!charter || proposal.decidedAtMs === null) return []
        const { title, decidedAtMs } = proposal
        const dueAtMs = mediationEndsMs(charter, decidedAtMs)
        if (core.now() > dueAtMs) return []
        return federations.vetoes
          .of(id)
          .filter(({ group, state, offered }) => group === own.id && state === 'standing' && offered.length > 0)
          .map(veto => ({ kind: 'agreement' as const, subject: veto.id, at: id, title, dueAtMs }))
      })
    })
  const requests = (own: LogRow): DueItem[] =>
    details.unanswered(own.id).map(({ first, title }) => ({
      kind: 'request' as const,
      ...{ subject: first, at: first, title, dueAtMs: null },
    }))
  return (own: LogRow): DueItem[] => [...agreements(own), ...requests(own)]
}
