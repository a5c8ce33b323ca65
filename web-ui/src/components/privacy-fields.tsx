import { ROLL_CALLS } from '../../../protocol/governance/vote-privacy.ts'
import type { Group } from '../api/shapes.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import type { Privacy } from '../signing/privacy.ts'
import { CheckBox } from './check-choices.tsx'
import { SelectField } from './select-field.tsx'

/** Who will see who voted what, and whether all see how it stands: no more than the group's charter allows. */
export function PrivacyFields({
  group,
  privacy,
  onChange,
}: {
  group: Pick<Group, 'rollCall' | 'liveTally'>
  privacy: Privacy
  onChange(privacy: Privacy): void
}) {
  const { t } = useI18n()
  const allowed = ROLL_CALLS.slice(0, ROLL_CALLS.indexOf(group.rollCall) + 1)
  return (
    <>
      <SelectField
        label={t('new.rollCall')}
        value={privacy.rollCall ?? group.rollCall}
        choices={allowed.map(whom => [whom, t(`seen.by.${whom}`)] as const)}
        onChange={rollCall => onChange({ ...privacy, rollCall })}
      />
      {group.liveTally ? (
        <CheckBox
          label={t('new.hideTally')}
          isOn={privacy.hidesTally}
          onChange={hidesTally => onChange({ ...privacy, hidesTally })}
        />
      ) : (
        <p className="small soft">{t('seen.tallyHidden')}</p>
      )}
    </>
  )
}
