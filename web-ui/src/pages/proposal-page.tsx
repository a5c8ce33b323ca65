import { lazy, Suspense } from 'react'
import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { proposalQuery } from '../api/queries.ts'
import type { Proposal } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { BallotCard } from '../ballots/ballot-card.tsx'
import { ClosesWhen } from '../components/closes-when.tsx'
import { AgainstIcon, ForIcon } from '../components/icons.tsx'
import { PageHead } from '../components/page-head.tsx'
import { SeenBy } from '../components/seen-by.tsx'
import { Failure, Notice, Waiting } from '../components/states.tsx'
import { TallyBar } from '../components/tally-bar.tsx'
import { TallyView } from '../components/tally-view.tsx'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { draftPath, electionPath, initiativePath, ROUTES, verdictPath } from '../routes.ts'
import { ruleSentence } from '../rule-sentence.ts'
import { useMe } from '../use-me.ts'
import { methodName } from '../vote-name.ts'
import { isYesOrNo } from '../yes-or-no.ts'

const AmendmentCard = lazy(() => import('../charter/amendment-card.tsx').then(m => ({ default: m.AmendmentCard })))
const VoiceCard = lazy(() => import('../delegation/voice-card.tsx').then(m => ({ default: m.VoiceCard })))
const ArgumentsCard = lazy(() => import('../life/arguments-card.tsx').then(m => ({ default: m.ArgumentsCard })))
const ObjectionsCard = lazy(() => import('../life/objections-card.tsx').then(m => ({ default: m.ObjectionsCard })))
const PaperCard = lazy(() => import('../paper/paper-card.tsx').then(m => ({ default: m.PaperCard })))
const FollowUpCard = lazy(() => import('../life/follow-up-card.tsx').then(m => ({ default: m.FollowUpCard })))
const RollCallCard = lazy(() => import('../verifying/roll-call-card.tsx').then(m => ({ default: m.RollCallCard })))
const RecountCard = lazy(() => import('../verifying/recount-card.tsx').then(m => ({ default: m.RecountCard })))

/** One proposal: what it says, my ballot, how it stands or ended, my receipt, and the recount. */
export function ProposalPage({ id }: { id: string }) {
  const { t } = useI18n()
  const me = useMe()
  const { data: proposal, error, refetch } = useRead(proposalQuery(useApi(), id))
  if (!proposal) {
    return (
      <>
        <PageHead title={t('proposal.text')} back={ROUTES.decide} />
        {error ? <Failure error={error} onRetry={refetch} /> : <Waiting />}
      </>
    )
  }
  const { rollCall } = proposal
  const isClosed = proposal.state === 'closed'
  return (
    <article className="stack">
      <PageHead title={proposal.title} back={isClosed ? ROUTES.decided : ROUTES.decide} />
      <Provenance proposal={proposal} />
      {isClosed ? <Result proposal={proposal} /> : null}
      {proposal.text ? <p className="prose">{proposal.text}</p> : null}
      {proposal.amendment ? (
        <Suspense fallback={<Waiting />}>
          <AmendmentCard amendment={proposal.amendment} />
        </Suspense>
      ) : null}
      <Rules proposal={proposal} />
      {proposal.answers ? (
        <Notice title={t('proposal.answers')}>
          <Link href={verdictPath(proposal.answers.proposal)}>{t('proposal.toVerdict')}</Link>
        </Notice>
      ) : null}
      {proposal.state === 'opening' ? <Notice title={t('proposal.opening')} /> : <BallotCard proposal={proposal} />}
      {me.isActive ? (
        <Suspense>
          <VoiceCard proposal={proposal} />
        </Suspense>
      ) : null}
      {proposal.state === 'open' || proposal.state === 'closing' ? (
        <section className="card" aria-labelledby="so-far">
          <h2 id="so-far">{t('proposal.now')}</h2>
          {proposal.tally ? (
            <TallyView rule={proposal.methodRule} tally={proposal.tally} />
          ) : (
            <Turnout proposal={proposal} />
          )}
        </section>
      ) : null}
      <Suspense>
        <FollowUpCard proposal={proposal.id} />
        {proposal.paper && proposal.state !== 'opening' ? <PaperCard proposal={proposal} /> : null}
        {proposal.heeds ? <ObjectionsCard proposal={proposal} /> : null}
        <ArgumentsCard about={{ of: 'proposals', id: proposal.id }} isOpen={!isClosed} />
      </Suspense>
      {isClosed && (rollCall === 'all' || (rollCall === 'members' && me.isActive)) ? (
        <Suspense>
          <RollCallCard proposal={proposal.id} />
        </Suspense>
      ) : null}
      {isClosed ? (
        <Suspense>
          <RecountCard
            evidence={`/api/v1/proposals/${proposal.id}/evidence`}
            proposal={proposal.id}
            shown={proposal.tally?.counts ?? []}
          />
        </Suspense>
      ) : null}
    </article>
  )
}

