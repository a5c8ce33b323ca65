import { type FormEvent, useState } from 'react'
import type { Member, Role } from '../api/shapes.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { focusFirstProblem } from '../components/focus-first-problem.ts'
import { SelectField } from '../components/select-field.tsx'
import { Failure, Notice } from '../components/states.tsx'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useSigning } from './use-signing.ts'

const ROLES_TO_GIVE: readonly Role[] = ['newcomer', 'member', 'moderator', 'delegate', 'steward']
const STALE = [['members'], ['group'], ['session'], ['endorsements']] as const

/** What a steward may do about one member: another role, or out. */
export function MemberChange({ member, isLastSteward }: { member: Member; isLastSteward: boolean }) {
  const { t } = useI18n()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <div className="stack-tight">
      <p>
        <Button look="link" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {t(isOpen ? 'steward.close' : 'steward.change', { name: nameOrKey(member.name, member.key) })}
        </Button>
      </p>
      {isOpen && isLastSteward ? <Notice title={t('steward.last')}>{t('steward.lastNext')}</Notice> : null}
      {isOpen && !isLastSteward ? (
        <>
          <ChangeRole member={member} onDone={close} />
          <Remove member={member} onDone={close} />
        </>
      ) : null}
    </div>
  )
}

function ChangeRole({ member, onDone }: { member: Member; onDone(): void }) {
  const { t } = useI18n()
  const [role, setRole] = useState<Role>(member.role)
  const setting = useSigning(STALE, onDone)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setting.mutate((acts, hand) => acts.setRole(hand, member.key, role))
  }
  return (
    <form className="card stack" onSubmit={submit} noValidate>
      <SelectField
        label={t('steward.role', { name: member.name })}
        value={role}
        choices={ROLES_TO_GIVE.map(given => [given, t(`role.${given}`)] as const)}
        onChange={setRole}
      />
      <p className="small soft">{t(`steward.may.${role}`)}</p>
      {setting.error ? <Failure error={setting.error} /> : null}
      <p>
        <Button type="submit" isDisabled={setting.isPending || role === member.role}>
          {t(setting.isPending ? 'steward.signing' : 'steward.give')}
        </Button>
      </p>
    </form>
  )
}

function Remove({ member, onDone }: { member: Member; onDone(): void }) {
  const { t } = useI18n()
  const [reason, setReason] = useState('')
  const [isForCause, setForCause] = useState(false)
  const [isTried, setTried] = useState(false)
  const removing = useSigning(STALE, onDone)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    focusFirstProblem(event.currentTarget)
    if (reason.trim() === '') return
    removing.mutate((acts, hand) => acts.remove(hand, member.key, { reason: reason.trim(), cause: isForCause }))
  }
  return (
    <form className="card stack" onSubmit={submit} noValidate>
      <Field
        label={t('steward.removeWhy', { name: member.name })}
        hint={t('steward.removeHint')}
        value={reason}
        onChange={setReason}
        maxLength={500}
        lines={2}
        problem={isTried && reason.trim() === '' ? t('steward.removeNeedsWhy') : undefined}
      />
      <SelectField
        label={t('steward.cause')}
        value={isForCause ? 'yes' : 'no'}
        choices={[
          ['no', t('steward.causeNo')],
          ['yes', t('steward.causeYes')],
        ]}
        onChange={answer => setForCause(answer === 'yes')}
      />
      {removing.error ? <Failure error={removing.error} /> : null}
      <p>
        <Button type="submit" look="quiet" isDisabled={removing.isPending}>
          {t(removing.isPending ? 'steward.signing' : 'steward.remove', { name: member.name })}
        </Button>
      </p>
    </form>
  )
}
