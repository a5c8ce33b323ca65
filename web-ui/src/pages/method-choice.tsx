import { useState } from 'react'
import type { MethodRule } from '../api/shapes.ts'
import { Button } from '../components/button.tsx'
import { RadioChoices } from '../components/radio-choices.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'

type Method = MethodRule['method']

/** What can be asked, each with the ways to count the answers; the first is for those who need not know of the others. */
const QUESTIONS = {
  yesNo: ['majority', 'supermajority', 'consensus', 'consent'],
  choose: ['approval', 'irv'],
  rank: ['stv', 'schulze', 'copeland', 'star', 'score', 'majority-judgment'],
  budget: ['budget'],
  strength: ['quadratic'],
} as const satisfies Record<string, readonly Method[]>
type Question = keyof typeof QUESTIONS
const NAMES: readonly Question[] = ['yesNo', 'choose', 'rank', 'budget', 'strength']

/** First what is asked, then how it is counted: one way as long as nobody wants another. */
export function MethodChoice({
  method,
  nameOf,
  onChange,
}: {
  method: Method
  nameOf(method: Method): string
  onChange(method: Method): void
}) {
  const { t } = useI18n()
  const question = questionOf(method)
  const methods: readonly Method[] = QUESTIONS[question]
  const [isOpen, setOpen] = useState(false)
  const shown = isOpen || method !== methods[0] ? methods : methods.slice(0, 1)
  const ask = (asked: Question) => {
    setOpen(false)
    onChange(QUESTIONS[asked][0])
  }
  const showOthers = (button: Element) => {
    // The button goes: whoever pressed it goes on where the others come.
    button.closest('p')?.previousElementSibling?.querySelector<HTMLElement>('input:checked')?.focus()
    setOpen(true)
  }
  return (
    <>
      <RadioChoices
        label={t('ask.title')}
        value={question}
        choices={NAMES.map(name => ({ value: name, label: t(`ask.${name}`), about: t(`ask.${name}.about`) }))}
        onChange={ask}
      />
      <RadioChoices
        label={t('new.method')}
        value={method}
        choices={shown.map((value, place) => ({
          value,
          label: nameOf(value),
          about: t(`fits.${value}`),
          ...(place === 0 && methods.length > 1 ? { aside: t('ask.recommended') } : {}),
        }))}
        onChange={onChange}
      />
      {shown.length < methods.length ? (
        <p>
          <Button look="link" onPress={({ target }) => showOthers(target)}>
            {t('ask.others')}
          </Button>
        </p>
      ) : null}
    </>
  )
}

function questionOf(method: Method): Question {
  return NAMES.find(name => QUESTIONS[name].some(one => one === method)) ?? 'yesNo'
}
