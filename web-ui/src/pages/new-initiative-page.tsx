import { type FormEvent, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { Initiative } from '../api/shapes.ts'
import { useSigning } from '../assembly/use-signing.ts'
import { AttachedChange, useAttachedChange } from '../charter/attached-change.tsx'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { focusFirstProblem } from '../components/focus-first-problem.ts'
import { PageHead } from '../components/page-head.tsx'
import { QuorumField } from '../components/quorum-field.tsx'
import { RadioChoices } from '../components/radio-choices.tsx'
import { DAY_MS, HOUR_MS, SpanField } from '../components/span-field.tsx'
import { Failure, Notice } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { emptyDraft, type ProposalDraft, ruleOfDraft } from '../proposal-draft.ts'
import { initiativePath, ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'
import { MethodFields } from './method-fields.tsx'

const TYPES = ['decision', 'opinion', 'charter'] as const
/** At least two hours and at most fourteen days. */
const VOTING_HOURS = [2, 24, 72, 168, 336] as const
const GATHERING_DAYS = [7, 14, 30, 60, 90, 180] as const

/** A member begins to gather support for a question. */
export function NewInitiativePage() {
  const { t } = useI18n()
  const [, navigate] = useLocation()
  const { isActive } = useMe()
  const isForCharter = new URLSearchParams(useSearch()).get('type') === 'charter'
  const [type, setType] = useState<Initiative['type']>(isForCharter ? 'charter' : 'decision')
  const attached = useAttachedChange()
  /** The change that goes with it, and the charter upon which it is. */
  const upon = type === 'charter' ? attached.chosen : undefined
  const isWaiting = type === 'charter' && attached.isWaiting
  const [draft, setDraft] = useState<ProposalDraft>(emptyDraft)
  const [votingHours, setVoting] = useState(72)
  const [gatheringHours, setGathering] = useState(60 * 24)
  const [isTried, setTried] = useState(false)
  const start = useSigning([['initiatives']], ({ id }) => {
    if (upon) attached.forget()
    navigate(initiativePath(id))
  })
  const change = (part: Partial<ProposalDraft>) => setDraft(held => ({ ...held, ...part }))
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    focusFirstProblem(event.currentTarget)
    setTried(true)
    const rule = ruleOfDraft(draft)
    const title = draft.title.trim()
    if (!title || !(rule || upon)) return
    const times = { voteMs: votingHours * HOUR_MS, expiresAtMs: Date.now() + gatheringHours * HOUR_MS }
    const { text, quorum } = draft
    start.mutate((acts, { api, member, group }) => {
      if (upon) return acts.startCharterInitiative(api, member, group, { title, text, ...upon, ...times })
      if (!rule) throw new TypeError('no rule')
      return acts.startInitiative(api, member, group, { type, title, text, rule, quorum, ...times })
    })
  }
  if (!isActive) {
    return (
      <>
        <PageHead title={t('initiative.new')} back={ROUTES.initiatives} />
        <Notice title={t('new.notAllowed')}>{t('new.notAllowedNext')}</Notice>
      </>
    )
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <PageHead title={t('initiative.new')} back={ROUTES.initiatives} />
      <p className="soft">{t('initiative.about')}</p>
      <Field
        label={t('new.name')}
        hint={t('new.nameHint')}
        value={draft.title}
        onChange={title => change({ title })}
        maxLength={200}
        problem={isTried && !draft.title.trim() ? t('new.needName') : undefined}
      />
      <Field
        label={t('new.text')}
        value={draft.text}
        onChange={text => change({ text })}
        maxLength={20_000}
        lines={8}
      />
      <RadioChoices
        label={t('initiative.typeField')}
        value={type}
        choices={TYPES.map(value => ({
          value,
          label: t(`initiative.type.${value}`),
          about: t(`initiative.type.${value}.about`),
        }))}
        onChange={setType}
      />
      {type === 'charter' ? <AttachedChange attached={attached} /> : null}
      {upon || isWaiting ? null : (
        <>
          <MethodFields draft={draft} isTried={isTried} onChange={change} />
          <QuorumField value={draft.quorum} onChange={quorum => change({ quorum })} />
        </>
      )}
      <SpanField
        label={t('initiative.gathering')}
        hours={gatheringHours}
        choices={GATHERING_DAYS.map(days => (days * DAY_MS) / HOUR_MS)}
        onChange={setGathering}
      />
      <SpanField label={t('initiative.voting')} hours={votingHours} choices={VOTING_HOURS} onChange={setVoting} />
      {start.error ? <Failure error={start.error} /> : null}
      <Button type="submit" wide isDisabled={start.isPending || isWaiting}>
        {t(start.isPending ? 'vote.sending' : 'initiative.start')}
      </Button>
    </form>
  )
}
