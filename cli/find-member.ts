import type { Client } from '../node/client/client.ts'
import { stopWith } from '../node/client/problem.ts'
import type { MemberInfo } from '../node/client/shapes.ts'
import { isPublicKeyHex, type PublicKeyHex } from '../protocol/bytes/public-key.ts'
import { refuse } from '../protocol/refusal.ts'

export type FoundMember = MemberInfo & { readonly key: PublicKeyHex }

/** The member somebody typed: a key, a did:key, or a name that one member alone has. */
export async function findMember(client: Client, typed: string): Promise<FoundMember> {
  const name = typed.normalize('NFC')
  const members = await client.get<MemberInfo[]>('/members')
  const byKey = members.filter(({ key, did }) => key === typed || did === typed)
  const fitting = byKey.length > 0 ? byKey : members.filter(member => member.name === name)
  const [found, other] = fitting
  if (!found || !isPublicKeyHex(found.key)) return stopWith(refuse('member/unknown', { member: typed }))
  if (other)
    return stopWith(refuse('member/unknown', { member: typed, problem: 'several have this name: type the key' }))
  return { ...found, key: found.key }
}
