import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useApi } from './api/api-context.ts'
import type { Api } from './api/client.ts'
import { groupQuery } from './api/queries.ts'
import type { Ack } from './api/shapes.ts'
import { useRead } from './api/use-read.ts'
import type { DeviceKey } from './device-key.ts'
import { useDeviceKey } from './device-key-context.tsx'
import { useOutbox } from './live/live-context.tsx'
import type { Outbox } from './outbox.ts'

/** Who signs, and for which group. */
type Hand = {
  readonly api: Api
  readonly member: DeviceKey
  readonly group: string
  /** What waits for the connection, and where it is kept. */
  readonly own: Storage
  readonly outbox: Outbox
}

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
    const { deviceKey: member, own } = useDeviceKey()
    const { outbox } = useOutbox()
    const { data: group } = useRead(groupQuery(api))
    useEffect(() => {
      // What signs is here before it is asked for: some of it waits here when the node is away by then.
      if (member) load().catch(() => undefined)
    }, [member])
    return useMutation({
      mutationFn: async (act: (acts: Acts, hand: Hand) => Promise<Taken>) => {
        if (!member || !group) throw new Error('no key on this device')
        return act(await load(), { api, member, group: group.id, own, outbox })
      },
      onSuccess: ack => {
        for (const queryKey of stale) queries.invalidateQueries({ queryKey })
        onDone(ack)
      },
    })
  }
}
