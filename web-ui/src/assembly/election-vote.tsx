import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { proposalQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { BallotCard } from '../ballots/ballot-card.tsx'
import { Failure, Notice, Waiting } from '../components/states.tsx'
import { TallyView } from '../components/tally-view.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { proposalPath } from '../routes.ts'
import { methodAbout } from '../vote-name.ts'

/** The vote between those who stand: my ballot, and how it goes or went, round by round. */
export function ElectionVote({ proposal: id }: { proposal: string }) {
  const { t, formats } = useI18n()
  const { data: proposal, error, refetch } = useRead(proposalQuery(useApi(), id))
  if (!proposal) return error ? <Failure error={error} onRetry={refetch} /> : <Waiting />
  if (proposal.state === 'opening') return <Notice title={t('proposal.opening')} />
  return (
    <>
      <BallotCard proposal={proposal} />
      <section className="card" aria-labelledby="tally">
        <h2 id="tally">{t(proposal.state === 'closed' ? 'proposal.result' : 'proposal.now')}</h2>
        {proposal.tally ? (
          <TallyView rule={proposal.methodRule} tally={proposal.tally} />
        ) : (
          <p className="soft small">
            {t('decide.turnout', { voters: proposal.voters, count: proposal.electorate })}. {t('seen.tallyHidden')}
          </p>
        )}
        <p className="small soft">{methodAbout(t, formats, proposal.methodRule)}</p>
        <p className="small">
          <Link href={proposalPath(id)}>{t('election.toVote')}</Link>
        </p>
      </section>
    </>
  )
}
