import { lazy, Suspense } from 'react'
import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { federationProposalQuery } from '../api/queries.ts'
import type { FederationProposal } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { PageHead } from '../components/page-head.tsx'
import { Empty, Failure, Waiting } from '../components/states.tsx'
import { useNow } from '../components/use-now.ts'
import { ContestCard } from '../federation/contest-card.tsx'
import { RoundsCard } from '../federation/rounds-card.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { proposalPath, ROUTES } from '../routes.ts'
import { MergeTerms } from '../verdicts/merge-terms.tsx'
import { VerdictBranches } from '../verdicts/verdict-branches.tsx'
import { VerdictSummary } from '../verdicts/verdict-summary.tsx'
import { methodName } from '../vote-name.ts'

const RecountCard = lazy(() => import('../verifying/recount-card.tsx').then(m => ({ default: m.RecountCard })))

/** A question that groups decide together: the verdict, both counts of it, and the tree it is made of. */
export function VerdictPage({ id }: { id: string }) {
  const { t } = useI18n()
  const { data: proposal, error, refetch } = useRead(federationProposalQuery(useApi(), id))
  if (!proposal) {
    return (
      <>
        <PageHead title={t('federation.title')} back={ROUTES.federation} />
        {error ? <Failure error={error} onRetry={refetch} /> : <Waiting />}
      </>
    )
  }
  const { title, text, verdict } = proposal
  return (
    <article className="stack wide">
      <PageHead title={title} back={ROUTES.federation} />
      <About proposal={proposal} />
      {text ? <p className="prose">{text}</p> : null}
      {proposal.merges ? <MergeTerms terms={proposal.merges} /> : null}
      {verdict ? (
        <>
          <VerdictSummary verdict={verdict} />
          <ContestCard proposal={proposal} />
          <RoundsCard proposal={proposal} />
          <section className="stack" aria-labelledby="tree">
            <h2 id="tree">{t('verdict.title')}</h2>
            <VerdictBranches verdict={verdict} level={0} />
          </section>
          {verdict.decided ? (
            <Suspense>
              <RecountCard
                evidence={`/api/v1/federation-proposals/${id}/evidence`}
                proposal={id}
                shown={verdict.weighted}
              />
            </Suspense>
          ) : null}
        </>
      ) : (
        <NoVerdict proposal={proposal} />
      )}
    </article>
  )
}

function About({ proposal }: { proposal: FederationProposal }) {
  const { t, formats } = useI18n()
  const now = useNow()
  const { state, closesAtMs, method, localProposal } = proposal
  return (
    <p className="row small soft">
      {state === 'open' ? <span>{t('time.closes', { when: formats.relative(closesAtMs, now) })}</span> : null}
      <span>{methodName(t, formats, method)}</span>
      {localProposal ? <Link href={proposalPath(localProposal)}>{t('federation.vote')}</Link> : null}
    </p>
  )
}

function NoVerdict({ proposal }: { proposal: FederationProposal }) {
  const { t, formats } = useI18n()
  return (
    <Empty title={t('verdict.none')} next={t('verdict.noneNext', { when: formats.dateTime(proposal.closesAtMs) })} />
  )
}
