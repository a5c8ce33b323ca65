import { useQuery } from '@tanstack/react-query'
import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { keyRequestsQuery, replacedQuery } from '../api/queries.ts'
import { ActButton } from '../components/act-button.tsx'
import { useDeviceKey } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'
import { readAskingKey } from './asking-key.ts'
import { useSigning } from './use-signing.ts'

/** On every page, loudly: somebody asks for my membership, or has it; and quietly, that I have asked for mine. */
export function KeyAlerts() {
  const { t } = useI18n()
  const api = useApi()
  const { isActive } = useMe()
  const { deviceKey } = useDeviceKey()
  const { data: requests = [] } = useQuery({ ...keyRequestsQuery(api), enabled: isActive })
  const { data: isReplaced } = useQuery(replacedQuery(deviceKey))
  const mine = requests.filter(({ isMine }) => isMine)
  return (
    <>
      {mine.map(({ id, fromMs }) => (
        <Claimed key={id} request={id} fromMs={fromMs} />
      ))}
      {isReplaced ? (
        <div className="notice notice-bad key-alert" role="alert">
          <strong>{t('lost.replaced')}</strong>
          <span>{t('lost.replacedNext')}</span>
        </div>
      ) : null}
      {!isActive && readAskingKey(localStorage) ? (
        <p className="notice key-alert">
          <Link href={ROUTES.lost}>{t('lost.seeRequest')}</Link>
        </p>
      ) : null}
    </>
  )
}

function Claimed({ request, fromMs }: { request: string; fromMs: number }) {
  const { t, formats } = useI18n()
  const objecting = useSigning([['key-requests'], ['due']])
  return (
    <div className="notice notice-bad key-alert" role="alert">
      <strong>{t('lost.claimed')}</strong>
      <span>{t('lost.claimedNext', { when: formats.dateTime(fromMs) })}</span>
      <ActButton act={objecting} onPress={() => objecting.mutate((acts, hand) => acts.object(hand, request))}>
        {t(objecting.isPending ? 'steward.signing' : 'lost.object')}
      </ActButton>
    </div>
  )
}
