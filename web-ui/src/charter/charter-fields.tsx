import { useApi } from '../api/api-context.ts'
import { membersQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { CheckBox } from '../components/check-choices.tsx'
import { Field } from '../components/field.tsx'
import { SelectField } from '../components/select-field.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import type { CharterDraft } from './charter-draft.ts'
import { ShareField } from './share-field.tsx'
import { StewardFields } from './steward-fields.tsx'
import { UsualMethodFields } from './usual-method-fields.tsx'

type Change = (part: Partial<CharterDraft>) => void

const ADMISSIONS = ['open', 'invited', 'vouched', 'approved'] as const
const QUORUMS = ['0', '1/10', '1/4', '1/3', '1/2', '2/3', '3/4'] as const
const SUPPORTS = ['1/100', '1/50', '1/20', '1/10', '1/5', '1/4', '1/3', '1/2'] as const

/** A charter to be written anew, rule by rule, in the words in which it is read. */
export function CharterFields({ draft, onChange }: { draft: CharterDraft; onChange: Change }) {
  const { t } = useI18n()
  return (
    <>
      <Field label={t('amend.name')} value={draft.name} onChange={name => onChange({ name })} maxLength={80} />
      <Field
        label={t('amend.purpose')}
        value={draft.purpose}
        onChange={purpose => onChange({ purpose })}
        maxLength={2_000}
        lines={3}
      />
      <SelectField
        label={t('charter.joining')}
        value={draft.admission}
        choices={ADMISSIONS.map(type => [type, t(`admission.${type}`)] as const)}
        onChange={admission => onChange({ admission })}
      />
      {draft.admission === 'vouched' ? (
        <Field
          label={t('amend.vouchers')}
          value={draft.vouchers}
          onChange={vouchers => onChange({ vouchers })}
          inputMode="numeric"
        />
      ) : null}
      <DecisionFields draft={draft} onChange={onChange} />
      <PrivacyFields draft={draft} onChange={onChange} />
      <KeeperFields draft={draft} onChange={onChange} />
    </>
  )
}

function DecisionFields({ draft, onChange }: { draft: CharterDraft; onChange: Change }) {
  const { t } = useI18n()
  return (
    <>
      <UsualMethodFields draft={draft} onChange={onChange} />
      <ShareField
        label={t('charter.quorum')}
        value={draft.quorum}
        shares={QUORUMS}
        onChange={quorum => onChange({ quorum })}
      />
      <SelectField
        label={t('charter.review')}
        value={draft.review ? 'yes' : 'no'}
        choices={[
          ['no', t('charter.reviewNo')],
          ['yes', t('charter.reviewYes')],
        ]}
        onChange={answer => onChange({ review: answer === 'yes' })}
      />
      <fieldset className="field">
        <legend>{t('charter.initiatives')}</legend>
        {(['opinion', 'decision', 'charter'] as const).map(type => (
          <ShareField
            key={type}
            label={t(`amend.support.${type}`)}
            value={draft[type]}
            shares={SUPPORTS}
            onChange={share => onChange({ [type]: share })}
          />
        ))}
      </fieldset>
    </>
  )
}

function PrivacyFields({ draft, onChange }: { draft: CharterDraft; onChange: Change }) {
  const { t } = useI18n()
  return (
    <>
      <SelectField
        label={t('charter.rollCall')}
        value={draft.rollCall}
        choices={(['voter', 'members', 'all'] as const).map(whom => [whom, t(`seen.by.${whom}`)] as const)}
        onChange={rollCall => onChange({ rollCall })}
      />
      <CheckBox
        label={t('seen.tallyHidden')}
        isOn={draft.hidesTally}
        onChange={hidesTally => onChange({ hidesTally })}
      />
      <SelectField
        label={t('charter.reading')}
        value={draft.reading}
        choices={(['members', 'anyone'] as const).map(whom => [whom, t(`charter.reading.${whom}`)] as const)}
        onChange={reading => onChange({ reading })}
      />
      <SelectField
        label={t('charter.federated')}
        value={draft.federated}
        choices={(['open-at-once', 'steward-opens'] as const).map(how => [how, t(`charter.federated.${how}`)] as const)}
        onChange={federated => onChange({ federated })}
      />
    </>
  )
}

/** Who the stewards are: anybody who is in the group; and how long a lost key can object. */
function KeeperFields({ draft, onChange }: { draft: CharterDraft; onChange: Change }) {
  const { t } = useI18n()
  const { data: members = [] } = useRead(membersQuery(useApi()))
  const candidates = members.flatMap(({ key, signer, name, state }) => {
    // Who got a new key may stand in the charter by the one before.
    const named = draft.stewards.find(held => held === signer || held === key)
    return state === 'active' || named !== undefined ? [{ key: signer, name, named }] : []
  })
  return (
    <>
      <StewardFields
        draft={draft}
        candidates={candidates}
        signaturesLabel={t('amend.signatures')}
        onChange={onChange}
      />
      <Field
        label={t('charter.lostKeyHours')}
        value={draft.lostKeyHours}
        onChange={lostKeyHours => onChange({ lostKeyHours })}
        inputMode="numeric"
      />
    </>
  )
}
