import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../api/api-context.ts'
import { groupQuery } from '../api/queries.ts'
import type { Scope } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { useDeviceKey } from '../device-key-context.tsx'

/** `to`: a member's key, null for nobody, undefined to take back what was given for the scope. */
type Delegating = { readonly scope: Scope; readonly to?: string | null; readonly expiresAtMs?: number }

/** Signs and sends delegations, and has everything read again that depends on them. */
export function useDelegating() {
  const api = useApi()
  const queries = useQueryClient()
  const { deviceKey } = useDeviceKey()
  const { data: group } = useRead(groupQuery(api))
  return useMutation({
    mutationFn: async ({ scope, to, expiresAtMs }: Delegating) => {
      if (!deviceKey || !group) throw new Error('no key on this device')
      const { delegate, takeBack } = await import('../signing/delegate.ts')
      return to === undefined
        ? takeBack(api, deviceKey, { group: group.id, scope })
        : delegate(api, deviceKey, {
            group: group.id,
            scope,
            to,
            ...(expiresAtMs === undefined ? {} : { expiresAtMs }),
          })
    },
    onSuccess: () => {
      for (const key of ['delegations', 'proposal', 'proposals']) queries.invalidateQueries({ queryKey: [key] })
    },
  })
}
