import { lazy, Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { groupQuery } from '../api/queries.ts'
import type { Draft } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { CheckBox } from '../components/check-choices.tsx'
import { Field } from '../components/field.tsx'
import { PrivacyFields } from '../components/privacy-fields.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Failure, Notice, Waiting } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { proposalPath } from '../routes.ts'
import type { Privacy } from '../signing/privacy.ts'
import { useMe } from '../use-me.ts'
import { useSigning } from './use-signing.ts'

/** With what several need to write at once, which no other page wants. */
const CoWritingCard = lazy(async () => ({ default: (await import('../cowriting/co-writing-card.tsx')).CoWritingCard }))

/** What can be done with a draft by who looks at it: write on, hand in, review, open. */
export function DraftSteps({ draft }: { draft: Draft }) {
  const { t } = useI18n()
  const { session, isActive, mayReview } = useMe()
  const { data: group } = useRead(groupQuery(useApi()))
  const [isWriting, setWriting] = useState(false)
  const submit = useSigning(staleAfter(draft))
  if (!isActive || !session || !group) return null
  const isMine = draft.by === session.key
  const isLetIn = draft.openTo === null || draft.openTo.includes(session.key)
  const mayWrite = isMine || (isLetIn && draft.state === 'draft')
  const mayOpen = isMine ? draft.state === 'approved' || (draft.state === 'draft' && !group.review) : mayReview
  if (isWriting) {
    return (
      <Suspense fallback={<Waiting />}>
        <CoWritingCard draft={draft} onDone={() => setWriting(false)} />
      </Suspense>
    )
  }
  return (
    <div className="stack">
      {draft.unsaved ? <Notice tone="warn" title={t('cowriting.unsaved')} /> : null}
      {draft.state === 'review' && !(mayReview && !isMine) ? <Notice title={t('draft.waits')} /> : null}
      <p className="row">
        {mayWrite ? (
          <Button look="quiet" onPress={() => setWriting(true)}>
            {t('draft.write')}
          </Button>
        ) : null}
        {isMine && draft.state === 'draft' ? (
          <Button
            look={group.review ? 'main' : 'quiet'}
            isDisabled={submit.isPending}
            onPress={() =>
              submit.mutate(({ submitDraft }, { api, member, group: id }) => submitDraft(api, member, id, draft))
            }
          >
            {t('draft.submit')}
          </Button>
        ) : null}
      </p>
      {submit.error ? <Failure error={submit.error} /> : null}
      {draft.state === 'review' && mayReview && !isMine ? <Reviewing draft={draft} /> : null}
      {mayOpen && (isMine || draft.state === 'approved') ? <Opening draft={draft} /> : null}
    </div>
  )
}

function staleAfter({ id }: Draft): readonly (readonly string[])[] {
  return [['drafts'], ['draft', id], ['due']]
}

function Reviewing({ draft }: { draft: Draft }) {
  const { t } = useI18n()
  const [reason, setReason] = useState('')
  const review = useSigning(staleAfter(draft))
  const give = (verdict: 'approved' | 'changes') =>
    review.mutate(({ reviewDraft }, { api, member, group }) =>
      reviewDraft(api, member, group, draft, { verdict, reason: reason.trim() }),
    )
  return (
    <section className="card" aria-labelledby="reviewing">
      <h2 id="reviewing">{t('draft.review')}</h2>
      <Field
        label={t('draft.reason')}
        hint={t('draft.reasonHint')}
        value={reason}
        onChange={setReason}
        maxLength={2_000}
        lines={3}
      />
      {review.error ? <Failure error={review.error} /> : null}
      <p className="row">
        <Button isDisabled={review.isPending} onPress={() => give('approved')}>
          {t('draft.approve')}
        </Button>
        <Button look="quiet" isDisabled={review.isPending || !reason.trim()} onPress={() => give('changes')}>
          {t('draft.askChanges')}
        </Button>
      </p>
    </section>
  )
}

const HOUR_MS = 3_600_000
const DAYS = [1, 3, 7, 13] as const

function Opening({ draft }: { draft: Draft }) {
  const { t } = useI18n()
  const [, navigate] = useLocation()
  const [days, setDays] = useState('3')
  const [closesEarly, setEarly] = useState(false)
  const [onPaper, setOnPaper] = useState(false)
  const [privacy, setPrivacy] = useState<Privacy>({ rollCall: null, hidesTally: false })
  const { data: group } = useRead(groupQuery(useApi()))
  const open = useSigning([...staleAfter(draft), ['proposals']], ({ id }) => navigate(proposalPath(id)))
  return (
    <section className="card" aria-labelledby="opening">
      <h2 id="opening">{t('draft.open')}</h2>
      <SelectField
        label={t('new.closes')}
        value={days}
        choices={DAYS.map(count => [String(count), t('new.days', { count })] as const)}
        onChange={setDays}
      />
      {group ? <PrivacyFields group={group} privacy={privacy} onChange={setPrivacy} /> : null}
      <CheckBox label={t('new.early')} isOn={closesEarly} onChange={setEarly} />
      <CheckBox label={t('paper.offer')} isOn={onPaper} onChange={setOnPaper} />
      {open.error ? <Failure error={open.error} /> : null}
      <p>
        <Button
          isDisabled={open.isPending}
          onPress={() =>
            open.mutate(({ openDraft }, { api, member, group }) =>
              openDraft(api, member, group, draft, {
                closesAtMs: Date.now() + Number(days) * 24 * HOUR_MS,
                closesEarly,
                onPaper,
                ...privacy,
              }),
            )
          }
        >
          {t('new.send')}
        </Button>
      </p>
    </section>
  )
}
