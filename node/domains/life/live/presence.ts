import type { PublicKeyHex } from '../../../../protocol/bytes/public-key.ts'

/** Who is at a text right now. `cursor`: a relative position of Yjs, Base 64; null where it is nowhere. */
export type Present = { readonly client: number; readonly by: PublicKeyHex; readonly cursor: string | null }

/** A page says that it is here a few times in this span. */
const PRESENT_MS = 45_000

/** Who is here; whoever does not say so again is forgotten. Nothing of it is kept. */
export function openPresence(now: () => number) {
  const here = new Map<number, Present & { readonly untilMs: number }>()
  const sweep = (): boolean => {
    const gone = [...here.values()].filter(({ untilMs }) => untilMs <= now())
    for (const { client } of gone) here.delete(client)
    return gone.length > 0
  }
  return {
    set: (present: Present): void => void here.set(present.client, { ...present, untilMs: now() + PRESENT_MS }),
    drop: (client: number): boolean => here.delete(client),
    /** Forgets who has gone; whether anybody has. */
    sweep,
    list(): Present[] {
      sweep()
      return [...here.values()].map(({ client, by, cursor }) => ({ client, by, cursor }))
    },
  }
}
