import { CheckBox } from '../components/check-choices.tsx'
import { SelectField } from '../components/select-field.tsx'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'

type Stewards = { readonly stewards: readonly string[]; readonly signatures: string }
/** `named`: the key by which the charter names them; undefined for none of its stewards. */
type Candidate = { readonly key: string; readonly name: string; readonly named: string | undefined }

/** Who the stewards are, of those who can be, and how many of them sign. */
export function StewardFields({
  draft: { stewards, signatures },
  candidates,
  signaturesLabel,
  onChange,
}: {
  draft: Stewards
  candidates: readonly Candidate[]
  signaturesLabel: string
  onChange(part: Stewards): void
}) {
  const { t } = useI18n()
  const counts = Array.from({ length: Math.max(stewards.length, 1) }, (_, at) => String(at + 1))
  const turn = ({ key, named }: Candidate, isOn: boolean) => {
    const others = stewards.filter(held => held !== named)
    const next = isOn ? [...others, key] : others
    onChange({ stewards: next, signatures: String(Math.max(1, Math.min(Number(signatures), next.length))) })
  }
  return (
    <>
      <fieldset className="field">
        <legend>{t('amend.stewards')}</legend>
        <div className="choices">
          {candidates.map(one => (
            <CheckBox
              key={one.key}
              label={nameOrKey(one.name, one.key)}
              isOn={one.named !== undefined}
              onChange={isOn => turn(one, isOn)}
            />
          ))}
        </div>
      </fieldset>
      <SelectField
        label={signaturesLabel}
        value={signatures}
        choices={counts.map(count => [count, count] as const)}
        onChange={chosen => onChange({ stewards, signatures: chosen })}
      />
    </>
  )
}
