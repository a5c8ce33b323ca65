import { useQuery } from '@tanstack/react-query'
import { useApi } from '../api/api-context.ts'
import { councilQuery } from '../api/queries.ts'
import { ShareField } from '../charter/charter-fields.tsx'
import { CheckBox } from '../components/check-choices.tsx'
import { Field } from '../components/field.tsx'
import { SelectField } from '../components/select-field.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import type { FederationDraft } from './federation-draft.ts'

type Props = {
  readonly federation: string
  /** Who the stewards are now. */
  readonly named: readonly string[]
  readonly draft: FederationDraft
  onChange(part: Partial<FederationDraft>): void
}

const METHODS = ['majority', 'supermajority', 'consensus', 'consent'] as const
const QUORUMS = ['0', '1/4', '1/3', '1/2', '2/3', '3/4', '1'] as const
const THRESHOLDS = ['3/5', '2/3', '3/4', '17/20', '9/10', '1'] as const

/** The charter of a federation to be written anew, rule by rule. */
export function FederationFields(props: Props) {
  const { t } = useI18n()
  const { draft, onChange } = props
  return (
    <>
      <Field label={t('motions.name')} value={draft.name} onChange={name => onChange({ name })} maxLength={80} />
      <Field
        label={t('amend.purpose')}
        value={draft.purpose}
        onChange={purpose => onChange({ purpose })}
        maxLength={2_000}
        lines={3}
      />
      {draft.method === null ? null : (
        <SelectField
          label={t('charter.method')}
          value={draft.method}
          choices={METHODS.map(name => [name, t(`method.${name}`)] as const)}
          onChange={method => onChange({ method, threshold: method === 'consensus' ? '17/20' : '2/3' })}
        />
      )}
      {draft.method === 'supermajority' || draft.method === 'consensus' ? (
        <ShareField
          label={t('amend.threshold')}
          value={draft.threshold}
          shares={THRESHOLDS}
          onChange={threshold => onChange({ threshold })}
        />
      ) : null}
      <ShareField
        label={t('motions.quorum')}
        value={draft.quorum}
        shares={QUORUMS}
        onChange={quorum => onChange({ quorum })}
      />
      <ShareField
        label={t('motions.councilQuorum')}
        value={draft.councilQuorum}
        shares={QUORUMS}
        onChange={councilQuorum => onChange({ councilQuorum })}
      />
      <SelectField
        label={t('motions.evidence')}
        value={draft.evidence}
        choices={(['recount', 'arithmetic'] as const).map(kind => [kind, t(`motions.evidence.${kind}`)] as const)}
        onChange={evidence => onChange({ evidence })}
      />
      <SelectField
        label={t('motions.binds')}
        value={draft.binds ? 'yes' : 'no'}
        choices={(['yes', 'no'] as const).map(answer => [answer, t(`motions.binds.${answer}`)] as const)}
        onChange={answer => onChange({ binds: answer === 'yes' })}
      />
      <Field
        label={t('motions.witnesses')}
        hint={t('motions.witnessesHint')}
        value={draft.witnesses}
        onChange={witnesses => onChange({ witnesses })}
        inputMode="numeric"
      />
      <SelectField
        label={t('motions.expulsion')}
        value={draft.expulsion}
        choices={(['decision', 'stewards', 'council'] as const).map(
          rule => [rule, t(`motions.expulsion.${rule}`)] as const,
        )}
        onChange={expulsion => onChange({ expulsion })}
      />
      <StewardFields {...props} />
    </>
  )
}

/** Stewards of a federation: those it has, and whoever sits on its council. */
function StewardFields({ federation, named, draft, onChange }: Props) {
  const { t } = useI18n()
  const { data: council } = useQuery(councilQuery(useApi(), federation))
  const sitting = council?.seats.filter(({ state }) => state === 'sits') ?? []
  const names = new Map(sitting.map(({ delegate, name, groupName }) => [delegate, `${name} (${groupName})`]))
  const keys = [...new Set([...named, ...names.keys()])]
  const { stewards, signatures } = draft
  const turn = (key: string, isOn: boolean) => {
    const others = stewards.filter(held => held !== key)
    const next = isOn ? [...others, key] : others
    onChange({ stewards: next, signatures: String(Math.max(1, Math.min(Number(signatures), next.length))) })
  }
  return (
    <>
      <fieldset className="field">
        <legend>{t('amend.stewards')}</legend>
        <div className="choices">
          {keys.map(key => (
            <CheckBox
              key={key}
              label={names.get(key) ?? key.slice(0, 12)}
              isOn={stewards.includes(key)}
              onChange={isOn => turn(key, isOn)}
            />
          ))}
        </div>
      </fieldset>
      <SelectField
        label={t('motions.signatures')}
        value={signatures}
        choices={Array.from({ length: Math.max(stewards.length, 1) }, (_, at) => String(at + 1)).map(
          count => [count, count] as const,
        )}
        onChange={chosen => onChange({ signatures: chosen })}
      />
    </>
  )
}
