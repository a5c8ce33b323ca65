import { QrCode } from '../components/qr-code.tsx'
import { ReachableLink } from '../devices/reachable-link.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'

/** An invitation to show: as a code to scan and as a link. */
export function InvitationLink({ link }: { link: string }) {
  const { t } = useI18n()
  return (
    <div className="stack">
      <p>
        <strong>{t('members.inviteLink')}</strong>
      </p>
      <QrCode text={link} label={t('members.inviteQr')} />
      <p className="copy-box">{link}</p>
      <p className="small soft">{t('members.inviteLinkAbout')}</p>
      <ReachableLink />
    </div>
  )
}
