import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { isBroken } from '../api/problem.ts'
import { groupQuery } from '../api/queries.ts'
import type { Federation } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { Failure } from '../components/states.tsx'
import { useDeviceKey } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'

/** Leaving a federation, asked for twice. If its node cannot be told, a steward may leave all the same. */
export function Leave({ federation }: { federation: Federation }) {
  const { t } = useI18n()
  const api = useApi()
  const queries = useQueryClient()
  const { mayGovern } = useMe()
  const { deviceKey } = useDeviceKey()
  const { data: group } = useRead(groupQuery(api))
  const [isAsked, setAsked] = useState(false)
  const { id, name } = federation
  const leave = useMutation({
    mutationFn: async (anyway: boolean) => {
      if (!deviceKey || !group) throw new Error('no key on this device')
      const { leaveFederation } = await import('../signing/federate.ts')
      return leaveFederation(api, deviceKey, { group: group.id, federation: id, anyway })
    },
    onSuccess: () => {
      for (const key of ['federations', 'federation-proposals', 'group']) queries.invalidateQueries({ queryKey: [key] })
    },
  })
  if (!mayGovern) return null
  if (!isAsked) {
    return (
      <p>
        <Button look="link" onPress={() => setAsked(true)}>
          {t('membership.leave', { name })}
        </Button>
      </p>
    )
  }
  const isUnreached = isBroken(leave.error)
  return (
    <div className="stack-tight">
      <p>{t(isUnreached ? 'membership.leaveUnreached' : 'membership.leaveAbout', { name })}</p>
      {leave.error ? <Failure error={leave.error} /> : null}
      <p className="row">
        <Button isDisabled={leave.isPending} onPress={() => leave.mutate(isUnreached)}>
          {t(isUnreached ? 'membership.leaveAnyway' : 'membership.leaveSure')}
        </Button>
        <Button look="quiet" onPress={() => setAsked(false)}>
          {t('membership.cancel')}
        </Button>
      </p>
    </div>
  )
}
