import { type FormEvent, useState } from 'react'
import { useLocation } from 'wouter'
import { leastForCharter } from '../../../protocol/group/charter-vote.ts'
import { formatRational } from '../../../protocol/rational.ts'
import { useApi } from '../api/api-context.ts'
import { charterChangesQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { ChangeTable } from '../charter/change-table.tsx'
import { forgetChange, keptChange } from '../charter/kept-change.ts'
import { termsIn } from '../charter/said-charter.ts'
import { useSigning } from '../charter/use-signing.ts'
import { Button, ButtonLink } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { PageHead } from '../components/page-head.tsx'
import { HOUR_MS, SpanField } from '../components/span-field.tsx'
import { Empty, Failure, Notice, Waiting } from '../components/states.tsx'
import { sayShare } from '../format/fraction.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { proposalPath, ROUTES } from '../routes.ts'

const SPANS_HOURS = [24, 72, 168, 312] as const

/** A member puts a change of the charter to the vote: the change is fixed, how it is decided too. */
export function CharterVotePage() {
  const { t, formats } = useI18n()
  const { data: changes, error, refetch } = useRead(charterChangesQuery(useApi()))
  const [, navigate] = useLocation()
  const [change] = useState(() => keptChange(sessionStorage))
  const [title, setTitle] = useState(t('amend.voteTitle'))
  const [text, setText] = useState('')
  const [hours, setHours] = useState(72)
  const sending = useSigning([['proposals']], ({ id }) => {
    forgetChange(sessionStorage)
    navigate(proposalPath(id))
  })
  const head = <PageHead title={t('amend.put')} back={ROUTES.charter} />
  if (!change) {
    return (
      <>
        {head}
        <Empty title={t('amend.noChange')}>
          <ButtonLink to={ROUTES.charter}>{t('steward.charter')}</ButtonLink>
        </Empty>
      </>
    )
  }
  const last = changes?.versions.at(-1)
  if (!changes || !last) {
    return (
      <>
        {head}
        {error ? <Failure error={error} onRetry={refetch} /> : <Waiting />}
      </>
    )
  }
  const before = termsIn(last.terms)
  const least = leastForCharter(before)
  const method = 'threshold' in least.method ? sayShare(formatRational(least.method.threshold), formats.percent) : null
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (title.trim() === '') return
    const closesAtMs = Date.now() + hours * HOUR_MS
    sending.mutate((acts, hand) =>
      acts.openCharterVote(hand, { title: title.trim(), text, closesAtMs, change: { ...change, before } }),
    )
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {head}
      {changes.inForce === change.amends ? null : <Notice title={t('refusal.charter/stale')} tone="warn" />}
      <section className="card" aria-labelledby="charter-changes">
        <h2 id="charter-changes">{t('amend.changes')}</h2>
        <ChangeTable before={before} after={change.terms} />
      </section>
      <Field
        label={t('new.name')}
        value={title}
        onChange={setTitle}
        maxLength={200}
        problem={title.trim() === '' ? t('new.needName') : undefined}
      />
      <Field label={t('amend.why')} value={text} onChange={setText} maxLength={10_000} lines={5} />
      <SpanField label={t('new.closes')} hours={hours} choices={SPANS_HOURS} onChange={setHours} />
      <Notice title={t('amend.decidedBy')}>
        <p>
          {method === null ? t('method.consent.about') : t('method.supermajority.about', { share: method })}{' '}
          {t('amend.quorum', { share: sayShare(formatRational(least.quorum), formats.percent) })}
        </p>
      </Notice>
      {sending.error ? <Failure error={sending.error} /> : null}
      <Button type="submit" wide isDisabled={sending.isPending}>
        {t(sending.isPending ? 'new.sending' : 'new.send')}
      </Button>
    </form>
  )
}
