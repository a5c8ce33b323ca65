import type { Client } from '../node/client/client.ts'
import { stopWith } from '../node/client/problem.ts'
import { type Cid, parseCid } from '../protocol/bytes/cid.ts'
import { type RefusalCode, refuse } from '../protocol/refusal.ts'

/** Characters that a shortened id has at least: fewer are too easily another's. */
const SHORTEST = 4

/** The id that somebody typed: whole, or its last characters as lists show them. */
export async function findId(
  client: Client,
  path: string,
  typed: string,
  unknown: RefusalCode = 'proposal/unknown',
): Promise<Cid> {
  const whole = parseCid(typed)
  return whole ?? (await findAmong(client, [path], typed, unknown)).id
}

/** The same among several lists, and the list that it stands in. */
export async function findAmong(
  client: Client,
  paths: readonly string[],
  typed: string,
  unknown: RefusalCode = 'proposal/unknown',
): Promise<{ id: Cid; path: string }> {
  const fitting: { id: Cid; path: string }[] = []
  for (const path of typed.length < SHORTEST ? [] : paths) {
    for (const listed of await client.get<{ id: string }[]>(path)) {
      const id = listed.id.endsWith(typed) && parseCid(listed.id)
      if (id) fitting.push({ id, path })
    }
  }
  const [found, other] = fitting
  if (!found) stopWith(refuse(unknown, { id: typed }))
  if (other) stopWith(refuse(unknown, { id: typed, problem: 'several end in these characters' }))
  return found
}

export function findProposal(client: Client, typed: string): Promise<Cid> {
  return findId(client, '/proposals', typed)
}
