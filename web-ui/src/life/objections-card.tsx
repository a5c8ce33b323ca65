import { type FormEvent, useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { objectionsQuery } from '../api/queries.ts'
import type { Objection, Proposal } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { KeptWritings } from '../components/kept-writings.tsx'
import { Failure } from '../components/states.tsx'
import { useKeptWritings } from '../components/use-kept-writings.ts'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'
import { useSigning } from './use-signing.ts'

const LOOKS = {
  raised: 'chip chip-warn',
  upheld: 'chip chip-against',
  dismissed: 'chip',
  withdrawn: 'chip',
} as const

/** Who objects and why, what became of it, and room to object while the vote is open; nothing where objections decide nothing. */
export function ObjectionsCard({ proposal }: { proposal: Proposal }) {
  const { t } = useI18n()
  const { isActive } = useMe()
  const { data: objections = [], error } = useRead(objectionsQuery(useApi(), proposal.id))
  // By consent one objects on the ballot; here only who has none, or has more to say.
  const [isWriting, setWriting] = useState(proposal.method !== 'consent')
  if (!proposal.heeds) return null
  const isOpen = proposal.state === 'open'
  return (
    <section className="card" aria-labelledby="objections">
      <h2 id="objections">{t('objection.title')}</h2>
      <p className="small soft">{t(`objection.about.${proposal.heeds}`)}</p>
      {error ? <Failure error={error} /> : null}
      {objections.length === 0 && !error ? <p className="soft">{t('objection.none')}</p> : null}
      {objections.length > 0 ? (
        <ul className="stack">
          {objections.map(objection => (
            <ObjectionItem key={objection.id} proposal={proposal.id} objection={objection} isOpen={isOpen} />
          ))}
        </ul>
      ) : null}
      <KeptWritings kind="objection/raised" about={proposal.id} />
      {isOpen && isActive && isWriting ? <Objecting proposal={proposal.id} /> : null}
      {isOpen && isActive && !isWriting ? (
        <p>
          <Button look="link" onPress={() => setWriting(true)}>
            {t('consent.withoutVote')}
          </Button>
        </p>
      ) : null}
    </section>
  )
}

function useObjecting(proposal: string, onDone: () => void = () => undefined) {
  return useSigning([['objections', proposal], ['proposal', proposal], ['proposals']], onDone)
}

function ObjectionItem({ proposal, objection, isOpen }: { proposal: string; objection: Objection; isOpen: boolean }) {
  const { t } = useI18n()
  const { session, mayJudge } = useMe()
  const take = useObjecting(proposal)
  const { id, by, byName, reason, amendment, state, stands, judgements } = objection
  const isMine = session?.key === by
  const isLeaving = useKeptWritings('objection/withdrawn', id).waiting.length > 0
  const isSettled = !isOpen || state === 'withdrawn'
  return (
    <li className="stack-tight">
      <p className="row">
        <span className={LOOKS[state]}>{t(`objection.state.${state}`)}</span>
        {stands && state !== 'upheld' ? <span className="chip chip-against">{t('objection.stands')}</span> : null}
        <span className="small soft">{nameOrKey(byName, by)}</span>
      </p>
      <p className="prose">{reason}</p>
      {amendment ? (
        <>
          <p className="small soft">{t('objection.wouldDo')}</p>
          <p className="prose">{amendment}</p>
        </>
      ) : null}
      {judgements.map(judgement => (
        <div key={`${judgement.by} ${judgement.at} ${judgement.reason}`}>
          <p className="small soft">
            {t(judgement.upheld ? 'objection.judgedUpheld' : 'objection.judgedDismissed', {
              name: nameOrKey(judgement.byName, judgement.by),
            })}
          </p>
          <p className="prose">{judgement.reason}</p>
        </div>
      ))}
      {isMine ? <KeptWritings kind="objection/withdrawn" about={id} /> : null}
      {isMine && !isSettled && !isLeaving ? (
        <p>
          <Button
            look="quiet"
            isDisabled={take.isPending}
            onPress={() => take.mutate(({ withdrawObjection }, hand) => withdrawObjection(hand, id))}
          >
            {t('objection.withdraw')}
          </Button>
        </p>
      ) : null}
      {take.error ? <Failure error={take.error} /> : null}
      {mayJudge && !isMine && !isSettled ? <Judging proposal={proposal} objection={id} /> : null}
    </li>
  )
}

function Judging({ proposal, objection }: { proposal: string; objection: string }) {
  const { t } = useI18n()
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState('')
  const judge = useObjecting(proposal, () => {
    setReason('')
    setOpen(false)
  })
  if (!isOpen) {
    return (
      <p>
        <Button look="quiet" onPress={() => setOpen(true)}>
          {t('objection.judge')}
        </Button>
      </p>
    )
  }
  const say = (upheld: boolean) =>
    judge.mutate(({ judgeObjection }, { api, member, group }) =>
      judgeObjection(api, member, group, { objection, upheld, reason: reason.trim() }),
    )
  const isDisabled = judge.isPending || !reason.trim()
  return (
    <div className="stack-tight">
      <Field label={t('objection.why')} value={reason} onChange={setReason} maxLength={2_000} lines={2} />
      {judge.error ? <Failure error={judge.error} /> : null}
      <p className="row">
        <Button look="quiet" isDisabled={isDisabled} onPress={() => say(true)}>
          {t('objection.uphold')}
        </Button>
        <Button look="quiet" isDisabled={isDisabled} onPress={() => say(false)}>
          {t('objection.dismiss')}
        </Button>
      </p>
    </div>
  )
}

function Objecting({ proposal }: { proposal: string }) {
  const { t } = useI18n()
  const [reason, setReason] = useState('')
  const [amendment, setAmendment] = useState('')
  const raise = useObjecting(proposal, () => {
    setReason('')
    setAmendment('')
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!reason.trim()) return
    raise.mutate(({ raiseObjection }, hand) =>
      raiseObjection(hand, { proposal, reason: reason.trim(), amendment: amendment.trim() }),
    )
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <Field label={t('objection.because')} value={reason} onChange={setReason} maxLength={2_000} lines={3} />
      <Field label={t('objection.amendment')} value={amendment} onChange={setAmendment} maxLength={5_000} lines={2} />
      <p className="small soft">{t('objection.named')}</p>
      {raise.error ? <Failure error={raise.error} /> : null}
      <p>
        <Button type="submit" look="quiet" isDisabled={raise.isPending || !reason.trim()}>
          {t('objection.raise')}
        </Button>
      </p>
    </form>
  )
}
