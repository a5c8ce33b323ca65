import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import type { FederationProposal } from '../api/shapes.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { Failure } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { verdictPath } from '../routes.ts'
import { useMe } from '../use-me.ts'
import { CONTESTED, useContesting } from './use-contesting.ts'

const DAY_MS = 86_400_000
type Stage = NonNullable<FederationProposal['round']>['stage']

/** Begins a ratification: the members are asked first. */
export function StartRounds({ federation }: { federation: string }) {
  const { t } = useI18n()
  const { mayGovern } = useMe()
  const [isOpen, setOpen] = useState(false)
  if (!mayGovern) return null
  if (isOpen) {
    const content = { stage: 'survey' as const, follows: null, title: '', text: '', clauses: [] }
    return <RoundForm federation={federation} content={content} onClose={() => setOpen(false)} />
  }
  return (
    <p>
      <Button look="link" onPress={() => setOpen(true)}>
        {t('round.start')}
      </Button>
    </p>
  )
}

/** Opens the round that comes after one, with what of it holds. */
export function OpenRound({ before, stage }: { before: FederationProposal; stage: Stage }) {
  const { t } = useI18n()
  const [isOpen, setOpen] = useState(false)
  if (isOpen) {
    const { federation, id, title, text } = before
    const content = { stage, follows: id, title, text, clauses: clausesAfter(before) }
    return <RoundForm federation={federation} content={content} onClose={() => setOpen(false)} />
  }
  return (
    <p>
      <Button onPress={() => setOpen(true)}>{t(`round.open.${stage}`)}</Button>
    </p>
  )
}

/** What was planned is ratified, and what was ratified carried out: the clauses that hold. */
function clausesAfter({ clauses, verdict }: FederationProposal): readonly string[] {
  const contest = verdict?.accepted ? verdict.contest : null
  return contest?.clauses.flatMap(({ text, standing }) => (text && standing === 'holds' ? [text] : [])) ?? clauses
}

type Content = { stage: Stage; follows: string | null; title: string; text: string; clauses: readonly string[] }

function RoundForm({ federation, content, onClose }: { federation: string; content: Content; onClose(): void }) {
  const { t } = useI18n()
  const [, go] = useLocation()
  const { stage, follows } = content
  const [title, setTitle] = useState(content.title)
  const [text, setText] = useState(content.text)
  const [clauses, setClauses] = useState(content.clauses.join('\n'))
  const [isTried, setTried] = useState(false)
  const open = useContesting(CONTESTED, ({ id }) => go(verdictPath(id)))
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (!title.trim()) return
    const lines = clauses
      .split('\n')
      .map(line => line.trim())
      .filter(Boolean)
    const said = { stage, follows, title: title.trim(), text: text.trim(), clauses: lines }
    open.mutate(({ openRound }, { api, member }) =>
      openRound(api, member, federation, { ...said, openMs: 3 * DAY_MS, mandatesMs: DAY_MS }),
    )
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p className="small soft">{t(`round.about.${stage}`)}</p>
      <Field
        label={t('round.question')}
        value={title}
        onChange={setTitle}
        maxLength={200}
        problem={isTried && !title.trim() ? t('contest.needed') : undefined}
      />
      <Field label={t('round.text')} value={text} onChange={setText} maxLength={20_000} lines={3} />
      {stage === 'survey' ? null : (
        <Field
          label={t('round.clauses')}
          hint={t('round.clausesHint')}
          value={clauses}
          onChange={setClauses}
          lines={4}
        />
      )}
      {open.error ? <Failure error={open.error} /> : null}
      <p className="row">
        <Button type="submit" isDisabled={open.isPending}>
          {t(`round.open.${stage}`)}
        </Button>
        <Button look="quiet" onPress={onClose}>
          {t('membership.cancel')}
        </Button>
      </p>
    </form>
  )
}
