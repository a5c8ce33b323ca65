import { useMutation } from '@tanstack/react-query'
import { type FormEvent, type ReactNode, useState } from 'react'
import { useLocation } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { Button } from '../components/button.tsx'
import { focusFirstProblem } from '../components/focus-first-problem.ts'
import { PageHead } from '../components/page-head.tsx'
import { Failure } from '../components/states.tsx'
import { useDeviceKey } from '../device-key-context.tsx'
import { geohash, parseCoordinates } from '../format/geohash.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { type FoundingDraft, forgetFounding, keepFounding, readFounding } from './founding-draft.ts'
import { isAnswered, QUESTIONS, type Question, stepAfter, stepBefore, stepPath } from './founding-steps.ts'
import { Progress } from './progress.tsx'
import { QuestionFields } from './questions.tsx'

/** The questions of a founding, one a screen; the browser's own way back goes through them, too. */
export function FoundingWizard({
  question,
  token,
  onFounded,
}: {
  question: Question
  token: string
  onFounded(): void
}) {
  const { language } = useI18n()
  const api = useApi()
  const [, navigate] = useLocation()
  const { deviceKey: held, keep } = useDeviceKey()
  const [draft, setDraft] = useState(() => readFounding(localStorage))
  const change = (part: Partial<FoundingDraft>) => {
    const next = { ...draft, ...part }
    keepFounding(localStorage, next)
    setDraft(next)
  }
  const goTo = (step: Question | undefined) => step && navigate(stepPath(step, location.hash))
  const send = useMutation({
    mutationFn: async () => {
      const [{ found }, { makeKey }] = await Promise.all([
        import('../signing/found.ts'),
        import('../signing/make-key.ts'),
      ])
      // The key is on this device before the node knows it: what breaks off in between leaves no group without its steward.
      const deviceKey = held ?? makeKey()
      if (!held) keep(deviceKey)
      await found(api, deviceKey, foundingOf(draft, language.code), token)
    },
    onSuccess: () => {
      forgetFounding(localStorage)
      onFounded()
    },
  })
  const goOn = () => {
    const missing = QUESTIONS.find(one => !isAnswered(one, draft))
    const next = stepAfter(question)
    if (!isAnswered(question, draft)) return
    if (next) goTo(next)
    else if (missing) goTo(missing)
    else send.mutate()
  }
  return (
    <QuestionForm
      key={question}
      question={question}
      draft={draft}
      isSending={send.isPending}
      onChange={change}
      onNext={goOn}
      onBack={goTo}
    >
      {send.error ? <Failure error={send.error} /> : null}
    </QuestionForm>
  )
}

function QuestionForm({
  question,
  draft,
  isSending,
  children,
  onChange,
  onNext,
  onBack,
}: {
  question: Question
  draft: FoundingDraft
  isSending: boolean
  children: ReactNode
  onChange(part: Partial<FoundingDraft>): void
  onNext(): void
  onBack(step: Question): void
}) {
  const { t } = useI18n()
  const [isTried, setTried] = useState(false)
  const before = stepBefore(question)
  const isLast = stepAfter(question) === undefined
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    focusFirstProblem(event.currentTarget)
    setTried(true)
    onNext()
  }
  return (
    <form className="stack-loose" onSubmit={submit} noValidate>
      <div className="stack-tight">
        <Progress step={question} />
        <PageHead title={t(`founding.${question}`)} />
        <p className="soft">{t(`founding.${question}.about`)}</p>
      </div>
      <QuestionFields question={question} draft={draft} isTried={isTried} onChange={onChange} />
      {children}
      <div className="row">
        <Button type="submit" isDisabled={isSending}>
          {t(isSending ? 'setup.sending' : isLast ? 'setup.send' : 'founding.next')}
        </Button>
        {before ? (
          <Button look="quiet" isDisabled={isSending} onPress={() => onBack(before)}>
            {t('app.back')}
          </Button>
        ) : null}
      </div>
    </form>
  )
}

function foundingOf(
  { place, activeDays, admission, reading, rollCall, hidesTally, ...words }: FoundingDraft,
  language: string,
) {
  const coordinates = parseCoordinates(place)
  return {
    name: words.name.trim(),
    purpose: words.purpose.trim(),
    founder: words.founder.trim(),
    language,
    place: coordinates ? geohash(coordinates) : null,
    admission,
    reading,
    rollCall,
    hidesTally,
    activeDays: activeDays === '' ? null : Number(activeDays),
  }
}
