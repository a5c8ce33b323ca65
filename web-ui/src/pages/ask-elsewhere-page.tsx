import { PageHead } from '../components/page-head.tsx'
import { QrCode } from '../components/qr-code.tsx'
import { ReachableLink } from '../devices/reachable-link.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'

/** Who has lost their key asks elsewhere: on a shared device the new one would wait for days before there is a PIN for it. */
export function AskElsewherePage() {
  const { t } = useI18n()
  const link = `${location.origin}${ROUTES.lost}`
  return (
    <div className="entrance stack">
      <PageHead title={t('lost.title')} back={ROUTES.decide} />
      <p>{t('shared.lost')}</p>
      <p className="soft">{t('shared.lostNext')}</p>
      <QrCode text={link} label={t('shared.lostCode')} />
      <p className="copy-box">{link}</p>
      <ReachableLink />
    </div>
  )
}
