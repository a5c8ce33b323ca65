import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useApi } from './api/api-context.ts'
import type { Api } from './api/client.ts'
import { groupQuery } from './api/queries.ts'
import type { Ack } from './api/shapes.ts'
import type { DeviceKey } from './device-key.ts'
import { useDeviceKey } from './device-key-context.tsx'

/** Who signs, and for which group. */
type Hand = { readonly api: Api; readonly member: DeviceKey; readonly group: string }

/** What was signed and taken, here or by the node of a federation. */
type Taken = Pick<Ack, 'id'>

/**
 * A hook that signs and sends what one does; afterwards the reads that it makes stale are made again.
 * @param load the module that signs, fetched when somebody does.
 */
export function signingHook<Acts>(load: () => Promise<Acts>) {
  /** @param stale query keys, each with all that begin with it. */
  return (stale: readonly (readonly string[])[], onDone: (ack: Taken) => void = () => undefined) => {
    const api = useApi()
    const queries = useQueryClient()
    const { deviceKey: member } = useDeviceKey()
    const { data: group } = useQuery(groupQuery(api))
    return useMutation({
      mutationFn: async (act: (acts: Acts, hand: Hand) => Promise<Taken>) => {
        if (!member || !group) throw new Error('no key on this device')
        return act(await load(), { api, member, group: group.id })
      },
      onSuccess: ack => {
        for (const queryKey of stale) queries.invalidateQueries({ queryKey })
        onDone(ack)
      },
    })
  }
}
