import { ROLL_CALLS } from '../../../protocol/governance/vote-privacy.ts'
import { CheckBox } from '../components/check-choices.tsx'
import { Field } from '../components/field.tsx'
import { RadioChoices } from '../components/radio-choices.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { LANGUAGES } from '../i18n/languages.ts'
import { ACTIVE_DAYS, ADMISSIONS, type FoundingDraft, READINGS } from './founding-draft.ts'
import { isAnswered, type Question } from './founding-steps.ts'

type Asking = {
  readonly draft: FoundingDraft
  /** Somebody wanted to go on: what is missing is said. */
  readonly isTried: boolean
  onChange(change: Partial<FoundingDraft>): void
}

/** The controls of one question. */
export function QuestionFields({ question, ...asking }: Asking & { question: Question }) {
  switch (question) {
    case 'language':
      return <LanguageQuestion />
    case 'group':
      return <GroupQuestion {...asking} />
    case 'place':
      return <PlaceQuestion {...asking} />
    case 'joining':
      return <JoiningQuestion {...asking} />
    case 'reading':
      return <ReadingQuestion {...asking} />
    case 'rollCall':
      return <RollCallQuestion {...asking} />
    case 'quorums':
      return <QuorumsQuestion {...asking} />
    case 'you':
      return <YouQuestion {...asking} />
  }
}

/** The language of this page is the group's, too. */
function LanguageQuestion() {
  const { t, language, speak } = useI18n()
  return (
    <RadioChoices
      label={t('setup.language')}
      value={language.code}
      choices={LANGUAGES.map(({ code, name }) => ({ value: code, label: name }))}
      onChange={speak}
    />
  )
}

function GroupQuestion({ draft, isTried, onChange }: Asking) {
  const { t } = useI18n()
  return (
    <>
      <Field
        label={t('setup.name')}
        value={draft.name}
        onChange={name => onChange({ name })}
        maxLength={80}
        autoComplete="off"
        problem={isTried && !draft.name.trim() ? t('setup.needName') : undefined}
      />
      <Field
        label={t('setup.purpose')}
        hint={t('setup.purposeHint')}
        value={draft.purpose}
        onChange={purpose => onChange({ purpose })}
        maxLength={2000}
        lines={3}
      />
    </>
  )
}

function PlaceQuestion({ draft, onChange }: Asking) {
  const { t } = useI18n()
  return (
    <Field
      label={t('setup.place')}
      hint={t('setup.placeHint')}
      value={draft.place}
      onChange={place => onChange({ place })}
      autoComplete="off"
      problem={isAnswered('place', draft) ? undefined : t('setup.placeBad')}
    />
  )
}

function JoiningQuestion({ draft, onChange }: Asking) {
  const { t } = useI18n()
  return (
    <RadioChoices
      label={t('setup.admission')}
      value={draft.admission}
      choices={ADMISSIONS.map(value => ({
        value,
        label: t(`admission.${value}`),
        about: t(`setup.admission.${value}.about`),
      }))}
      onChange={admission => onChange({ admission })}
    />
  )
}

function ReadingQuestion({ draft, onChange }: Asking) {
  const { t } = useI18n()
  return (
    <RadioChoices
      label={t('setup.reading')}
      value={draft.reading}
      choices={READINGS.map(value => ({ value, label: t(`setup.reading.${value}`) }))}
      onChange={reading => onChange({ reading })}
    />
  )
}

function RollCallQuestion({ draft, onChange }: Asking) {
  const { t } = useI18n()
  return (
    <>
      <RadioChoices
        label={t('setup.rollCall')}
        value={draft.rollCall}
        choices={ROLL_CALLS.map(value => ({ value, label: t(`seen.by.${value}`), about: t(`seen.about.${value}`) }))}
        onChange={rollCall => onChange({ rollCall })}
      />
      <p className="small soft">{t('setup.rollCallHint')}</p>
      <CheckBox label={t('new.hideTally')} isOn={draft.hidesTally} onChange={hidesTally => onChange({ hidesTally })} />
    </>
  )
}

function QuorumsQuestion({ draft, onChange }: Asking) {
  const { t } = useI18n()
  return (
    <RadioChoices
      label={t('setup.active')}
      value={draft.activeDays}
      choices={ACTIVE_DAYS.map(value => ({
        value,
        label: value === '' ? t('setup.activeAll') : t('setup.activeDays', { count: Number(value) }),
      }))}
      onChange={activeDays => onChange({ activeDays })}
    />
  )
}

function YouQuestion({ draft, isTried, onChange }: Asking) {
  const { t } = useI18n()
  return (
    <Field
      label={t('setup.founder')}
      value={draft.founder}
      onChange={founder => onChange({ founder })}
      maxLength={80}
      autoComplete="name"
      problem={isTried && !draft.founder.trim() ? t('setup.needFounder') : undefined}
    />
  )
}
