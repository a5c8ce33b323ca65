import { type FormEvent, type ReactNode, useState } from 'react'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { focusFirstProblem } from '../components/focus-first-problem.ts'
import { PageHead } from '../components/page-head.tsx'
import { PhraseWords } from '../components/phrase-card.tsx'
import type { DeviceKey } from '../device-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'

/** After a key was made: its words, to be written down and checked now, or later. */
export function PhraseStep({
  deviceKey,
  progress,
  onDone,
}: {
  deviceKey: DeviceKey
  progress?: ReactNode
  onDone(): void
}) {
  const { t } = useI18n()
  const [asked, setAsked] = useState<readonly AskedWord[]>()
  const ask = async () => {
    const { wordsOf } = await import('../signing/recovery.ts')
    setAsked(threeOf(wordsOf(deviceKey)))
  }
  if (asked)
    return <PhraseCheck asked={asked} progress={progress} onAgain={() => setAsked(undefined)} onDone={onDone} />
  return (
    <div className="entrance stack">
      {progress}
      <PageHead title={t('phrase.title')} />
      <p>{t('phrase.about')}</p>
      <PhraseWords deviceKey={deviceKey} />
      <div className="row">
        <Button onPress={ask}>{t('phrase.done')}</Button>
        <Button look="link" onPress={onDone}>
          {t('phrase.later')}
        </Button>
      </div>
    </div>
  )
}

/** A word of the phrase; `place` counts from 1. */
type AskedWord = { readonly place: number; readonly word: string }

/** One word of each third of the phrase, drawn. */
function threeOf(words: readonly string[]): AskedWord[] {
  const third = words.length / 3
  return [...crypto.getRandomValues(new Uint8Array(3))].flatMap((drawn, part) => {
    const place = part * third + (drawn % third)
    const word = words[place]
    return word === undefined ? [] : [{ place: place + 1, word }]
  })
}

type Check = { asked: readonly AskedWord[]; progress: ReactNode; onAgain(): void; onDone(): void }

function PhraseCheck({ asked, progress, onAgain, onDone }: Check) {
  const { t, formats } = useI18n()
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({})
  const [isTried, setTried] = useState(false)
  const isRight = ({ place, word }: AskedWord) => (typed[place] ?? '').trim().toLowerCase() === word
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    focusFirstProblem(event.currentTarget)
    setTried(true)
    if (asked.every(isRight)) onDone()
  }
  return (
    <form className="entrance stack" onSubmit={submit} noValidate>
      {progress}
      <PageHead title={t('check.title')} />
      <p>{t('check.about')}</p>
      {asked.map(one => (
        <Field
          key={one.place}
          label={t('check.word', { place: formats.number(one.place) })}
          value={typed[one.place] ?? ''}
          onChange={word => {
            setTyped({ ...typed, [one.place]: word })
            setTried(false)
          }}
          autoComplete="off"
          spellCheck="false"
          problem={isTried && !isRight(one) ? t('check.wrong') : undefined}
        />
      ))}
      <div className="row">
        <Button type="submit">{t('check.send')}</Button>
        <Button look="quiet" onPress={onAgain}>
          {t('check.again')}
        </Button>
        <Button look="link" onPress={onDone}>
          {t('phrase.later')}
        </Button>
      </div>
    </form>
  )
}
