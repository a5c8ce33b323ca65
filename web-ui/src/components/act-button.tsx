import type { UseMutationResult } from '@tanstack/react-query'
import type { ComponentProps } from 'react'
import { Button } from './button.tsx'
import { Failure } from './states.tsx'

/** A button that signs and sends something; what was refused stands beneath it. */
export function ActButton({
  act,
  ...props
}: ComponentProps<typeof Button> & { act: Pick<UseMutationResult, 'isPending' | 'error'> }) {
  return (
    <div className="stack-tight">
      <p>
        <Button {...props} isDisabled={act.isPending || props.isDisabled === true} />
      </p>
      {act.error ? <Failure error={act.error} /> : null}
    </div>
  )
}
