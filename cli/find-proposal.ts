import type { Client } from '../node/client/client.ts'
import { stopWith } from '../node/client/problem.ts'
import { type Cid, parseCid } from '../protocol/bytes/cid.ts'
import { type RefusalCode, refuse } from '../protocol/refusal.ts'

/** Characters that a shortened id has at least: fewer are too easily another's. */
const SHORTEST = 4

type Identified = { readonly id: string }

/** The id that somebody typed: whole, or its last characters as lists show them. */
export async function findId(
  client: Client,
  path: string,
  typed: string,
  unknown: RefusalCode = 'proposal/unknown',
): Promise<Cid> {
  return parseCid(typed) ?? (await findAmong(client, [path], typed, unknown)).id
}

/** The same among several lists, and the list that it stands in. */
export async function findAmong(
  client: Client,
  paths: readonly string[],
  typed: string,
  unknown: RefusalCode = 'proposal/unknown',
): Promise<{ id: Cid; path: string }> {
  const listed: (Identified & { path: string })[] = []
  for (const path of typed.length < SHORTEST ? [] : paths) {
    for (const { id } of await client.get<Identified[]>(path)) listed.push({ id, path })
  }
  const id = chooseId(listed, typed, unknown)
  return { id, path: listed.find(one => one.id === id)?.path ?? '' }
}

/** The one of a list that somebody typed, whole or by its last characters. */
export function chooseId(all: readonly Identified[], typed: string, unknown: RefusalCode): Cid {
  const fitting = typed.length < SHORTEST ? [] : all.filter(({ id }) => id.endsWith(typed))
  const [found, other] = fitting.flatMap(({ id }) => parseCid(id) ?? [])
  if (!found) stopWith(refuse(unknown, { id: typed }))
  if (other) stopWith(refuse(unknown, { id: typed, problem: 'several end in these characters' }))
  return found
}

export function findProposal(client: Client, typed: string): Promise<Cid> {
  return findId(client, '/proposals', typed)
}

/** A vote, or the draft of one. */
export async function findProposalOrDraft(client: Client, typed: string): Promise<Cid> {
  return parseCid(typed) ?? (await findAmong(client, ['/proposals', '/drafts'], typed)).id
}
