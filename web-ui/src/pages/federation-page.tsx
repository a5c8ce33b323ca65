import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { federationProposalsQuery, federationsQuery } from '../api/queries.ts'
import type { Federation, FederationProposal } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { ButtonLink } from '../components/button.tsx'
import { NewsCard } from '../components/news-card.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Empty, Failure, Notice, Waiting } from '../components/states.tsx'
import { useNow } from '../components/use-now.ts'
import { CouncilCard } from '../federation/council-card.tsx'
import { CouncilWaits } from '../federation/council-waits.tsx'
import { GroupList } from '../federation/group-list.tsx'
import { JoinFederation } from '../federation/join-federation.tsx'
import { Leave } from '../federation/leave.tsx'
import { MergingCard } from '../federation/merging-card.tsx'
import { NewKeyCard } from '../federation/new-key-card.tsx'
import { StartRounds } from '../federation/open-round.tsx'
import { TicketCard } from '../federation/ticket-card.tsx'
import { approximate } from '../format/fraction.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { councilPath, ROUTES, verdictPath } from '../routes.ts'

/** The federations this group stands in, and what is decided there; the home of a federation's own node. */
export function FederationPage({ isHome = false }: { isHome?: boolean }) {
  const { t } = useI18n()
  const api = useApi()
  const federations = useRead(federationsQuery(api))
  const proposals = useRead(federationProposalsQuery(api))
  const error = federations.error ?? proposals.error
  return (
    <div className="stack-loose">
      <PageHead title={t(isHome ? 'nav.federation' : 'federation.title')} />
      {isHome ? <CouncilWaits federations={federations.data ?? []} /> : null}
      <p className="row">
        <ButtonLink to={ROUTES.bulletins} look="quiet">
          {t('bulletins.title')}
        </ButtonLink>
        <ButtonLink to={ROUTES.network} look="quiet">
          {t('network.title')}
        </ButtonLink>
      </p>
      {error ? <Failure error={error} onRetry={federations.refetch} /> : null}
      {!federations.data && !error ? <Waiting /> : null}
      {federations.data?.length === 0 ? <Empty title={t('federation.none')} next={t('federation.noneNext')} /> : null}
      {federations.data?.map(federation => (
        <FederationCard
          key={federation.id}
          federation={federation}
          proposals={proposals.data?.filter(proposal => proposal.federation === federation.id) ?? []}
        />
      ))}
      {isHome && federations.data ? <NewsCard above={proposals.data?.map(({ id }) => id) ?? []} /> : null}
      <JoinFederation inside={federations.data?.map(({ id }) => id) ?? []} />
    </div>
  )
}

type Summary = Omit<FederationProposal, 'text' | 'clauses'>

function FederationCard({ federation, proposals }: { federation: Federation; proposals: readonly Summary[] }) {
  const { t, formats } = useI18n()
  const { id, name, role, weight, groups, loop, merged, tookIn } = federation
  const members = groups.filter(({ state }) => state === 'member')
  const forkedNames = groups.filter(group => group.forked).map(group => group.name)
  const own = weight === null ? undefined : approximate(weight)
  return (
    <section className="card" aria-labelledby={id}>
      <div className="stack-tight">
        <h2 id={id}>{name}</h2>
        <p className="row small soft">
          <span>{t('federation.groups', { count: members.length })}</span>
          {role === 'seat' ? <span>{t('federation.isSeat')}</span> : null}
          {own === undefined ? null : <span>{t('federation.ourWeight', { weight: formats.decimal(own) })}</span>}
        </p>
      </div>
      {merged ? (
        <Notice tone="warn" title={t('merging.ended', { name: merged.name })}>
          {t('merging.endedNext', { when: formats.date(merged.atMs) })}
        </Notice>
      ) : null}
      {tookIn.map(({ from, name: former, atMs }) => (
        <p key={from} className="small soft">
          {t('merging.tookIn', { name: former, when: formats.date(atMs) })}
        </p>
      ))}
      <NewKeyCard federation={federation} />
      <h3>{t('federation.proposals')}</h3>
      {proposals.length === 0 ? <p className="soft">{t('federation.noProposals')}</p> : null}
      <ul className="stack-tight">
        {proposals.map(proposal => (
          <ProposalLine key={proposal.id} proposal={proposal} />
        ))}
      </ul>
      <StartRounds federation={id} />
      {loop ? (
        <Notice tone="warn" title={t('membership.loop')}>
          {t('membership.loopNext')}
        </Notice>
      ) : null}
      {forkedNames.length > 0 ? (
        <Notice tone="warn" title={t('federation.forkedTitle', { names: formats.list(forkedNames) })}>
          {t('federation.forkedNext')}
        </Notice>
      ) : null}
      <GroupList federation={federation} />
      <CouncilCard federation={federation} />
      <p>
        <Link href={councilPath(federation.id)}>{t('motions.link')}</Link>
      </p>
      {role === 'member' ? <Leave federation={federation} /> : null}
      {role === 'seat' && !merged ? <TicketCard federation={federation} /> : null}
      {role === 'seat' ? <MergingCard federation={federation} /> : null}
    </section>
  )
}

/** Whether a clause waits for mediation or the vote after it. */
function isSuspended({ verdict }: Summary): boolean {
  return verdict?.contest?.clauses.some(({ standing }) => standing === 'suspended') ?? false
}

function ProposalLine({ proposal }: { proposal: Summary }) {
  const { t, formats } = useI18n()
  const now = useNow()
  const { id, title, state, closesAtMs, verdict, round } = proposal
  const accepted = verdict?.accepted
  return (
    <li className="card card-link">
      <h3>
        <Link href={verdictPath(id)}>{title}</Link>
      </h3>
      <p className="row small soft">
        {state === 'open' ? <span>{t('time.closes', { when: formats.relative(closesAtMs, now) })}</span> : null}
        {state === 'open' ? (
          <span className="chip chip-accent">{t('federation.open')}</span>
        ) : accepted === undefined || accepted === null ? (
          <span className="chip">{t('federation.decided')}</span>
        ) : (
          <span className={accepted ? 'chip chip-for' : 'chip chip-against'}>
            {t(accepted ? 'verdict.passed' : 'verdict.failed')}
          </span>
        )}
        {state === 'waiting' ? <span className="chip chip-warn">{t('verdict.waiting')}</span> : null}
        {round ? <span className="chip">{t(`round.${round.stage}`)}</span> : null}
        {isSuspended(proposal) ? <span className="chip chip-warn">{t('contest.suspends')}</span> : null}
        {verdict?.diverges ? <span className="chip chip-warn">{t('verdict.diverges')}</span> : null}
      </p>
    </li>
  )
}
