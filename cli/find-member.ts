import type { Client } from '../node/client/client.ts'
import { Problem, problemOf, stopWith } from '../node/client/problem.ts'
import type { MemberInfo } from '../node/client/shapes.ts'
import { isPublicKeyHex, type PublicKeyHex } from '../protocol/bytes/public-key.ts'
import { refuse } from '../protocol/refusal.ts'
import { nearNames } from './near-names.ts'

export type FoundMember = MemberInfo & { readonly key: PublicKeyHex; readonly signer: PublicKeyHex }

/** The member somebody typed: a key, a did:key, or a name that one member alone has. */
export async function findMember(client: Client, typed: string): Promise<FoundMember> {
  const name = typed.normalize('NFC')
  const members = await client.get<MemberInfo[]>('/members')
  const byKey = members.filter(({ key, did, signer }) => [key, did, signer].includes(typed))
  const fitting = byKey.length > 0 ? byKey : members.filter(member => member.name === name)
  const [found, other] = fitting
  if (!found || !isPublicKeyHex(found.key) || !isPublicKeyHex(found.signer)) return nobody(typed, members)
  if (other) return stopWith(refuse('member/no-such-name', { member: typed, problem: 'several have it: type the key' }))
  return { ...found, key: found.key, signer: found.signer }
}

/** Nobody is called so: says who is called nearly so. */
function nobody(typed: string, members: readonly MemberInfo[]): never {
  const near = nearNames(
    typed,
    members.map(({ name }) => name).filter(name => name !== ''),
  )
  const meant = near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`
  const details = problemOf(refuse('member/no-such-name', { member: typed, near: near.join(', ') }))
  throw new Problem({ ...details, title: `Nobody here is called ${typed}.${meant}`, params: {} })
}
