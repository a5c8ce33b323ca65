import type { Client } from '../node/client/client.ts'
import { granted } from '../node/client/problem.ts'
import type { CharterChangesInfo, MemberInfo } from '../node/client/shapes.ts'
import { parseBase64 } from '../protocol/bytes/base64.ts'
import { type Cid, trustedCid } from '../protocol/bytes/cid.ts'
import { readTerms } from '../protocol/group/amending.ts'
import type { CharterTerms } from '../protocol/group/charter.ts'
import { refuse } from '../protocol/refusal.ts'

/** Terms as the node hands them out. */
export function termsIn(encoded: string): CharterTerms {
  const bytes = parseBase64(encoded)
  return granted(bytes ? readTerms(bytes) : refuse('entry/bad-body', { field: 'terms' }))
}

/** How long a command waits for the node to enter what enough stewards have signed. */
const LONGEST_WAIT_MS = 5_000
const PAUSE_MS = 50

/** Whether the charter has become another one, waiting a moment for it. */
export async function isChanged(client: Client, former: Cid): Promise<boolean> {
  for (let waitedMs = 0; waitedMs < LONGEST_WAIT_MS; waitedMs += PAUSE_MS) {
    const { inForce } = await client.get<CharterChangesInfo>('/charter/changes')
    if (inForce !== former) return true
    await new Promise(resolve => setTimeout(resolve, PAUSE_MS))
  }
  return false
}

/** The charter in force, what led to it and what may follow, with how its stewards are called. */
export async function charterInForce(client: Client): Promise<{
  entry: Cid
  terms: CharterTerms
  changes: CharterChangesInfo
  nameOf(key: string): string
}> {
  const changes = await client.get<CharterChangesInfo>('/charter/changes')
  const members = await client.get<MemberInfo[]>('/members')
  const names = new Map(members.map(({ key, name }) => [key, name]))
  const last = changes.versions.at(-1)
  if (!last) throw new Error('a group without its charter')
  return {
    entry: trustedCid(changes.inForce),
    terms: termsIn(last.terms),
    changes,
    nameOf: key => names.get(key) || key.slice(0, 12),
  }
}
