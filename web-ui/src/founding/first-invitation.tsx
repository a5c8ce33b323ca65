import { useMutation } from '@tanstack/react-query'
import { useApi } from '../api/api-context.ts'
import { groupQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Failure } from '../components/states.tsx'
import type { DeviceKey } from '../device-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { InvitationLink } from '../pages/invitation-link.tsx'
import { invitationLink, ROUTES } from '../routes.ts'
import { Progress } from './progress.tsx'

const DAYS = 7
const DAY_MS = 86_400_000
const USES = 50

/** The last step of a founding: a code that people scan to join. */
export function FirstInvitation({ deviceKey }: { deviceKey: DeviceKey }) {
  const { t } = useI18n()
  const api = useApi()
  const { data: group } = useRead(groupQuery(api))
  const make = useMutation({
    mutationFn: async (id: string) => {
      const { invite } = await import('../signing/invitation.ts')
      const terms = { role: 'member' as const, uses: USES, expiresAtMs: Date.now() + DAYS * DAY_MS }
      return invitationLink(location.origin, await invite(api, deviceKey, { group: id, ...terms }))
    },
  })
  return (
    <div className="entrance stack-loose">
      <div className="stack-tight">
        <Progress step="invite" />
        <PageHead title={t('founding.invite')} />
        <p className="soft">{t('founding.invite.about', { uses: USES, days: DAYS })}</p>
      </div>
      {make.data ? <InvitationLink link={make.data} /> : null}
      {make.error ? <Failure error={make.error} /> : null}
      <div className="row">
        {make.data ? null : (
          <Button isDisabled={!group || make.isPending} onPress={() => group && make.mutate(group.id)}>
            {t(make.isPending ? 'members.inviteMaking' : 'founding.makeInvitation')}
          </Button>
        )}
        <ButtonLink to={ROUTES.decide} look={make.data ? 'main' : 'quiet'}>
          {t('founding.toGroup')}
        </ButtonLink>
      </div>
    </div>
  )
}
