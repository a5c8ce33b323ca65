import { lazy, Suspense, useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { groupQuery, membersQuery } from '../api/queries.ts'
import type { Member } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { MyVouches } from '../assembly/my-vouches.tsx'
import { Button, ButtonLink } from '../components/button.tsx'
import { LongList } from '../components/long-list.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Empty, Failure, Waiting } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'
import { MemberChange } from '../stewardship/member-change.tsx'
import { PendingMember } from '../stewardship/pending-member.tsx'
import { useMe } from '../use-me.ts'

const InviteCard = lazy(() => import('./invite-card.tsx').then(m => ({ default: m.InviteCard })))

/** As on ballots. */
const KEY_SHOWN = 12

/** Who belongs to the group; who may, admits and invites. */
export function MembersPage() {
  const { t } = useI18n()
  const { session, isActive, mayInvite, mayGovern } = useMe()
  const { data: group } = useRead(groupQuery(useApi()))
  const { data: members, error, refetch } = useRead(membersQuery(useApi()))
  const [isInviting, setInviting] = useState(false)
  const standing = members?.filter(({ state }) => state === 'active') ?? []
  const named = countNames(standing)
  const stewards = standing.filter(({ role }) => role === 'steward').length
  const pending = members?.filter(({ state }) => state === 'pending') ?? []
  return (
    <div className="stack">
      <PageHead title={t('members.title')}>
        {mayInvite && !isInviting ? <Button onPress={() => setInviting(true)}>{t('members.invite')}</Button> : null}
      </PageHead>
      {mayGovern ? (
        <p>
          <ButtonLink to={ROUTES.stewardship} look="quiet">
            {t('steward.title')}
          </ButtonLink>
        </p>
      ) : null}
      {isInviting ? (
        <Suspense fallback={<Waiting />}>
          <InviteCard />
        </Suspense>
      ) : null}
      {error ? <Failure error={error} onRetry={refetch} /> : null}
      {!members && !error ? <Waiting /> : null}
      {pending.length > 0 ? (
        <section className="stack-tight" aria-labelledby="pending">
          <h2 id="pending">{t('members.pending')}</h2>
          <ul className="list">
            {pending.map(member => (
              <PendingMember key={member.key} member={member} />
            ))}
          </ul>
        </section>
      ) : null}
      {session && isActive && group?.admission === 'vouched' ? <MyVouches memberKey={session.key} /> : null}
      {members && standing.length === 0 ? <Empty title={t('members.none')} /> : null}
      {standing.length > 0 ? (
        <section className="stack-tight" aria-label={t('members.title')}>
          <p className="soft small">{t('members.count', { count: standing.length })}</p>
          <LongList
            items={standing}
            look="list"
            keyOf={({ key }) => key}
            rowOf={member => (
              <Standing
                member={member}
                isNamesake={(named.get(member.name) ?? 0) > 1}
                isLastSteward={member.role === 'steward' && stewards === 1}
              />
            )}
          />
        </section>
      ) : null}
    </div>
  )
}

/** How many go by each name. */
function countNames(members: readonly Member[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { name } of members) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}

/** @param isNamesake somebody else is called the same: the beginning of their key tells them apart. */
function Standing({
  member,
  isNamesake,
  isLastSteward,
}: {
  member: Member
  isNamesake: boolean
  isLastSteward: boolean
}) {
  const { t, formats } = useI18n()
  const { session, mayGovern } = useMe()
  const { key, name, role, joinedAtMs } = member
  return (
    <>
      <span className="row">
        <strong>{name}</strong>
        {isNamesake ? <code className="soft">{key.slice(0, KEY_SHOWN)}</code> : null}
        {key === session?.key ? <span className="chip chip-for">{t('members.you')}</span> : null}
      </span>
      <span className="row small soft">
        {role === 'member' ? null : <span className="chip chip-accent">{t(`role.${role}`)}</span>}
        <span>{t('members.since', { when: formats.date(joinedAtMs) })}</span>
      </span>
      {mayGovern ? <MemberChange member={member} isLastSteward={isLastSteward} /> : null}
    </>
  )
}
