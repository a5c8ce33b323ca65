import { FieldError } from 'react-aria-components/FieldError'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextArea } from 'react-aria-components/TextArea'
import { TextField, type TextFieldProps } from 'react-aria-components/TextField'

type Props = Omit<TextFieldProps, 'children' | 'className'> & {
  readonly label: string
  readonly hint?: string | undefined
  /** What is wrong with it; the field is marked invalid while there is one. */
  readonly problem?: string | undefined
  /** Lines of a larger field; one line where left out. */
  readonly lines?: number
  readonly inputMode?: 'numeric'
}

/** A labelled text field with its hint and what is wrong with it. */
export function Field({ label, hint, problem, lines, inputMode, ...props }: Props) {
  return (
    <TextField {...props} className="field" isInvalid={problem !== undefined} validationBehavior="aria">
      <Label>{label}</Label>
      {hint === undefined ? null : (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      {lines === undefined ? (
        <Input className={inputMode ? 'input input-number' : 'input'} {...(inputMode ? { inputMode } : {})} />
      ) : (
        <TextArea className="input" rows={lines} />
      )}
      <FieldError className="field-error">{problem}</FieldError>
    </TextField>
  )
}
