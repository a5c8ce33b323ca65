import { useId } from 'react'

/** A choice from a short list, by the browser's own control: phones show it better than any copy of it. */
export function SelectField<T extends string>({
  label,
  isLabelHidden = false,
  value,
  choices,
  onChange,
}: {
  label: string
  isLabelHidden?: boolean
  value: T
  choices: readonly (readonly [value: T, label: string])[]
  onChange(value: NoInfer<T>): void
}) {
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id} className={isLabelHidden ? 'visually-hidden' : ''}>
        {label}
      </label>
      <select
        id={id}
        className="input"
        value={value}
        onChange={event => {
          const chosen = choices.find(([choice]) => choice === event.target.value)
          if (chosen) onChange(chosen[0])
        }}
      >
        {choices.map(([choice, name]) => (
          <option key={choice} value={choice}>
            {name}
          </option>
        ))}
      </select>
    </div>
  )
}
