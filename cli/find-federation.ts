import type { Client } from '../node/client/client.ts'
import { stopWith } from '../node/client/problem.ts'
import type { FederationInfo } from '../node/client/shapes.ts'
import { refuse } from '../protocol/refusal.ts'

export const FEDERATION_OPTION = [
  '--federation <name>',
  'which one, where there are several: its name, its id or the end of it',
] as const

/** The one that was named, by its name, its id or the end of that; without a name the only one there is. */
export async function oneFederation(
  client: Client,
  typed: string | undefined,
  fits: (federation: FederationInfo) => boolean,
): Promise<FederationInfo> {
  const all = (await client.get<FederationInfo[]>('/federations')).filter(fits)
  const named = all.filter(
    ({ id, name }) => typed === undefined || name === typed.normalize('NFC') || id.endsWith(typed),
  )
  const [found, other] = named
  if (!found) return stopWith(refuse('federation/unknown', typed === undefined ? {} : { name: typed }))
  if (other) return stopWith(refuse('request/bad', { problem: 'several: name one with --federation' }))
  return found
}

/** The same of those on whose council whoever asks sits; `council/not-seated` where that is none. */
export async function oneCouncil(client: Client, typed: string | undefined): Promise<FederationInfo> {
  // Where anyone may read, the node would not ask who this is.
  await client.signIn()
  const all = await client.get<FederationInfo[]>('/federations')
  if (!all.some(({ onCouncil }) => onCouncil)) return stopWith(refuse('council/not-seated'))
  return oneFederation(client, typed, ({ onCouncil }) => onCouncil)
}
