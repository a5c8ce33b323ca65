import { Label } from 'react-aria-components/Label'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { ForIcon } from './icons.tsx'

export type RadioChoice<T extends string> = {
  readonly value: T
  readonly label: string
  readonly about?: string
  readonly aside?: string
}

/** One of a few choices, each a large card. */
export function RadioChoices<T extends string>({
  label,
  isLabelHidden = false,
  value,
  choices,
  onChange,
}: {
  label: string
  isLabelHidden?: boolean
  value: T | null
  choices: readonly RadioChoice<T>[]
  onChange(value: NoInfer<T>): void
}) {
  const choose = (chosen: string) => {
    const found = choices.find(choice => choice.value === chosen)
    if (found) onChange(found.value)
  }
  return (
    <RadioGroup className="field" value={value} onChange={choose}>
      <Label className={isLabelHidden ? 'visually-hidden' : 'label'}>{label}</Label>
      <div className="choices">
        {choices.map(choice => (
          <Radio key={choice.value} value={choice.value} className="choice">
            <span className="choice-mark choice-mark-round">
              <ForIcon />
            </span>
            <span className="choice-text">
              <span>{choice.label}</span>
              {choice.about ? <span className="hint">{choice.about}</span> : null}
            </span>
            {choice.aside ? <span className="choice-aside number soft">{choice.aside}</span> : null}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
