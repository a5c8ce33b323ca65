import { useApi } from '../api/api-context.ts'
import { proposalQuery, proposalsQuery } from '../api/queries.ts'
import { useRead, useReads } from '../api/use-read.ts'
import { Failure, Notice, Waiting } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { BallotCard } from './ballot-card.tsx'

/** For who was removed: the votes that opened before, which they may still vote in. */
export function RemainingVotes() {
  const { t } = useI18n()
  const api = useApi()
  const { data: votes, error, refetch } = useRead(proposalsQuery(api))
  const open = (votes ?? []).filter(({ state }) => state === 'open')
  const proposals = useReads(open.map(({ id }) => proposalQuery(api, id)))
  if (error) return <Failure error={error} onRetry={refetch} />
  if (!votes) return <Waiting />
  return (
    <div className="stack">
      <Notice title={t('leaving.title')}>{t('leaving.votes')}</Notice>
      {proposals.map(({ data: proposal }) =>
        proposal ? (
          <article key={proposal.id} className="stack">
            <h2>{proposal.title}</h2>
            {proposal.text ? <p className="prose">{proposal.text}</p> : null}
            <BallotCard proposal={proposal} />
          </article>
        ) : null,
      )}
    </div>
  )
}