/** Until when, by whom and from where. */
function Provenance({ proposal }: { proposal: Proposal }) {
  const { t } = useI18n()
  const { by, byName, origin, answers } = proposal
  // These the node opens by itself.
  const author = origin || answers ? byName : nameOrKey(byName, by)
  return (
    <p className="row soft small">
      {proposal.state === 'opening' ? <span>{t('time.opening')}</span> : <ClosesWhen proposal={proposal} />}
      {author ? <span>{t('proposal.by', { name: author })}</span> : null}
      {origin ? <Origin origin={origin} /> : null}
      {proposal.draft ? <Link href={draftPath(proposal.draft)}>{t('draft.cameFrom')}</Link> : null}
    </p>
  )
}

/** How it is decided and who will see what, before anybody votes. */
function Rules({ proposal }: { proposal: Proposal }) {
  const { t, formats } = useI18n()
  const { method, methodRule } = proposal
  return (
    <div className="stack-tight soft small">
      <p>
        <strong>{methodName(t, formats, method, methodRule)}.</strong>{' '}
        {ruleSentence(t, formats, { ...proposal, rule: methodRule })}
      </p>
      <SeenBy proposal={proposal} />
    </div>
  )
}

/** Who has voted, where that is all that is shown before the close. */
function Turnout({ proposal: { voters, electorate } }: { proposal: Proposal }) {
  const { t } = useI18n()
  return (
    <div className="tally">
      <TallyBar counts={[{ option: 'voters', amount: voters }]} total={electorate} />
      <p className="soft small">{t('decide.turnout', { voters, count: electorate })}</p>
    </div>
  )
}

/** Where the vote comes from: an election, or an initiative that enough members supported. */
function Origin({ origin: { type, id } }: { origin: NonNullable<Proposal['origin']> }) {
  const { t } = useI18n()
  if (type === 'election') return <Link href={electionPath(id)}>{t('proposal.ofElection')}</Link>
  return <Link href={initiativePath(id)}>{t('proposal.ofInitiative')}</Link>
}

function Result({ proposal }: { proposal: Proposal }) {
  const { t } = useI18n()
  const { tally, methodRule } = proposal
  if (!tally) return null
  const { accepted, selected } = tally.outcome
  // Too small a turnout fails a question of yes or no, and voids the others.
  const passed = tally.quorum.met && (accepted ?? selected.length > 0)
  const word = isYesOrNo(methodRule.method)
    ? t(passed ? 'proposal.passed' : 'proposal.failed')
    : t(passed ? 'proposal.chosen' : 'proposal.undecided')
  return (
    <section className="card" aria-labelledby="result">
      <h2 id="result" className={passed ? 'outcome outcome-for' : 'outcome outcome-against'}>
        {passed ? <ForIcon /> : <AgainstIcon />}
        {word}
      </h2>
      <TallyView rule={methodRule} tally={tally} />
    </section>
  )
}
