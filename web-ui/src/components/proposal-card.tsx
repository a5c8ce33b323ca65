import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { tallyQuery } from '../api/queries.ts'
import type { ProposalSummary } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { proposalPath } from '../routes.ts'
import { voteName } from '../vote-name.ts'
import { isYesOrNo } from '../yes-or-no.ts'
import { ClosesWhen } from './closes-when.tsx'
import { ForIcon } from './icons.tsx'
import { TallyBar } from './tally-bar.tsx'
import { useSeen } from './use-seen.ts'

/** A proposal in a list, with its live tally. The whole card leads to it. */
export function ProposalCard({ proposal, hasVoted }: { proposal: ProposalSummary; hasVoted: boolean }) {
  const { t } = useI18n()
  const { id, title, state, accepted, answers } = proposal
  return (
    <article className="card card-link">
      <div className="stack-tight">
        <h2>
          <Link href={proposalPath(id)}>{title}</Link>
        </h2>
        <p className="row small soft">
          <ClosesWhen proposal={proposal} />
          {answers ? <span className="chip chip-accent">{t('decide.federated')}</span> : null}
          {hasVoted ? (
            <span className="chip chip-for">
              <ForIcon />
              {t('decide.youVoted')}
            </span>
          ) : null}
          {state === 'closed' && accepted !== null ? (
            <span className={accepted ? 'chip chip-for' : 'chip chip-against'}>
              {t(accepted ? 'proposal.passed' : 'proposal.failed')}
            </span>
          ) : null}
        </p>
      </div>
      {state === 'opening' ? <p className="small soft">{t('time.opening')}</p> : <CardTally proposal={proposal} />}
    </article>
  )
}

function CardTally({ proposal }: { proposal: ProposalSummary }) {
  const { t, formats } = useI18n()
  const { place, isSeen } = useSeen<HTMLDivElement>()
  const { data: tally } = useRead({
    ...tallyQuery(useApi(), proposal.id),
    enabled: isSeen && (proposal.liveTally || proposal.state === 'closed'),
  })
  const voters = tally?.voters ?? proposal.voters
  const electorate = tally?.electorate ?? proposal.electorate
  const isBinary = isYesOrNo(proposal.method)
  const counts =
    isBinary && tally
      ? tally.counts.map(({ option, points }) => ({ option, amount: points }))
      : [{ option: 'voters', amount: voters }]
  // Too small a turnout voids a choice.
  const chosen = proposal.state === 'closed' && !isBinary && tally?.quorum.met ? tally.outcome.selected : undefined
  const turnout = proposal.state === 'closed' ? 'decide.turnoutFinal' : 'decide.turnout'
  return (
    <div className="stack-tight" ref={place}>
      {chosen ? (
        <p className="small">
          {chosen.length > 0 ? (
            <>
              {t('proposal.chosen')}: <strong>{formats.list(chosen)}</strong>
            </>
          ) : (
            t('proposal.undecided')
          )}
        </p>
      ) : null}
      <TallyBar counts={counts} total={electorate} />
      <p className="small soft number">
        {t(turnout, { voters, count: electorate })}
        {isBinary && tally
          ? ` · ${counts.map(({ option, amount }) => `${voteName(t, option)} ${formats.number(amount)}`).join(' · ')}`
          : ''}
      </p>
    </div>
  )
}
