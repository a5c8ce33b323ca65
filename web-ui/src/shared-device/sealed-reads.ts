import { READS_OF } from '../offline/kept-header.ts'
import type { Seal } from './vault.ts'

const SEALED = 'comunal-sealed'
const placeOf = (key: string) => `/sealed-reads/${key}`

type KeptRead = { readonly url: string; readonly status: number; readonly headers: [string, string][]; text: string }

/** Seals what the node told one member, who goes now. Browsers know caches on safe origins only. */
export async function sealReads(key: string, { seal }: Seal): Promise<void> {
  if (!('caches' in globalThis)) return
  const cache = await caches.open(READS_OF(key))
  const reads = await Promise.all(
    (await cache.keys()).map(async ({ url }): Promise<KeptRead[]> => {
      const answer = await cache.match(url)
      return answer ? [{ url, status: answer.status, headers: [...answer.headers], text: await answer.text() }] : []
    }),
  )
  const sealed = await caches.open(SEALED)
  await sealed.put(placeOf(key), new Response(seal(JSON.stringify(reads.flat()))))
  await caches.delete(READS_OF(key))
}

/** Puts back what was sealed, for who is here again. */
export async function unsealReads(key: string, { open }: Seal): Promise<void> {
  if (!('caches' in globalThis)) return
  const answer = await (await caches.open(SEALED)).match(placeOf(key))
  const text = answer && open(new Uint8Array(await answer.arrayBuffer()))
  if (text === undefined) return
  const reads: KeptRead[] = JSON.parse(text)
  const cache = await caches.open(READS_OF(key))
  await Promise.all(
    reads.map(({ url, status, headers, text: body }) => cache.put(url, new Response(body, { status, headers }))),
  )
}

export async function dropReads(key: string): Promise<void> {
  if (!('caches' in globalThis)) return
  await (await caches.open(SEALED)).delete(placeOf(key))
  await caches.delete(READS_OF(key))
}
