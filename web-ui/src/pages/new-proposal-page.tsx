import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useEffect, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { groupQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { focusFirstProblem } from '../components/focus-first-problem.ts'
import { PageHead } from '../components/page-head.tsx'
import { PrivacyFields } from '../components/privacy-fields.tsx'
import { QuorumField } from '../components/quorum-field.tsx'
import { DAY_MS, HOUR_MS, SpanField } from '../components/span-field.tsx'
import { Failure, Notice } from '../components/states.tsx'
import { useDeviceKey } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import {
  emptyDraft,
  forgetDraft,
  keepDraft,
  type ProposalDraft,
  readDraft,
  ruleOfDraft,
  thresholdsOf,
} from '../proposal-draft.ts'
import { draftPath, proposalPath, ROUTES } from '../routes.ts'
import { ruleSentence } from '../rule-sentence.ts'
import { useMe } from '../use-me.ts'
import { MethodFields } from './method-fields.tsx'
import { MoreRules } from './more-rules.tsx'
import { TemplateField } from './template-field.tsx'

/** A vote is open for more than an hour and less than fourteen days, by the clock of the node. */
const SPANS_HOURS = [2, 6, 24, 72, 168, 312] as const

/** A member writes a proposal and opens the vote on it. What was written is kept until it is sent. */
export function NewProposalPage() {
  const { t, formats } = useI18n()
  const [, navigate] = useLocation()
  const queries = useQueryClient()
  const api = useApi()
  const { isActive } = useMe()
  const { deviceKey, own } = useDeviceKey()
  const { data: group } = useRead(groupQuery(api))
  const [draft, setDraft] = useState<ProposalDraft>(() => readDraft(own) ?? emptyDraft)
  const [isTried, setTried] = useState(false)
  useEffect(() => keepDraft(own, draft), [draft, own])
  const change = (part: Partial<ProposalDraft>) => setDraft(held => ({ ...held, ...part }))
  const again = new URLSearchParams(useSearch()).get('again')
  const rule = ruleOfDraft(draft)
  const privacy = { rollCall: draft.rollCall || null, hidesTally: draft.hidesTally }
  // A vote that ends once nothing can change would tell how it stands by going on.
  const showsTally = group?.liveTally === true && !draft.hidesTally
  const closesEarly = draft.closesSettled && showsTally ? 'settled' : draft.closesEarly
  const terms = {
    quorum: draft.quorum,
    quorumOf: quorumOfDraft(draft, group?.activeDays ?? null),
    thresholds: thresholdsOf(draft),
  }
  const send = useMutation({
    mutationFn: async (kind: 'vote' | 'draft') => {
      if (!deviceKey || !group || !rule) throw new Error('not ready')
      const { title, text, hours, onPaper } = draft
      const evaluatesAtMs = draft.evaluatesAfterDays ? Date.now() + Number(draft.evaluatesAfterDays) * DAY_MS : null
      const content = { title: title.trim(), text, area: draft.area.trim(), rule, ...terms, evaluatesAtMs }
      if (kind === 'draft') {
        const { startDraft } = await import('../signing/life.ts')
        return startDraft(api, deviceKey, group.id, content)
      }
      const { propose } = await import('../signing/propose.ts')
      const closesAtMs = Date.now() + Number(hours) * HOUR_MS
      return propose(api, deviceKey, group.id, { ...content, ...privacy, closesAtMs, closesEarly, again, onPaper })
    },
    onSuccess: ({ id }, kind) => {
      forgetDraft(own)
      queries.invalidateQueries({ queryKey: [kind === 'draft' ? 'drafts' : 'proposals'] })
      navigate(kind === 'draft' ? draftPath(id) : proposalPath(id))
    },
  })
  const needsReview = group?.review === true
  const sendAs = (kind: 'vote' | 'draft') => {
    setTried(true)
    if (draft.title.trim() && rule) send.mutate(kind)
  }
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    focusFirstProblem(event.currentTarget)
    sendAs(needsReview ? 'draft' : 'vote')
  }
  if (!isActive) {
    return (
      <>
        <PageHead title={t('new.title')} back={ROUTES.decide} />
        <Notice title={t('new.notAllowed')}>{t('new.notAllowedNext')}</Notice>
      </>
    )
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <PageHead title={t('new.title')} back={ROUTES.decide} />
      <TemplateField onChange={change} />
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
      <Field
        label={t('new.area')}
        hint={t('new.areaHint')}
        value={draft.area}
        onChange={area => change({ area })}
        maxLength={60}
      />
      <MethodFields draft={draft} isTried={isTried} onChange={change} />
      <QuorumField value={draft.quorum} onChange={quorum => change({ quorum })} />
      <SpanField
        label={t('new.closes')}
        hours={Number(draft.hours)}
        choices={SPANS_HOURS}
        onChange={hours => change({ hours: String(hours) })}
      />
      <MoreRules draft={draft} group={group} showsTally={showsTally} onChange={change} />
      {group ? (
        <PrivacyFields
          group={group}
          privacy={privacy}
          onChange={({ rollCall, hidesTally }) => change({ rollCall: rollCall ?? '', hidesTally })}
        />
      ) : null}
      {rule ? (
        <section className="notice" aria-labelledby="means">
          <h2 id="means" className="small">
            {t('new.means')}
          </h2>
          <p>{ruleSentence(t, formats, { rule, ...terms, activeDays: group?.activeDays ?? null, closesEarly })}</p>
        </section>
      ) : null}
      {send.error ? <Failure error={send.error} /> : null}
      <Button type="submit" wide isDisabled={send.isPending}>
        {t(send.isPending ? 'new.sending' : needsReview ? 'new.draft' : 'new.send')}
      </Button>
      {needsReview ? (
        <p className="small soft">{t('new.reviewed')}</p>
      ) : (
        <Button look="quiet" wide isDisabled={send.isPending} onPress={() => sendAs('draft')}>
          {t('new.draft')}
        </Button>
      )}
      <p className="small soft">{t('new.kept')}</p>
    </form>
  )
}

/** The group's usual one where nothing is chosen; none where nobody has to vote, or where the charter has no active ones. */
function quorumOfDraft({ quorum, quorumOf }: ProposalDraft, activeDays: number | null): 'eligible' | 'active' {
  return activeDays === null || quorum === '0' ? 'eligible' : quorumOf || 'active'
}
