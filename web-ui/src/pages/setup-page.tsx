import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { ROLL_CALLS } from '../../../protocol/governance/vote-privacy.ts'
import { useApi } from '../api/api-context.ts'
import { groupQuery } from '../api/queries.ts'
import type { Group } from '../api/shapes.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { CheckBox } from '../components/check-choices.tsx'
import { Field } from '../components/field.tsx'
import { focusFirstProblem } from '../components/focus-first-problem.ts'
import { PageHead } from '../components/page-head.tsx'
import { RadioChoices } from '../components/radio-choices.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Failure, Notice, Waiting } from '../components/states.tsx'
import type { DeviceKey } from '../device-key.ts'
import { useDeviceKey } from '../device-key-context.tsx'
import { geohash, parseCoordinates } from '../format/geohash.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { LANGUAGES } from '../i18n/languages.ts'
import { hashField, ROUTES } from '../routes.ts'
import { PhraseStep } from './phrase-step.tsx'

const ADMISSIONS = ['invited', 'approved', 'vouched', 'open'] as const satisfies readonly Group['admission'][]
const READINGS = ['members', 'anyone'] as const satisfies readonly Group['reading'][]

/** How many days back members count as active, for quorums of those; none where a quorum is of all members. */
const ACTIVE_DAYS = [90, 180, 365] as const

/** The first steward founds the group that this node will keep. */
export function SetupPage() {
  const { t } = useI18n()
  const [, navigate] = useLocation()
  const queries = useQueryClient()
  const group = useQuery(groupQuery(useApi()))
  const { keep } = useDeviceKey()
  const [made, setMade] = useState<DeviceKey>()
  const [token] = useState(() => hashField(location.hash, 'token'))
  const founded = (deviceKey: DeviceKey) => {
    keep(deviceKey)
    setMade(deviceKey)
    // The link has done its work; it should not stay in the history.
    history.replaceState(null, '', location.pathname)
    queries.invalidateQueries()
  }
  if (made) return <PhraseStep deviceKey={made} onDone={() => navigate(ROUTES.decide)} />
  if (group.error) return <Failure error={group.error} onRetry={group.refetch} />
  if (group.isPending) return <Waiting />
  return (
    <div className="entrance stack">
      <PageHead title={t('setup.title')} />
      {group.data ? (
        <Notice title={t('setup.done')}>
          <ButtonLink to={ROUTES.decide} look="link">
            {t('app.toStart')}
          </ButtonLink>
        </Notice>
      ) : token === undefined ? (
        <Notice tone="warn" title={t('setup.noGroup')}>
          {t('setup.noGroupNext')}
        </Notice>
      ) : (
        <FoundingForm token={token} onFounded={founded} />
      )}
    </div>
  )
}

function FoundingForm({ token, onFounded }: { token: string; onFounded(deviceKey: DeviceKey): void }) {
  const { t, language } = useI18n()
  const api = useApi()
  const [name, setName] = useState('')
  const [purpose, setPurpose] = useState('')
  const [groupLanguage, setGroupLanguage] = useState(language.code)
  const [place, setPlace] = useState('')
  const [admission, setAdmission] = useState<Group['admission']>('invited')
  const [reading, setReading] = useState<Group['reading']>('members')
  const [rollCall, setRollCall] = useState<Group['rollCall']>('voter')
  const [hidesTally, setHidesTally] = useState(false)
  const [activeDays, setActiveDays] = useState('')
  const [founder, setFounder] = useState('')
  const [isTried, setTried] = useState(false)
  const coordinates = parseCoordinates(place)
  const isPlaceBad = place.trim() !== '' && !coordinates
  const send = useMutation({
    mutationFn: async () => {
      const [{ found }, { makeKey }] = await Promise.all([
        import('../signing/found.ts'),
        import('../signing/make-key.ts'),
      ])
      const deviceKey = makeKey()
      const founding = { name: name.trim(), purpose: purpose.trim(), language: groupLanguage, founder: founder.trim() }
      const where = coordinates ? geohash(coordinates) : null
      const decisions = { hidesTally, activeDays: activeDays === '' ? null : Number(activeDays) }
      await found(api, deviceKey, { ...founding, place: where, admission, reading, rollCall, ...decisions }, token)
      return deviceKey
    },
    onSuccess: onFounded,
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    focusFirstProblem(event.currentTarget)
    setTried(true)
    if (name.trim() && founder.trim() && !isPlaceBad) send.mutate()
  }
  const missing = (value: string, sentence: string) => (isTried && value.trim() === '' ? sentence : undefined)
  return (
    <form className="stack-loose" onSubmit={submit} noValidate>
      <p>{t('setup.about')}</p>
      <section className="card">
        <h2>{t('setup.group')}</h2>
        <Field
          label={t('setup.name')}
          value={name}
          onChange={setName}
          maxLength={80}
          autoComplete="off"
          problem={missing(name, t('setup.needName'))}
        />
        <Field
          label={t('setup.purpose')}
          hint={t('setup.purposeHint')}
          value={purpose}
          onChange={setPurpose}
          maxLength={2000}
          lines={3}
        />
        <SelectField
          label={t('setup.language')}
          value={groupLanguage}
          choices={LANGUAGES.map(({ code, name: own }) => [code, own] as const)}
          onChange={setGroupLanguage}
        />
        <Field
          label={t('setup.place')}
          hint={t('setup.placeHint')}
          value={place}
          onChange={setPlace}
          autoComplete="off"
          problem={isPlaceBad ? t('setup.placeBad') : undefined}
        />
        <RadioChoices
          label={t('setup.admission')}
          value={admission}
          choices={ADMISSIONS.map(value => ({
            value,
            label: t(`admission.${value}`),
            about: t(`setup.admission.${value}.about`),
          }))}
          onChange={setAdmission}
        />
        <RadioChoices
          label={t('setup.reading')}
          value={reading}
          choices={READINGS.map(value => ({ value, label: t(`setup.reading.${value}`) }))}
          onChange={setReading}
        />
        <RadioChoices
          label={t('setup.rollCall')}
          value={rollCall}
          choices={ROLL_CALLS.map(value => ({ value, label: t(`seen.by.${value}`), about: t(`seen.about.${value}`) }))}
          onChange={setRollCall}
        />
        <p className="small soft">{t('setup.rollCallHint')}</p>
        <CheckBox label={t('new.hideTally')} isOn={hidesTally} onChange={setHidesTally} />
        <SelectField
          label={t('setup.active')}
          value={activeDays}
          choices={[
            ['', t('setup.activeAll')] as const,
            ...ACTIVE_DAYS.map(count => [String(count), t('setup.activeDays', { count })] as const),
          ]}
          onChange={setActiveDays}
        />
      </section>
      <section className="card">
        <h2>{t('setup.you')}</h2>
        <Field
          label={t('setup.founder')}
          value={founder}
          onChange={setFounder}
          maxLength={80}
          autoComplete="name"
          problem={missing(founder, t('setup.needFounder'))}
        />
      </section>
      {send.error ? <Failure error={send.error} /> : null}
      <Button type="submit" wide isDisabled={send.isPending}>
        {t(send.isPending ? 'setup.sending' : 'setup.send')}
      </Button>
    </form>
  )
}
