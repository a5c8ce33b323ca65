import { Checkbox } from 'react-aria-components/Checkbox'
import { CheckboxGroup } from 'react-aria-components/CheckboxGroup'
import { Label } from 'react-aria-components/Label'
import { ForIcon } from './icons.tsx'

export type CheckChoice = { readonly value: string; readonly aside?: string; readonly isDisabled?: boolean }

/** Any of several choices, each a large card that can be marked. */
export function CheckChoices({
  label,
  marked,
  choices,
  onChange,
}: {
  label: string
  marked: readonly string[]
  choices: readonly CheckChoice[]
  onChange(marked: string[]): void
}) {
  return (
    <CheckboxGroup className="field" value={[...marked]} onChange={onChange}>
      <Label className="visually-hidden">{label}</Label>
      <div className="choices">
        {choices.map(({ value, aside, isDisabled = false }) => (
          <Checkbox key={value} value={value} isDisabled={isDisabled} className="choice">
            <CheckMark />
            <span className="choice-text">{value}</span>
            {aside ? <span className="choice-aside number soft">{aside}</span> : null}
          </Checkbox>
        ))}
      </div>
    </CheckboxGroup>
  )
}

/** One thing to agree to or not. */
export function CheckBox({ label, isOn, onChange }: { label: string; isOn: boolean; onChange(isOn: boolean): void }) {
  return (
    <Checkbox isSelected={isOn} onChange={onChange} className="choice">
      <CheckMark />
      <span className="choice-text">{label}</span>
    </Checkbox>
  )
}

function CheckMark() {
  return (
    <span className="choice-mark">
      <ForIcon />
    </span>
  )
}
