import type { Cid } from '../bytes/cid.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import type { LogReader } from '../log-reader.ts'
import type { Member } from './membership.ts'
import { ROLES, type Role } from './role.ts'

/** An office that somebody holds, or will have held, until it is left. It ends by the clock, without an entry. */
export type Term = {
  readonly election: Cid
  readonly office: string
  readonly role: Role | null
  readonly holder: PublicKeyHex
  readonly fromMs: number
  /** The first millisecond after it. */
  readonly untilMs: number
}

export function isHeld({ fromMs, untilMs }: Pick<Term, 'fromMs' | 'untilMs'>, atMs: number): boolean {
  return fromMs <= atMs && atMs < untilMs
}

/**
 * The log as it stands at some moments, all of them: whoever holds an office then has its role besides their own. For an
 * entry these are its author's time and the node's, so that a replica, which knows the first only, lets in what the
 * log's own node has let in.
 */
export function withOffices(reader: LogReader, momentsMs: readonly number[]): LogReader {
  const { assembly } = reader
  if (!assembly) return reader
  return {
    ...reader,
    member(key) {
      const member = reader.member(key)
      if (!member) return undefined
      const held = assembly.terms(key).filter(term => momentsMs.every(atMs => isHeld(term, atMs)))
      return inOffice(member, held)
    },
  }
}

/** A member with the roles of their offices; `role` is the one of all these that stands highest. */
function inOffice(member: Member, held: readonly Term[]): Member {
  const roles = [member.role, ...held.flatMap(({ role }) => role ?? [])]
  if (roles.length === 1) return member
  const highest = roles.reduce((a, b) => (ROLES.indexOf(b) > ROLES.indexOf(a) ? b : a))
  return { ...member, role: highest, roles }
}
