import { Link } from 'wouter'
import type { OwnKeyRequest } from '../api/shapes.ts'
import { ActButton } from '../components/act-button.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'
import { useSigning } from './use-signing.ts'

type Alarm = { mine: OwnKeyRequest | undefined; isReplaced: boolean; isAsking: boolean }

/** @param mine what somebody asks for in my name, while they do. */
export function KeyAlert({ mine, isReplaced, isAsking }: Alarm) {
  const { t } = useI18n()
  return (
    <>
      {mine ? <Claimed request={mine} /> : null}
      {isReplaced ? (
        <div className="notice notice-bad key-alert" role="alert">
          <strong>{t('lost.replaced')}</strong>
          <span>{t('lost.replacedNext')}</span>
        </div>
      ) : null}
      {isAsking ? (
        <p className="notice key-alert">
          <Link href={ROUTES.lost}>{t('lost.seeRequest')}</Link>
        </p>
      ) : null}
    </>
  )
}

function Claimed({ request: { id, fromMs } }: { request: OwnKeyRequest }) {
  const { t, formats } = useI18n()
  const objecting = useSigning([['key-requests'], ['due']])
  return (
    <div className="notice notice-bad key-alert" role="alert">
      <strong>{t('lost.claimed')}</strong>
      <span>{t('lost.claimedNext', { when: formats.dateTime(fromMs) })}</span>
      <ActButton act={objecting} onPress={() => objecting.mutate((acts, hand) => acts.object(hand, id))}>
        {t(objecting.isPending ? 'steward.signing' : 'lost.object')}
      </ActButton>
    </div>
  )
}
