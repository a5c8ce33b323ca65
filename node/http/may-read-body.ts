import type { FastifyRequest } from 'fastify'
import type { PublicKeyHex } from '../../protocol/bytes/public-key.ts'
import { openEntry } from '../../protocol/kinds.ts'
import type { Entry } from '../../protocol/log/entry.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import type { Context } from './context.ts'

/**
 * Whether who asks may read what an entry says. While a vote is open, what a ballot says is between the voter and the
 * node; a delegation is always between the two members. Header and signature are everyone's: the log stays verifiable.
 */
export function mayReadBody(using: Context, request: FastifyRequest, entry: Entry): boolean {
  const known = openEntry(entry)
  if (isRefusal(known)) return known.code === 'entry/unknown-kind'
  const key = using.reading.sessionOf(request)?.key
  const { by } = known.entry.header
  switch (known.kind) {
    case 'ballot/cast': {
      const { proposal } = known.body
      const isClosed = using.core.projections.proposals.get(proposal)?.state === 'closed'
      return isClosed || (key !== undefined && isBallotKeyOf(using, proposal, key, by))
    }
    case 'delegation/given':
      return key !== undefined && (key === by || key === known.body.to)
    case 'delegation/revoked':
      return key === by
    default:
      return true
  }
}

function isBallotKeyOf(
  { ballotKeyOf }: Context,
  proposal: Parameters<Context['ballotKeyOf']>[0],
  member: PublicKeyHex,
  by: PublicKeyHex,
): boolean {
  return ballotKeyOf(proposal, member)?.key === by
}
