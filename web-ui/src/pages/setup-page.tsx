import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { groupQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { ButtonLink } from '../components/button.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Failure, Notice, Waiting } from '../components/states.tsx'
import { useDeviceKey } from '../device-key-context.tsx'
import { FirstInvitation } from '../founding/first-invitation.tsx'
import { stepOf, stepPath } from '../founding/founding-steps.ts'
import { FoundingWizard } from '../founding/founding-wizard.tsx'
import { Progress } from '../founding/progress.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { hashField, ROUTES } from '../routes.ts'
import { PhraseStep } from './phrase-step.tsx'

/** The first steward founds the group that this node will keep. */
export function SetupPage() {
  const { t } = useI18n()
  const [, navigate] = useLocation()
  const step = stepOf(useSearch())
  const queries = useQueryClient()
  const group = useRead(groupQuery(useApi()))
  const { deviceKey } = useDeviceKey()
  const [token] = useState(() => hashField(location.hash, 'token'))
  if (step === 'invite' && deviceKey) return <FirstInvitation deviceKey={deviceKey} />
  if (step === 'phrase' && deviceKey) {
    const goOn = () => navigate(stepPath('invite', ''))
    return <PhraseStep deviceKey={deviceKey} progress={<Progress step={step} />} onDone={goOn} />
  }
  if (group.error) return <Failure error={group.error} onRetry={group.refetch} />
  if (group.isPending) return <Waiting />
  if (!group.data && token !== undefined && step !== 'phrase' && step !== 'invite') {
    const founded = () => {
      queries.invalidateQueries()
      // The link has done its work; it should not stay in the history.
      navigate(stepPath('phrase', ''), { replace: true })
    }
    return (
      <div className="entrance">
        <FoundingWizard question={step} token={token} onFounded={founded} />
      </div>
    )
  }
  return (
    <div className="entrance stack">
      <PageHead title={t('setup.title')} />
      {group.data ? (
        <Notice title={t('setup.done')}>
          <ButtonLink to={ROUTES.decide} look="link">
            {t('app.toStart')}
          </ButtonLink>
        </Notice>
      ) : (
        <Notice tone="warn" title={t('setup.noGroup')}>
          {t('setup.noGroupNext')}
        </Notice>
      )}
    </div>
  )
}
