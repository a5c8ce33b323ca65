import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { groupQuery } from '../api/queries.ts'
import type { Role } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { focusFirstProblem } from '../components/focus-first-problem.ts'
import { SelectField } from '../components/select-field.tsx'
import { Failure } from '../components/states.tsx'
import { useDeviceKey } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { invitationLink } from '../routes.ts'
import { useMe } from '../use-me.ts'
import { InvitationLink } from './invitation-link.tsx'

const DAY_MS = 86_400_000
const DAYS = [1, 7, 30] as const
const ROLES_TO_GIVE: readonly Role[] = ['member', 'moderator', 'delegate', 'steward']

/** Makes an invitation: a key pair whose public half goes into the log and whose secret goes into the link. */
export function InviteCard() {
  const { t } = useI18n()
  const api = useApi()
  const { mayGovern } = useMe()
  const { deviceKey } = useDeviceKey()
  const { data: group } = useRead(groupQuery(api))
  const [role, setRole] = useState<Role>('member')
  const [uses, setUses] = useState('1')
  const [days, setDays] = useState('7')
  const make = useMutation({
    mutationFn: async () => {
      if (!deviceKey || !group) throw new Error('no key on this device')
      const { invite } = await import('../signing/invitation.ts')
      const terms = { role, uses: Number(uses), expiresAtMs: Date.now() + Number(days) * DAY_MS }
      return invitationLink(location.origin, await invite(api, deviceKey, { group: group.id, ...terms }))
    },
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    focusFirstProblem(event.currentTarget)
    if (isCount(uses)) make.mutate()
  }
  return (
    <section className="card" aria-labelledby="invite">
      <h2 id="invite">{t('members.invite')}</h2>
      {make.data ? (
        <InvitationLink link={make.data} />
      ) : (
        <form className="stack" onSubmit={submit} noValidate>
          <p>{t('members.inviteAbout')}</p>
          <SelectField
            label={t('members.inviteRole')}
            value={role}
            choices={ROLES_TO_GIVE.filter(given => mayGovern || given !== 'steward').map(
              given => [given, t(`role.${given}`)] as const,
            )}
            onChange={setRole}
          />
          <Field
            label={t('members.inviteUses')}
            inputMode="numeric"
            value={uses}
            onChange={setUses}
            problem={isCount(uses) ? undefined : '1 – 10000'}
          />
          <SelectField
            label={t('members.inviteValid')}
            value={days}
            choices={DAYS.map(count => [String(count), t('new.days', { count })] as const)}
            onChange={setDays}
          />
          {make.error ? <Failure error={make.error} /> : null}
          <Button type="submit" isDisabled={make.isPending}>
            {t(make.isPending ? 'members.inviteMaking' : 'members.inviteMake')}
          </Button>
        </form>
      )}
    </section>
  )
}

function isCount(text: string): boolean {
  return /^[1-9]\d{0,4}$/.test(text) && Number(text) <= 10_000
}
