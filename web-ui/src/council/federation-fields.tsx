import { useApi } from '../api/api-context.ts'
import { councilQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { ShareField } from '../charter/share-field.tsx'
import { StewardFields } from '../charter/steward-fields.tsx'
import { UsualMethodFields } from '../charter/usual-method-fields.tsx'
import { Field } from '../components/field.tsx'
import { SelectField } from '../components/select-field.tsx'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import type { FederationDraft } from './federation-draft.ts'

type Props = {
  readonly federation: string
  /** Who the stewards are now. */
  readonly named: readonly string[]
  readonly draft: FederationDraft
  onChange(part: Partial<FederationDraft>): void
}

const QUORUMS = ['0', '1/4', '1/3', '1/2', '2/3', '3/4', '1'] as const

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
      <UsualMethodFields draft={draft} onChange={onChange} />
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
      <KeeperFields {...props} />
    </>
  )
}

/** Stewards of a federation: those it has, and whoever sits on its council. */
function KeeperFields({ federation, named, draft, onChange }: Props) {
  const { t } = useI18n()
  const { data: council } = useRead(councilQuery(useApi(), federation))
  const sitting = council?.seats.filter(({ state }) => state === 'sits') ?? []
  const names = new Map(
    sitting.map(({ delegate, name, groupName }) => [delegate, `${nameOrKey(name, delegate)} (${groupName})`]),
  )
  const candidates = [...new Set([...named, ...names.keys()])].map(key => ({
    key,
    name: names.get(key) ?? '',
    named: draft.stewards.find(held => held === key),
  }))
  return (
    <StewardFields
      draft={draft}
      candidates={candidates}
      signaturesLabel={t('motions.signatures')}
      onChange={onChange}
    />
  )
}
