import { type FormEvent, useState } from 'react'
import type { Choice } from '../../../protocol/governance/choice.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { Failure } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useSigning } from '../life/use-signing.ts'
import { VoteButtons } from './vote-buttons.tsx'

/** Consent: one touch to go along or to stand aside; who is against says why, which is an objection of their own. */
export function ConsentBallot({
  proposal,
  cast,
  isSending,
  onVote,
}: {
  proposal: string
  cast: Choice | undefined
  isSending: boolean
  onVote(choice: Choice): void
}) {
  const { t } = useI18n()
  const [isObjecting, setObjecting] = useState(false)
  const [reason, setReason] = useState('')
  const [amendment, setAmendment] = useState('')
  const raise = useSigning([['objections', proposal], ['proposal', proposal], ['proposals']], () =>
    onVote({ vote: 'against' }),
  )
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (!reason.trim()) return
    raise.mutate(({ raiseObjection }, hand) =>
      raiseObjection(hand, { proposal, reason: reason.trim(), amendment: amendment.trim() }),
    )
  }
  return (
    <div className="stack">
      <VoteButtons
        cast={cast}
        isSending={isSending || raise.isPending}
        names={{ for: t('consent.for'), against: t('consent.against'), abstain: t('consent.abstain') }}
        onVote={choice => {
          const isAgainst = 'vote' in choice && choice.vote === 'against'
          setObjecting(isAgainst)
          if (!isAgainst) onVote(choice)
        }}
      />
      {isObjecting ? (
        <form className="stack" onSubmit={submit} noValidate>
          <p className="small soft">{t('consent.objecting')}</p>
          <Field
            label={t('objection.because')}
            value={reason}
            onChange={setReason}
            maxLength={2_000}
            lines={3}
            autoFocus
          />
          <Field
            label={t('objection.amendment')}
            value={amendment}
            onChange={setAmendment}
            maxLength={5_000}
            lines={2}
          />
          <p className="small soft">{t('objection.named')}</p>
          {raise.error ? <Failure error={raise.error} /> : null}
          <p className="row">
            <Button type="submit" isDisabled={raise.isPending || isSending || !reason.trim()}>
              {t('objection.raise')}
            </Button>
            <Button look="link" onPress={() => setObjecting(false)}>
              {t('consent.back')}
            </Button>
          </p>
        </form>
      ) : null}
    </div>
  )
}
