import { type FormEvent, useState } from 'react'
import type { FederationProposal } from '../api/shapes.ts'
import { Button } from '../components/button.tsx'
import { CheckChoices } from '../components/check-choices.tsx'
import { Field } from '../components/field.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Failure } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { groundName } from './ground-name.ts'
import { CONTESTED, useContesting } from './use-contesting.ts'

/** A steward contests clauses for the group, on a ground of the charter and with what shows it. */
export function RaiseVeto({ proposal, grounds }: { proposal: FederationProposal; grounds: readonly string[] }) {
  const { t } = useI18n()
  const [isOpen, setOpen] = useState(false)
  if (grounds.length === 0) return null
  return isOpen ? (
    <VetoForm proposal={proposal} grounds={grounds} onClose={() => setOpen(false)} />
  ) : (
    <p>
      <Button look="link" onPress={() => setOpen(true)}>
        {t('contest.raise')}
      </Button>
    </p>
  )
}

type FormProps = { proposal: FederationProposal; grounds: readonly string[]; onClose(): void }

function VetoForm({ proposal, grounds, onClose }: FormProps) {
  const { t } = useI18n()
  const names = proposal.clauses.map((text, at) => `§ ${at + 1}. ${text}`)
  const [marked, setMarked] = useState<readonly string[]>([])
  const [ground, setGround] = useState(grounds[0] ?? '')
  const [reason, setReason] = useState('')
  const [evidence, setEvidence] = useState('')
  const [source, setSource] = useState('')
  const [isTried, setTried] = useState(false)
  const raise = useContesting(CONTESTED, onClose)
  const clauses = names.length > 1 ? names.flatMap((name, at) => (marked.includes(name) ? [at] : [])) : [0]
  const isWhole = [reason, evidence, source].every(text => text.trim()) && clauses.length > 0
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (!isWhole) return
    const said = { reason: reason.trim(), evidence: evidence.trim(), source: source.trim() }
    raise.mutate(({ raiseVeto }, { api, member, group }) =>
      raiseVeto(api, member, group, proposal, { clauses, ground, ...said }),
    )
  }
  const missing = (text: string) => (isTried && !text.trim() ? t('contest.needed') : undefined)
  return (
    <form className="stack" onSubmit={submit} noValidate>
      <p className="small soft">{t('contest.about')}</p>
      {names.length > 1 ? (
        <>
          <CheckChoices
            label={t('contest.which')}
            marked={marked}
            choices={names.map(value => ({ value }))}
            onChange={setMarked}
          />
          {isTried && clauses.length === 0 ? <p className="small field-error">{t('contest.needClause')}</p> : null}
        </>
      ) : null}
      <SelectField
        label={t('contest.ground')}
        value={ground}
        choices={grounds.map(name => [name, groundName(t, name)] as const)}
        onChange={setGround}
      />
      <Field
        label={t('contest.reason')}
        value={reason}
        onChange={setReason}
        maxLength={2_000}
        lines={3}
        problem={missing(reason)}
      />
      <Field
        label={t('contest.evidence')}
        value={evidence}
        onChange={setEvidence}
        maxLength={2_000}
        problem={missing(evidence)}
      />
      <Field
        label={t('contest.source')}
        hint={t('contest.sourceHint')}
        value={source}
        onChange={setSource}
        maxLength={500}
        problem={missing(source)}
      />
      {raise.error ? <Failure error={raise.error} /> : null}
      <p className="row">
        <Button type="submit" isDisabled={raise.isPending}>
          {t('contest.send')}
        </Button>
        <Button look="quiet" onPress={onClose}>
          {t('membership.cancel')}
        </Button>
      </p>
    </form>
  )
}
