import type { ComponentProps } from 'react'
import { Field } from '../components/field.tsx'

type Props = Pick<
  ComponentProps<typeof Field>,
  'label' | 'hint' | 'value' | 'onChange' | 'problem' | 'isDisabled' | 'autoFocus'
>

/** A field for a PIN: dots, and nothing that a browser offers to keep for the next one. */
export function PinField(props: Props) {
  return <Field {...props} type="password" autoComplete="one-time-code" spellCheck="false" maxLength={128} />
}
