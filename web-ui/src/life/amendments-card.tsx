import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { Draft } from '../api/shapes.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { Failure, Notice } from '../components/states.tsx'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { draftPath } from '../routes.ts'
import { useMe } from '../use-me.ts'
import { useSigning } from './use-signing.ts'
import { Changes } from './versions-card.tsx'

/** Other texts that members offer for a draft, and room to offer one. */
export function AmendmentsCard({ draft }: { draft: Draft }) {
  const { t } = useI18n()
  const { session, isActive } = useMe()
  const mayAmend = isActive && draft.state !== 'opened' && draft.by !== session?.key
  if (draft.amendments.length === 0 && !mayAmend) return null
  return (
    <section className="card" aria-labelledby="amendments">
      <h2 id="amendments">{t('amendment.title')}</h2>
      {draft.amendments.map(amendment => (
        <AmendmentItem key={amendment.id} draft={draft} amendment={amendment} />
      ))}
      {mayAmend ? <Amending draft={draft} /> : null}
    </section>
  )
}

function AmendmentItem({ draft, amendment }: { draft: Draft; amendment: Draft['amendments'][number] }) {
  const { t } = useI18n()
  const { session } = useMe()
  const [, navigate] = useLocation()
  const stale = [['drafts'], ['draft', draft.id]]
  const accept = useSigning(stale)
  const start = useSigning(stale, ({ id }) => navigate(draftPath(id)))
  const { id, byName, by, base, reason, state, own, declined, difference } = amendment
  const isOffered = state === 'offered'
  const mayAccept = isOffered && draft.by === session?.key && base === draft.head && draft.state !== 'opened'
  return (
    <div className="stack-tight">
      <p className="row small soft">
        <span>{nameOrKey(byName, by)}</span>
        <span className={state === 'accepted' ? 'chip chip-for' : 'chip'}>{t(`amendment.${state}`)}</span>
        {own ? <Link href={draftPath(own)}>{t('amendment.toOwn')}</Link> : null}
      </p>
      {reason ? <p className="prose">{reason}</p> : null}
      {declined ? <Notice title={t('amendment.because', { reason: declined })} /> : null}
      <Changes changes={difference} />
      {mayAccept ? (
        <p>
          <Button
            look="quiet"
            isDisabled={accept.isPending}
            onPress={() =>
              accept.mutate(({ acceptAmendment }, { api, member, group }) => acceptAmendment(api, member, group, id))
            }
          >
            {t('amendment.accept')}
          </Button>
        </p>
      ) : null}
      {isOffered && draft.by === session?.key && draft.state !== 'opened' ? (
        <Declining draft={draft} amendment={id} />
      ) : null}
      {(isOffered || state === 'declined') && by === session?.key ? (
        <p>
          <Button
            look="link"
            isDisabled={start.isPending}
            onPress={() =>
              start.mutate(({ startFromAmendment }, { api, member, group }) =>
                startFromAmendment(api, member, group, draft, amendment),
              )
            }
          >
            {t('amendment.makeOwn')}
          </Button>
        </p>
      ) : null}
      {accept.error || start.error ? <Failure error={accept.error ?? start.error} /> : null}
    </div>
  )
}

function Declining({ draft, amendment }: { draft: Draft; amendment: string }) {
  const { t } = useI18n()
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const decline = useSigning([['draft', draft.id]])
  if (!isOpen) {
    return (
      <p>
        <Button look="link" onPress={() => setOpen(true)}>
          {t('amendment.decline')}
        </Button>
      </p>
    )
  }
  return (
    <div className="stack-tight">
      <Field label={t('amendment.whyNot')} value={reason} onChange={setReason} maxLength={2_000} />
      {decline.error ? <Failure error={decline.error} /> : null}
      <p>
        <Button
          look="quiet"
          isDisabled={decline.isPending || !reason.trim()}
          onPress={() =>
            decline.mutate(({ declineAmendment }, { api, member, group }) =>
              declineAmendment(api, member, group, { amendment, reason: reason.trim() }),
            )
          }
        >
          {t('amendment.decline')}
        </Button>
      </p>
    </div>
  )
}

function Amending({ draft }: { draft: Draft }) {
  const { t } = useI18n()
  const [isOpen, setOpen] = useState(false)
  // What somebody writes stays though another version comes meanwhile, which is then what it is offered for.
  const [written, setWritten] = useState<string>()
  const text = written ?? draft.text
  const [reason, setReason] = useState('')
  const offer = useSigning([['draft', draft.id]], () => {
    setOpen(false)
    setWritten(undefined)
    setReason('')
  })
  if (!isOpen) {
    return (
      <p>
        <Button look="quiet" onPress={() => setOpen(true)}>
          {t('amendment.offer')}
        </Button>
      </p>
    )
  }
  return (
    <div className="stack">
      <Field label={t('amendment.text')} value={text} onChange={setWritten} maxLength={20_000} lines={8} />
      <Field label={t('amendment.reason')} value={reason} onChange={setReason} maxLength={2_000} />
      {offer.error ? <Failure error={offer.error} /> : null}
      <p className="row">
        <Button
          isDisabled={offer.isPending || text === draft.text}
          onPress={() =>
            offer.mutate(({ amend }, { api, member, group }) => amend(api, member, group, draft, { text, reason }))
          }
        >
          {t('amendment.send')}
        </Button>
        <Button look="link" onPress={() => setOpen(false)}>
          {t('me.cancel')}
        </Button>
      </p>
    </div>
  )
}
