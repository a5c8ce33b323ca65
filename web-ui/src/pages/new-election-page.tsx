import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { federationsQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { ELECTION_METHODS, type ElectionMethod } from '../assembly/election-methods.ts'
import { useSigning } from '../assembly/use-signing.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { focusFirstProblem } from '../components/focus-first-problem.ts'
import { PageHead } from '../components/page-head.tsx'
import { QuorumField } from '../components/quorum-field.tsx'
import { RadioChoices } from '../components/radio-choices.tsx'
import { SelectField } from '../components/select-field.tsx'
import { HOUR_MS, SpanField } from '../components/span-field.tsx'
import { Failure, Notice } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { electionPath, ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'

const MONTH_MS = 2_629_800_000
const TERMS_MONTHS = [3, 6, 12, 24, 48] as const
/** Nominations last more than an hour; a vote a little more than that and less than fourteen days. */
const NOMINATING_HOURS = [2, 24, 72, 168, 336, 720] as const
const VOTING_HOURS = [2, 24, 72, 168, 312] as const
const ROLES_GIVEN = ['moderator', 'delegate', 'steward'] as const
const MOST_SEATS = 50
const MOST_BY_STV = 12

/** A steward has the group elect members to an office. */
export function NewElectionPage() {
  const { t } = useI18n()
  const [, navigate] = useLocation()
  const { mayGovern } = useMe()
  const [office, setOffice] = useState('')
  const [text, setText] = useState('')
  const [role, setRole] = useState<'' | (typeof ROLES_GIVEN)[number]>('')
  const [seats, setSeats] = useState('1')
  const { data: federations = [] } = useRead(federationsQuery(useApi()))
  const above = federations.filter(federation => federation.role === 'member')
  const [council, setCouncil] = useState('')
  const [method, setMethod] = useState<ElectionMethod>('stv')
  const [quorum, setQuorum] = useState('0')
  const [nominatingHours, setNominating] = useState(168)
  const [votingHours, setVoting] = useState(72)
  const [months, setMonths] = useState('12')
  const [isTried, setTried] = useState(false)
  const call = useSigning([['elections']], ({ id }) => navigate(electionPath(id)))
  // A group has one seat on a council.
  const count = council === '' ? Number(seats) : 1
  const isCount = Number.isInteger(count) && count >= 1 && count <= MOST_SEATS
  const methods = ELECTION_METHODS.filter(
    // One winner is all that an instant runoff has.
    name => (name !== 'irv' || count === 1) && (name !== 'stv' || count <= MOST_BY_STV),
  )
  const chosen = methods.includes(method) ? method : 'approval'
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    focusFirstProblem(event.currentTarget)
    setTried(true)
    if (!office.trim() || !isCount) return
    const nominationsUntilMs = Date.now() + nominatingHours * HOUR_MS
    const election = {
      office: office.trim(),
      text,
      role: role === '' ? null : role,
      seats: count,
      method: chosen,
      quorum,
      nominationsUntilMs,
      votesUntilMs: nominationsUntilMs + votingHours * HOUR_MS,
      termMs: Number(months) * MONTH_MS,
      ...(council === '' ? {} : { council }),
    }
    call.mutate((acts, { api, member, group }) => acts.callElection(api, member, group, election))
  }
  if (!mayGovern) {
    return (
      <>
        <PageHead title={t('election.new')} back={ROUTES.elections} />
        <Notice title={t('election.notAllowed')}>{t('election.notAllowedNext')}</Notice>
      </>
    )
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <PageHead title={t('election.new')} back={ROUTES.elections} />
      <Field
        label={t('election.office')}
        hint={t('election.officeHint')}
        value={office}
        onChange={setOffice}
        maxLength={120}
        problem={isTried && !office.trim() ? t('election.needOffice') : undefined}
      />
      <Field label={t('election.text')} value={text} onChange={setText} maxLength={20_000} lines={5} />
      <SelectField
        label={t('election.role')}
        value={role}
        choices={[
          ['', t('election.roleNone')] as const,
          ...ROLES_GIVEN.map(name => [name, t(`role.${name}`)] as const),
        ]}
        onChange={setRole}
      />
      {above.length > 0 ? (
        <SelectField
          label={t('council.ofElection')}
          value={council}
          choices={[['', t('council.ofNone')] as const, ...above.map(({ id, name }) => [id, name] as const)]}
          onChange={setCouncil}
        />
      ) : null}
      {council === '' ? (
        <Field
          label={t('election.seatsField')}
          value={seats}
          onChange={setSeats}
          inputMode="numeric"
          problem={isTried && !isCount ? t('election.needSeats', { most: MOST_SEATS }) : undefined}
        />
      ) : null}
      <RadioChoices
        label={t('election.method')}
        value={chosen}
        choices={methods.map(value => ({ value, label: t(`method.${value}`), about: t(`method.${value}.about`) }))}
        onChange={setMethod}
      />
      <SpanField
        label={t('election.nominating')}
        hours={nominatingHours}
        choices={NOMINATING_HOURS}
        onChange={setNominating}
      />
      <SpanField label={t('election.voting')} hours={votingHours} choices={VOTING_HOURS} onChange={setVoting} />
      <SelectField
        label={t('election.termField')}
        value={months}
        choices={TERMS_MONTHS.map(count => [String(count), t('election.months', { count })] as const)}
        onChange={setMonths}
      />
      <QuorumField value={quorum} onChange={setQuorum} />
      {call.error ? <Failure error={call.error} /> : null}
      <Button type="submit" wide isDisabled={call.isPending}>
        {t(call.isPending ? 'vote.sending' : 'election.call')}
      </Button>
    </form>
  )
}
