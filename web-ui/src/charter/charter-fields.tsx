import { useQuery } from '@tanstack/react-query'
import { useApi } from '../api/api-context.ts'
import { membersQuery } from '../api/queries.ts'
import type { Member } from '../api/shapes.ts'
import { CheckBox } from '../components/check-choices.tsx'
import { Field } from '../components/field.tsx'
import { SelectField } from '../components/select-field.tsx'
import { sayShare } from '../format/fraction.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import type { CharterDraft } from './charter-draft.ts'

type Change = (part: Partial<CharterDraft>) => void

const ADMISSIONS = ['open', 'invited', 'vouched', 'approved'] as const
const METHODS = ['majority', 'supermajority', 'consensus', 'consent'] as const
const QUORUMS = ['0', '1/10', '1/4', '1/3', '1/2', '2/3', '3/4'] as const
const THRESHOLDS = ['3/5', '2/3', '3/4', '17/20', '9/10', '1'] as const
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
      <StewardFields draft={draft} onChange={onChange} />
    </>
  )
}

/** The shares on offer, with the one that there is. */
export function ShareField({
  label,
  value,
  shares,
  onChange,
}: {
  label: string
  value: string
  shares: readonly string[]
  onChange(share: string): void
}) {
  const { t, formats } = useI18n()
  const offered = shares.includes(value) ? shares : [value, ...shares]
  const nameOf = (share: string) => (share === '0' ? t('charter.noQuorum') : sayShare(share, formats.percent))
  return (
    <SelectField
      label={label}
      value={value}
      choices={offered.map(share => [share, nameOf(share)] as const)}
      onChange={onChange}
    />
  )
}

function DecisionFields({ draft, onChange }: { draft: CharterDraft; onChange: Change }) {
  const { t } = useI18n()
  const { method } = draft
  return (
    <>
      {method === null ? null : (
        <SelectField
          label={t('charter.method')}
          value={method}
          choices={METHODS.map(name => [name, t(`method.${name}`)] as const)}
          onChange={chosen => onChange({ method: chosen, threshold: chosen === 'consensus' ? '17/20' : '2/3' })}
        />
      )}
      {method === 'supermajority' || method === 'consensus' ? (
        <ShareField
          label={t('amend.threshold')}
          value={draft.threshold}
          shares={THRESHOLDS}
          onChange={threshold => onChange({ threshold })}
        />
      ) : null}
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

/** Who the stewards are: anybody who is in the group; and how many of them sign what changes the charter. */
function StewardFields({ draft, onChange }: { draft: CharterDraft; onChange: Change }) {
  const { t } = useI18n()
  const { data: members = [] } = useQuery(membersQuery(useApi()))
  const { stewards, signatures } = draft
  const named = (member: Pick<Member, 'key' | 'signer'>) =>
    stewards.find(key => key === member.signer || key === member.key)
  const active = members.filter(member => member.state === 'active' || named(member))
  const counts = Array.from({ length: Math.max(stewards.length, 1) }, (_, i) => String(i + 1))
  const turn = (member: Pick<Member, 'key' | 'signer'>, isOn: boolean) => {
    const others = stewards.filter(key => key !== named(member))
    const next = isOn ? [...others, member.signer] : others
    onChange({ stewards: next, signatures: String(Math.max(1, Math.min(Number(signatures), next.length))) })
  }
  return (
    <>
      <fieldset className="field">
        <legend>{t('amend.stewards')}</legend>
        <div className="choices">
          {active.map(member => (
            <CheckBox
              key={member.key}
              label={member.name || member.key.slice(0, 12)}
              isOn={named(member) !== undefined}
              onChange={isOn => turn(member, isOn)}
            />
          ))}
        </div>
      </fieldset>
      <SelectField
        label={t('amend.signatures')}
        value={signatures}
        choices={counts.map(count => [count, count] as const)}
        onChange={chosen => onChange({ signatures: chosen })}
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
