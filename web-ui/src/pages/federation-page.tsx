import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { federationProposalsQuery, federationsQuery } from '../api/queries.ts'
import type { Federation, FederationProposal } from '../api/shapes.ts'
import { ButtonLink } from '../components/button.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Empty, Failure, Waiting } from '../components/states.tsx'
import { useNow } from '../components/use-now.ts'
import { approximate } from '../format/fraction.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES, verdictPath } from '../routes.ts'

/** The federations this group stands in, and what is decided there. */
export function FederationPage() {
  const { t } = useI18n()
  const api = useApi()
  const federations = useQuery(federationsQuery(api))
  const proposals = useQuery(federationProposalsQuery(api))
  const error = federations.error ?? proposals.error
  return (
    <div className="stack-loose">
      <PageHead title={t('federation.title')} />
      <p>
        <ButtonLink to={ROUTES.bulletins} look="quiet">
          {t('bulletins.title')}
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
    </div>
  )
}

type Summary = Omit<FederationProposal, 'text'>

function FederationCard({ federation, proposals }: { federation: Federation; proposals: readonly Summary[] }) {
  const { t, formats } = useI18n()
  const { id, name, role, weight, groups } = federation
  const own = weight === null ? undefined : approximate(weight)
  return (
    <section className="card" aria-labelledby={id}>
      <div className="stack-tight">
        <h2 id={id}>{name}</h2>
        <p className="row small soft">
          <span>{t('federation.groups', { count: groups.length })}</span>
          {role === 'seat' ? <span>{t('federation.isSeat')}</span> : null}
          {own === undefined ? null : <span>{t('federation.ourWeight', { weight: formats.decimal(own) })}</span>}
        </p>
      </div>
      <h3>{t('federation.proposals')}</h3>
      {proposals.length === 0 ? <p className="soft">{t('federation.noProposals')}</p> : null}
      <ul className="stack-tight">
        {proposals.map(proposal => (
          <ProposalLine key={proposal.id} proposal={proposal} />
        ))}
      </ul>
      <details>
        <summary>{t('federation.groups', { count: groups.length })}</summary>
        <ul className="list">
          {groups.map(group => (
            <li key={group.id}>
              <span>{group.name}</span>
              <span className="row small">
                <span className="weight">
                  {t('verdict.weight', { weight: formats.decimal(approximate(group.weight) ?? 0) })}
                </span>
                <span className={group.connected ? 'chip chip-for' : 'chip'}>
                  {t(group.connected ? 'federation.connected' : 'federation.away')}
                </span>
              </span>
            </li>
          ))}
        </ul>
      </details>
    </section>
  )
}

function ProposalLine({ proposal }: { proposal: Summary }) {
  const { t, formats } = useI18n()
  const now = useNow()
  const { id, title, state, closesAtMs, verdict } = proposal
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
        {verdict?.diverges ? <span className="chip chip-warn">{t('verdict.diverges')}</span> : null}
      </p>
    </li>
  )
}
