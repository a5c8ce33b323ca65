import { useApi } from '../api/api-context.ts'
import { initiativeQuery } from '../api/assembly-queries.ts'
import type { Initiative } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { InitiativeState } from '../assembly/initiative-state.tsx'
import { SupportBar } from '../assembly/support-bar.tsx'
import { useSigning } from '../assembly/use-signing.ts'
import { ChangeCard } from '../charter/change-card.tsx'
import { termsIn } from '../charter/said-charter.ts'
import { ActButton } from '../components/act-button.tsx'
import { ButtonLink } from '../components/button.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Failure, Notice, Waiting } from '../components/states.tsx'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { proposalPath, ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'
import { methodAbout, methodName } from '../vote-name.ts'

/** One initiative: what it asks for, how many support it, and whether I do. */
export function InitiativePage({ id }: { id: string }) {
  const { t, formats } = useI18n()
  const { data: initiative, error, refetch } = useRead(initiativeQuery(useApi(), id))
  if (!initiative) {
    return (
      <>
        <PageHead title={t('decide.initiatives')} back={ROUTES.initiatives} />
        {error ? <Failure error={error} onRetry={refetch} /> : <Waiting />}
      </>
    )
  }
  const { title, text, by, byName, methodRule, voteMs, amendment } = initiative
  return (
    <article className="stack">
      <PageHead title={title} back={ROUTES.initiatives} />
      <div className="stack-tight soft small">
        <p className="row">
          <InitiativeState initiative={initiative} />
          <span>{t('initiative.by', { name: nameOrKey(byName, by) })}</span>
        </p>
        <p>
          <strong>{methodName(t, formats, methodRule.method, methodRule)}.</strong>{' '}
          {methodAbout(t, formats, methodRule)} {t('initiative.votesFor', { time: formats.duration(voteMs) })}
        </p>
      </div>
      {text ? <p className="prose">{text}</p> : null}
      {amendment ? <ChangeCard before={termsIn(amendment.before)} after={termsIn(amendment.terms)} /> : null}
      <section className="card" aria-labelledby="support">
        <h2 id="support">{t('initiative.support')}</h2>
        <SupportBar initiative={initiative} />
        <Supporting initiative={initiative} />
      </section>
    </article>
  )
}

function Supporting({ initiative }: { initiative: Initiative }) {
  const { t } = useI18n()
  const { isActive } = useMe()
  const { id, state, supports, proposal } = initiative
  const support = useSigning([['initiatives'], ['proposals']])
  if (proposal) {
    return (
      <Notice tone="good" title={t('initiative.opened')}>
        <p>
          <ButtonLink to={proposalPath(proposal)} look="link">
            {t('draft.toVote')}
          </ButtonLink>
        </p>
      </Notice>
    )
  }
  if (state === 'overtaken') {
    return (
      <Notice tone="warn" title={t('initiative.overtaken')}>
        {t('initiative.overtakenNext')}
      </Notice>
    )
  }
  if (state === 'reached') return <Notice tone="good" title={t('initiative.reached')} />
  if (state === 'expired') {
    return (
      <Notice tone="warn" title={t('initiative.expired')}>
        {t('initiative.expiredNext')}
      </Notice>
    )
  }
  if (!isActive) return <Notice title={t('initiative.visitor')}>{t('vote.visitorNext')}</Notice>
  return (
    <>
      {supports ? <p>{t('initiative.youSupport')}</p> : <p className="small soft">{t('initiative.about')}</p>}
      <ActButton
        look={supports ? 'quiet' : 'main'}
        act={support}
        onPress={() =>
          support.mutate((acts, { api, member, group }) =>
            acts.supportInitiative(api, member, group, { initiative: id, supports: !supports }),
          )
        }
      >
        {t(supports ? 'initiative.withdraw' : 'initiative.giveSupport')}
      </ActButton>
    </>
  )
}
