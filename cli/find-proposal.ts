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
  if (whole) return whole
  const all = typed.length < SHORTEST ? [] : await client.get<{ id: string }[]>(path)
  const fitting = all.flatMap(({ id }) => (id.endsWith(typed) ? (parseCid(id) ?? []) : []))
  const [found, other] = fitting
  if (!found) stopWith(refuse(unknown, { id: typed }))
  if (other) stopWith(refuse(unknown, { id: typed, problem: 'several end in these characters' }))
  return found
}

export function findProposal(client: Client, typed: string): Promise<Cid> {
  return findId(client, '/proposals', typed)
}

/** A vote, else the draft of one. */
export async function findProposalOrDraft(client: Client, typed: string): Promise<Cid> {
  const drafts = await client.get<{ id: string }[]>('/drafts')
  const isDraft = typed.length >= SHORTEST && drafts.some(({ id }) => id.endsWith(typed))
  return isDraft ? findId(client, '/drafts', typed, 'draft/unknown') : findProposal(client, typed)
}
