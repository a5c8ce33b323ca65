import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { Button } from '../components/button.tsx'
import { focusFirstProblem } from '../components/focus-first-problem.ts'
import { Failure } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { PinField } from './pin-field.tsx'
import { pinProblem } from './pin-rules.ts'

const PROBLEMS = { short: 'shared.pinShort', guessable: 'shared.pinGuessable' } as const

/** Chooses a PIN, twice the same. */
export function ChoosePin({ send, onChosen }: { send: string; onChosen(pin: string): Promise<void> }) {
  const { t } = useI18n()
  const [pin, setPin] = useState('')
  const [again, setAgain] = useState('')
  const [isTried, setTried] = useState(false)
  const choose = useMutation({ mutationFn: onChosen })
  const problem = pinProblem(pin)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    focusFirstProblem(event.currentTarget)
    setTried(true)
    if (!problem && again === pin) choose.mutate(pin)
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <PinField
        label={t('shared.pinNew')}
        hint={t('shared.pinHint')}
        value={pin}
        onChange={setPin}
        problem={isTried && problem ? t(PROBLEMS[problem]) : undefined}
      />
      <PinField
        label={t('shared.pinAgain')}
        value={again}
        onChange={setAgain}
        problem={isTried && again !== pin ? t('shared.pinOther') : undefined}
      />
      <p className="small soft">{t('shared.truth')}</p>
      {choose.error ? <Failure error={choose.error} /> : null}
      <Button type="submit" wide isDisabled={choose.isPending}>
        {choose.isPending ? t('app.loading') : send}
      </Button>
    </form>
  )
}
