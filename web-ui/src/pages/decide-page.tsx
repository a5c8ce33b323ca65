import { useApi } from '../api/api-context.ts'
import { proposalsQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { ButtonLink } from '../components/button.tsx'
import { DecideSegments } from '../components/decide-segments.tsx'
import { DueList } from '../components/due-list.tsx'
import { LongList } from '../components/long-list.tsx'
import { NewsCard } from '../components/news-card.tsx'
import { PageHead } from '../components/page-head.tsx'
import { ProposalCard } from '../components/proposal-card.tsx'
import { Empty, Failure, Waiting } from '../components/states.tsx'
import { useTalliesInReserve } from '../components/use-tallies-in-reserve.ts'
import { useDeviceKey } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { readBallots } from '../kept-ballots.ts'
import { ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'

/** Home: what waits for me, what is up for a vote, soonest first, and what is new; or what was decided, latest first. */
export function DecidePage({ shows }: { shows: 'open' | 'closed' }) {
  const { t } = useI18n()
  const { isActive, isLoading } = useMe()
  const { own } = useDeviceKey()
  const { data, error, refetch } = useRead({ ...proposalsQuery(useApi()), enabled: !isLoading })
  const voted = new Set(readBallots(own).map(({ proposal }) => proposal))
  const proposals = (data ?? [])
    .filter(({ state }) => (state === 'closed') === (shows === 'closed'))
    .sort((a, b) => (shows === 'open' ? a.closesAtMs - b.closesAtMs : b.closesAtMs - a.closesAtMs))
  useTalliesInReserve(proposals)
  return (
    <>
      <PageHead title={t('decide.title')}>
        {isActive && data && data.length > 0 ? (
          <ButtonLink to={ROUTES.newProposal}>{t('decide.new')}</ButtonLink>
        ) : null}
      </PageHead>
      <div className="stack">
        {isActive && shows === 'open' ? <DueList /> : null}
        <DecideSegments shows={shows} />
        {error ? <Failure error={error} onRetry={refetch} /> : null}
        {!data && !error ? <Waiting /> : null}
        {data && proposals.length === 0 ? <NoProposals shows={shows} mayPropose={isActive} /> : null}
        <LongList
          items={proposals}
          look="stack"
          keyOf={({ id }) => id}
          rowOf={proposal => <ProposalCard proposal={proposal} hasVoted={voted.has(proposal.id)} />}
        />
        {isActive && shows === 'open' && data ? <NewsCard above={proposals.map(({ id }) => id)} /> : null}
      </div>
    </>
  )
}

function NoProposals({ shows, mayPropose }: { shows: 'open' | 'closed'; mayPropose: boolean }) {
  const { t } = useI18n()
  if (shows === 'closed') return <Empty title={t('decide.noneClosed')} />
  return (
    <Empty title={t('decide.noneOpen')} {...(mayPropose ? { next: t('decide.noneOpenNext') } : {})}>
      {mayPropose ? <ButtonLink to={ROUTES.newProposal}>{t('decide.new')}</ButtonLink> : null}
    </Empty>
  )
}
