import { useApi } from '../api/api-context.ts'
import { electionQuery } from '../api/assembly-queries.ts'
import type { Election } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { CandidatesCard } from '../assembly/candidates-card.tsx'
import { ELECTION_METHODS } from '../assembly/election-methods.ts'
import { ElectionState } from '../assembly/election-state.tsx'
import { ElectionVote } from '../assembly/election-vote.tsx'
import { TermsCard } from '../assembly/terms-card.tsx'
import { ButtonLink } from '../components/button.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Failure, Notice, Waiting } from '../components/states.tsx'
import { sayShare } from '../format/fraction.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'

/** One election: who stands, the ballot, who was elected and for how long. */
export function ElectionPage({ id }: { id: string }) {
  const { t } = useI18n()
  const { mayGovern } = useMe()
  const { data: election, error, refetch } = useRead(electionQuery(useApi(), id))
  if (!election) {
    return (
      <>
        <PageHead title={t('decide.elections')} back={ROUTES.elections} />
        {error ? <Failure error={error} onRetry={refetch} /> : <Waiting />}
      </>
    )
  }
  return (
    <article className="stack">
      <PageHead title={election.office} back={ROUTES.elections} />
      <About election={election} />
      {election.text ? <p className="prose">{election.text}</p> : null}
      {election.state === 'opening' ? <Notice title={t('election.opening')} /> : null}
      {election.state === 'too-few' ? (
        <Notice tone="warn" title={t('election.tooFew')}>
          <span>{t('election.tooFewNext')}</span>
          {mayGovern ? (
            <p>
              <ButtonLink to={ROUTES.newElection}>{t('election.call')}</ButtonLink>
            </p>
          ) : null}
        </Notice>
      ) : null}
      <TermsCard election={election} />
      {election.proposal ? <ElectionVote proposal={election.proposal} /> : null}
      <CandidatesCard election={election} />
    </article>
  )
}

function About({ election }: { election: Election }) {
  const { t, formats } = useI18n()
  const { seats, role, quorum, termMs, method } = election
  return (
    <div className="stack-tight soft small">
      <p className="row">
        <ElectionState election={election} />
      </p>
      <p>
        {t('election.seats', { count: seats })} · {methodName()} ·{' '}
        {t('election.term', { term: formats.duration(termMs) })}
      </p>
      {quorum === '0' ? null : <p>{t('election.quorum', { share: sayShare(quorum, formats.percent) })}</p>}
      {role === null ? null : <p>{t('election.givesRole', { role: t(`role.${role}`) })}</p>}
    </div>
  )

  function methodName(): string {
    const known = ELECTION_METHODS.find(name => name === method)
    return known ? t(`method.${known}`) : method
  }
}
