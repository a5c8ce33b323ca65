import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { groupQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { Failure } from '../components/states.tsx'
import type { DeviceKey } from '../device-key.ts'
import { useDeviceKey } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'

/** Leaving, with what ends and what stays said before. */
export function LeaveGroupCard({ member }: { member: DeviceKey }) {
  const { t } = useI18n()
  const api = useApi()
  const queries = useQueryClient()
  const [, navigate] = useLocation()
  const { forget } = useDeviceKey()
  const { session } = useMe()
  const { data: group } = useRead(groupQuery(api))
  const [isAsking, setAsking] = useState(false)
  const leave = useMutation({
    mutationFn: async (id: string) => {
      const me = session?.key ?? member.key
      return (await import('../signing/invitation.ts')).leaveGroup(api, member, { group: id, me })
    },
    onSuccess: async () => {
      // In votes that were open already the key is still good; else whoever comes back makes another.
      const { data: standing } = await api.GET('/sessions/current')
      if (!standing) forget()
      queries.invalidateQueries()
      navigate(ROUTES.decide)
    },
  })
  if (!group) return null
  return (
    <section className="card" aria-labelledby="leave-group">
      <h2 id="leave-group">{t('leave.title')}</h2>
      {isAsking ? (
        <>
          <ul className="stack-tight">
            <li>{t('leave.ends')}</li>
            <li>{t('leave.name')}</li>
            <li>{t('leave.stays')}</li>
            <li>{t('leave.copies')}</li>
            <li>{t('leave.first')}</li>
          </ul>
          {leave.error ? <Failure error={leave.error} /> : null}
          <div className="row">
            <Button isDisabled={leave.isPending} onPress={() => leave.mutate(group.id)}>
              {leave.isPending ? t('leave.leaving') : t('leave.sure', { group: group.name })}
            </Button>
            <Button look="link" onPress={() => setAsking(false)}>
              {t('me.cancel')}
            </Button>
          </div>
        </>
      ) : (
        <>
          <p>{t('leave.about')}</p>
          <p>
            <Button look="quiet" onPress={() => setAsking(true)}>
              {t('leave.title')}
            </Button>
          </p>
        </>
      )}
    </section>
  )
}
