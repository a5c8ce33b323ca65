import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { dueQuery, membersQuery } from '../api/queries.ts'
import type { Due } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { ButtonLink } from '../components/button.tsx'
import { LinkCard } from '../components/link-card.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Empty, Failure, Waiting } from '../components/states.tsx'
import { duePath } from '../due-path.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'
import { PendingMember } from '../stewardship/pending-member.tsx'
import { useMe } from '../use-me.ts'

/** What a steward looks after: everything that waits for an answer, in one list, and the ways to the rest. */
export function StewardshipPage() {
  const { t } = useI18n()
  const { mayGovern } = useMe()
  return (
    <div className="stack">
      <PageHead title={t('steward.title')} back={ROUTES.members} />
      {mayGovern ? (
        <>
          <p>{t('steward.about')}</p>
          <Approvals />
          <LinkCard to={ROUTES.members} title={t('nav.members')} facts={t('steward.membersAbout')} />
          <LinkCard to={ROUTES.charter} title={t('steward.charter')} facts={t('steward.charterAbout')} />
          <LinkCard to={ROUTES.node} title={t('steward.node')} facts={t('steward.nodeAbout')} />
        </>
      ) : (
        <ForStewards />
      )}
    </div>
  )
}

/** To somebody who is none. */
export function ForStewards() {
  const { t } = useI18n()
  return (
    <Empty title={t('steward.forStewards')} next={t('steward.forStewardsNext')}>
      <ButtonLink to={ROUTES.members} look="quiet">
        {t('nav.members')}
      </ButtonLink>
    </Empty>
  )
}

const FOR_STEWARDS: readonly Due['kind'][] = [
  'review',
  'objection',
  'key',
  'agreement',
  'request',
  'mediation',
  'round',
  'merger',
  'fork',
  'expulsion',
]

/** People to admit, drafts to review, objections to judge, and what other groups await. */
function Approvals() {
  const { t } = useI18n()
  const api = useApi()
  const { data: members, error, refetch } = useRead(membersQuery(api))
  const { data: items, error: dueError } = useRead(dueQuery(api))
  if (error || dueError) return <Failure error={error ?? dueError} onRetry={refetch} />
  if (!members || !items) return <Waiting />
  const pending = members.filter(({ state }) => state === 'pending')
  const toJudge = items.filter(({ kind }) => FOR_STEWARDS.includes(kind))
  return (
    <section className="stack-tight" aria-labelledby="waiting-for-stewards">
      <h2 id="waiting-for-stewards">{t('steward.waiting')}</h2>
      {pending.length + toJudge.length === 0 ? (
        <Empty title={t('steward.nothingWaits')} next={t('steward.nothingWaitsNext')} />
      ) : (
        <ul className="list">
          {pending.map(member => (
            <PendingMember key={member.key} member={member} />
          ))}
          {toJudge.map(({ kind, subject, at, title }) => (
            <li key={subject}>
              <Link href={duePath(kind, at)}>{title}</Link>
              <span className="small soft">{t(`due.${kind}`)}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
