import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { federationProposalsQuery, federationsQuery } from '../api/queries.ts'
import type { FederationProposal } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { verdictPath } from '../routes.ts'
import { useMe } from '../use-me.ts'
import { OpenRound } from './open-round.tsx'

type Listed = Omit<FederationProposal, 'text' | 'clauses'>

/** All rounds of a ratification together, and the opening of the next one. */
export function RoundsCard({ proposal }: { proposal: FederationProposal }) {
  const { t } = useI18n()
  const { mayGovern } = useMe()
  const { data: all = [] } = useRead(federationProposalsQuery(useApi()))
  const { data: federations } = useRead(federationsQuery(useApi()))
  const { round, id } = proposal
  if (!round) return null
  const isSeat = federations?.some(federation => federation.id === proposal.federation && federation.role === 'seat')
  const isFollowed = all.some(other => other.round?.follows === id)
  // The plan is written by the council: the stewards of the federation.
  const mayOpen = mayGovern && round.next !== null && !isFollowed && (round.next !== 'plan' || isSeat)
  return (
    <section className="card" aria-labelledby="rounds">
      <h2 id="rounds">{t('round.title')}</h2>
      <ol className="list">
        {chainOf(proposal, all).map(listed => (
          <Round key={listed.id} listed={listed} isHere={listed.id === id} />
        ))}
      </ol>
      {mayOpen && round.next ? <OpenRound before={proposal} stage={round.next} /> : null}
    </section>
  )
}

function Round({ listed: { id, title, round, state, verdict }, isHere }: { listed: Listed; isHere: boolean }) {
  const { t } = useI18n()
  const accepted = verdict?.accepted ?? null
  return (
    <li aria-current={isHere ? 'step' : undefined}>
      <div className="stack-tight">
        <span>{isHere ? title : <Link href={verdictPath(id)}>{title}</Link>}</span>
        <span className="row small">
          {round ? <span className="chip chip-accent">{t(`round.${round.stage}`)}</span> : null}
          {state === 'open' ? (
            <span className="chip">{t('federation.open')}</span>
          ) : accepted === null ? (
            <span className="chip">{t('federation.decided')}</span>
          ) : (
            <span className={accepted ? 'chip chip-for' : 'chip chip-against'}>
              {t(accepted ? 'verdict.passed' : 'verdict.failed')}
            </span>
          )}
        </span>
      </div>
    </li>
  )
}

/** From the survey to the last round that has followed, through the one that is shown. */
function chainOf(shown: Listed, all: readonly Listed[]): Listed[] {
  const before: Listed[] = []
  for (let at = shown.round?.follows; at; ) {
    const found = all.find(({ id }) => id === at)
    if (!found || before.includes(found)) break
    before.unshift(found)
    at = found.round?.follows
  }
  const after = (id: string): Listed[] =>
    all.filter(({ round }) => round?.follows === id).flatMap(found => [found, ...after(found.id)])
  return [...before, shown, ...after(shown.id)]
}
