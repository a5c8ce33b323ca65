import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { draftQuery, groupQuery } from '../api/queries.ts'
import type { Draft } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { PageHead } from '../components/page-head.tsx'
import { Failure, Notice, Waiting } from '../components/states.tsx'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { AmendmentsCard } from '../life/amendments-card.tsx'
import { ArgumentsCard } from '../life/arguments-card.tsx'
import { DraftState } from '../life/draft-state.tsx'
import { DraftSteps } from '../life/draft-steps.tsx'
import { VersionsCard } from '../life/versions-card.tsx'
import { proposalPath, ROUTES } from '../routes.ts'
import { ruleSentence } from '../rule-sentence.ts'
import { methodName } from '../vote-name.ts'

/** A proposal in the making: its text, who wrote what, its versions, what moderators said, and the next step. */
export function DraftPage({ id }: { id: string }) {
  const { t } = useI18n()
  const { data: draft, error, refetch } = useRead(draftQuery(useApi(), id))
  if (!draft) {
    return (
      <>
        <PageHead title={t('decide.drafts')} back={ROUTES.drafts} />
        {error ? <Failure error={error} onRetry={refetch} /> : <Waiting />}
      </>
    )
  }
  return (
    <article className="stack">
      <PageHead title={draft.title} back={ROUTES.drafts}>
        <DraftState state={draft.state} />
      </PageHead>
      <Provenance draft={draft} />
      {draft.proposal ? (
        <Notice title={t('draft.isOpened')}>
          <Link href={proposalPath(draft.proposal)}>{t('draft.toVote')}</Link>
        </Notice>
      ) : (
        <LastReview draft={draft} />
      )}
      {draft.text ? <p className="prose">{draft.text}</p> : null}
      <Rules draft={draft} />
      {draft.proposal ? null : <DraftSteps draft={draft} />}
      <AmendmentsCard draft={draft} />
      <VersionsCard draft={draft} />
      <ArgumentsCard about={{ of: 'drafts', id }} isOpen={draft.proposal === null} />
    </article>
  )
}

/** Who proposes it, and when it will be looked back on. */
function Provenance({ draft: { by, byName, evaluatesAtMs } }: { draft: Draft }) {
  const { t, formats } = useI18n()
  return (
    <p className="row soft small">
      <span>{t('proposal.by', { name: nameOrKey(byName, by) })}</span>
      {evaluatesAtMs === null ? null : <span>{t('draft.evaluates', { when: formats.date(evaluatesAtMs) })}</span>}
    </p>
  )
}

/** How it would be decided. */
function Rules({ draft }: { draft: Draft }) {
  const { t, formats } = useI18n()
  const { methodRule } = draft
  const { data: group } = useRead(groupQuery(useApi()))
  const stated = { ...draft, rule: methodRule, thresholds: draft.thresholds ?? [], closesEarly: false }
  return (
    <p className="soft small">
      <strong>{methodName(t, formats, methodRule.method, methodRule)}.</strong>{' '}
      {ruleSentence(t, formats, { ...stated, activeDays: group?.activeDays ?? null })}
    </p>
  )
}

function LastReview({ draft }: { draft: Draft }) {
  const { t } = useI18n()
  const last = draft.reviews.at(-1)
  if (!last || (last.verdict === 'approved' && draft.state !== 'approved')) return null
  const name = nameOrKey(last.byName, last.by)
  return (
    <Notice tone={last.verdict === 'approved' ? 'good' : 'warn'} title={t(`draft.said.${last.verdict}`, { name })}>
      {last.reason ? <p className="prose">{last.reason}</p> : null}
    </Notice>
  )
}
