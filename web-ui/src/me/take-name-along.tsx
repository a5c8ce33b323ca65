import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../api/api-context.ts'
import { ActButton } from '../components/act-button.tsx'
import { Notice } from '../components/states.tsx'
import type { DeviceKey } from '../device-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'

/** For who was removed by others: signs that they leave, too, which takes their name off every page. */
export function TakeNameAlong({ group, member }: { group: string; member: DeviceKey }) {
  const { t } = useI18n()
  const api = useApi()
  const queries = useQueryClient()
  const leave = useMutation({
    mutationFn: async () => (await import('../signing/invitation.ts')).takeNameAlong(api, member, group),
    onSuccess: isTaken => {
      // Who is a member after all is let in.
      if (!isTaken) return queries.invalidateQueries({ queryKey: ['session'] })
    },
  })
  if (leave.data) return <Notice tone="good" title={t('leave.taken')} />
  return (
    <details>
      <summary>{t('leave.was')}</summary>
      <div className="stack-tight">
        <p>{t('leave.wasAbout')}</p>
        <ActButton act={leave} look="quiet" onPress={() => leave.mutate()}>
          {t('leave.take')}
        </ActButton>
      </div>
    </details>
  )
}
