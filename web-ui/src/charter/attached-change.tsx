import { useState } from 'react'
import { leastForCharter } from '../../../protocol/group/charter-vote.ts'
import { formatRational } from '../../../protocol/rational.ts'
import { useApi } from '../api/api-context.ts'
import { charterChangesQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { ButtonLink } from '../components/button.tsx'
import { CheckBox } from '../components/check-choices.tsx'
import { Failure, Notice, Waiting } from '../components/states.tsx'
import { sayShare } from '../format/fraction.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'
import { ChangeCard } from './change-card.tsx'
import { forgetChange, keptChange } from './kept-change.ts'
import { termsIn } from './said-charter.ts'

/** A change as it was written on the charter's page, and whether it goes along. */
export function useAttachedChange() {
  const { data: changes, error, refetch } = useRead(charterChangesQuery(useApi()))
  const [change] = useState(() => keptChange(sessionStorage))
  const [isAttached, setAttached] = useState(true)
  const last = changes?.versions.at(-1)
  const before = last && termsIn(last.terms)
  return {
    change,
    before,
    error,
    refetch,
    /** Until the charter is here upon which it was written. */
    isWaiting: change !== undefined && before === undefined,
    isStale: changes !== undefined && changes.inForce !== change?.amends,
    isAttached,
    setAttached,
    /** The change with the charter in force, where it goes along. */
    chosen: change && before && isAttached ? { change, before } : undefined,
    forget: () => forgetChange(sessionStorage),
  }
}

/** The change of the charter that goes with an initiative; or the way to where it is written. */
export function AttachedChange({ attached }: { attached: ReturnType<typeof useAttachedChange> }) {
  const { t, formats } = useI18n()
  const { change, before, error, refetch, isStale, isAttached, setAttached } = attached
  if (!change) {
    return (
      <Notice title={t('initiative.noChange')}>
        <ButtonLink to={ROUTES.charter} look="link">
          {t('initiative.writeChange')}
        </ButtonLink>
      </Notice>
    )
  }
  if (!before) return error ? <Failure error={error} onRetry={refetch} /> : <Waiting />
  const { method, quorum } = leastForCharter(before)
  const share = 'threshold' in method ? sayShare(formatRational(method.threshold), formats.percent) : null
  return (
    <>
      {isStale ? <Notice title={t('refusal.charter/stale')} tone="warn" /> : null}
      <CheckBox label={t('initiative.attachChange')} isOn={isAttached} onChange={setAttached} />
      {isAttached ? (
        <ChangeCard before={before} after={change.terms}>
          <p className="small soft">
            {t('initiative.changeAbout')}{' '}
            {share === null ? t('method.consent.about') : t('method.supermajority.about', { share })}{' '}
            {t('amend.quorum', { share: sayShare(formatRational(quorum), formats.percent) })}
          </p>
        </ChangeCard>
      ) : (
        <p className="small soft">{t('initiative.noChange')}</p>
      )}
    </>
  )
}
