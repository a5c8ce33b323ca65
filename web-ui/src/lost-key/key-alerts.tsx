import { lazy, Suspense } from 'react'
import { useLocation } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { keyRequestsQuery, replacedQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { useDeviceKey } from '../device-key-context.tsx'
import { ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'
import { readAskingKey } from './asking-key.ts'

const KeyAlert = lazy(async () => ({ default: (await import('./key-alert.tsx')).KeyAlert }))

/** On every page, loudly: somebody asks for my membership, or has it; and quietly, that I have asked for mine. */
export function KeyAlerts() {
  const { isActive } = useMe()
  const [path] = useLocation()
  const { deviceKey } = useDeviceKey()
  const { data: requests = [] } = useRead({ ...keyRequestsQuery(useApi()), enabled: isActive })
  const { data: isReplaced = false } = useRead(replacedQuery(deviceKey))
  const mine = requests.find(({ isMine }) => isMine)
  const isAsking = !isActive && path !== ROUTES.lost && readAskingKey(localStorage) !== undefined
  if (!mine && !isReplaced && !isAsking) return null
  return (
    <Suspense>
      <KeyAlert mine={mine} isReplaced={isReplaced} isAsking={isAsking} />
    </Suspense>
  )
}
