import { type FormEvent, useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { argumentsQuery } from '../api/queries.ts'
import type { Argument } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { KeptWritings } from '../components/kept-writings.tsx'
import { Opening } from '../components/opening.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Failure } from '../components/states.tsx'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'
import { useSigning } from './use-signing.ts'

type Side = Argument['side']

type About = { readonly of: 'proposals' | 'drafts'; readonly id: string }

/** What speaks for and against, side by side, and room for one's own reason while there is still a vote to win. */
export function ArgumentsCard({ about, isOpen }: { about: About; isOpen: boolean }) {
  const { t } = useI18n()
  const { isActive } = useMe()
  const { data: said = [], error } = useRead(argumentsQuery(useApi(), about.of, about.id))
  const mayArgue = isOpen && isActive
  if (said.length === 0 && !mayArgue && !error) return null
  const others = said.filter(({ side }) => side === 'neutral')
  return (
    <section className="card" aria-labelledby="arguments">
      <h2 id="arguments">{t('argument.title')}</h2>
      {error ? (
        <Failure error={error} />
      ) : (
        <div className="columns">
          <Reasons side="for" said={said} />
          <Reasons side="against" said={said} />
        </div>
      )}
      {others.length > 0 ? <Reasons side="neutral" said={said} /> : null}
      <KeptWritings kind="argument/made" about={about.id} />
      {mayArgue ? (
        <Opening name={t('argument.give')}>
          <Arguing proposal={about.id} />
        </Opening>
      ) : null}
    </section>
  )
}

function Reasons({ side, said }: { side: Side; said: readonly Argument[] }) {
  const { t } = useI18n()
  const own = said.filter(one => one.side === side)
  return (
    <section className="stack-tight" aria-labelledby={`argument-${side}`}>
      <h3 id={`argument-${side}`}>{t(`argument.${side}`)}</h3>
      {own.length === 0 ? <p className="small soft">{t('argument.none')}</p> : null}
      <ul className="stack-tight">
        {own.map(({ id, text, by, byName }) => (
          <li key={id}>
            <p className="prose">{text}</p>
            <p className="small soft">{nameOrKey(byName, by)}</p>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Arguing({ proposal }: { proposal: string }) {
  const { t } = useI18n()
  const [side, setSide] = useState<Side>('for')
  const [text, setText] = useState('')
  const send = useSigning([['arguments', proposal]], () => setText(''))
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!text.trim()) return
    send.mutate(({ argue }, hand) => argue(hand, { proposal, side, text: text.trim() }))
  }
  const sides = (['for', 'against', 'neutral'] as const).map(value => [value, t(`argument.${value}`)] as const)
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <SelectField label={t('argument.side')} value={side} choices={sides} onChange={setSide} />
      <Field label={t('argument.yours')} value={text} onChange={setText} maxLength={2_000} lines={3} />
      <p className="small soft">{t('argument.about')}</p>
      {send.error ? <Failure error={send.error} /> : null}
      <p>
        <Button type="submit" look="quiet" isDisabled={send.isPending || !text.trim()}>
          {t('argument.send')}
        </Button>
      </p>
    </form>
  )
}
