import { Type } from 'typebox'
import type { Role } from '../../../protocol/group/role.ts'
import { RoleName, StateName } from './group.ts'
import { Base64, KeyHex, nullable, TimeMs } from './shared.ts'

export const ChallengeView = Type.Object({
  challenge: Type.Unsafe<string>({
    ...Base64,
    description: "64 bytes: the node's key, then 32 random bytes. Look at the key before signing.",
  }),
  expiresAtMs: TimeMs,
})
export const SessionInput = Type.Object({
  key: KeyHex,
  challenge: Base64,
  signature: Type.Unsafe<string>({
    ...Base64,
    description: 'Over `comunal/v1/session\\n` and the bytes of the challenge.',
  }),
})
export const SessionOpened = Type.Object({
  token: Type.String({ description: 'For `Authorization: Bearer`; the same is set as a cookie.' }),
  key: KeyHex,
  role: nullable(RoleName),
  expiresAtMs: TimeMs,
})
export const SessionView = Type.Object({
  key: Type.Unsafe<string>({ ...KeyHex, description: 'The member: the key with which they came in.' }),
  signer: Type.Unsafe<string>({
    ...KeyHex,
    description: 'The key that signs for them: another where the first was lost.',
  }),
  role: nullable(RoleName),
  ownRole: nullable(
    Type.Unsafe<Role>({ ...RoleName, description: 'Without the offices held: objections are judged by this one.' }),
  ),
  name: nullable(Type.String()),
  state: nullable(StateName),
  expiresAtMs: TimeMs,
})
