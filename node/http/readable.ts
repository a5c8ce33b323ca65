import type { FastifyRequest } from 'fastify'
import type { PublicKeyHex } from '../../protocol/bytes/public-key.ts'
import { openEntry } from '../../protocol/kinds.ts'
import type { Entry } from '../../protocol/log/entry.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import { namedIn } from '../domains/named.ts'
import type { Context } from './context.ts'
import { isGone } from './views/name.ts'

/**
 * What whoever asks may see of an entry. While a vote is open a ballot is between its voter and the node, the header too:
 * its size tells a short choice from a long one. What says the name of somebody who has left is kept back, too. What a delegation says is always between its two members; its header and
 * signature are everyone's, so that the log stays verifiable.
 */
export function readable(using: Context, request: FastifyRequest, entry: Entry): 'all' | 'header' | 'nothing' {
  const known = openEntry(entry)
  if (isRefusal(known)) return known.code === 'entry/unknown-kind' ? 'all' : 'header'
  const key = using.reading.sessionOf(request)?.key
  const by = memberOf(using, known.entry.header.by)
  switch (known.kind) {
    case 'ballot/cast': {
      const { proposal } = known.body
      const isClosed = using.core.projections.proposals.get(proposal)?.state === 'closed'
      return isClosed || (key !== undefined && isBallotKeyOf(using, proposal, key, by)) ? 'all' : 'nothing'
    }
    case 'paper/keyed': {
      // Tellers read for themselves, and nobody learns how a sheet was marked before the close.
      const isClosed = using.core.projections.proposals.get(known.body.proposal)?.state === 'closed'
      return isClosed || key === by ? 'all' : 'nothing'
    }
    case 'delegation/given':
      return key !== undefined && (key === by || key === known.body.to) ? 'all' : 'header'
    case 'delegation/revoked':
      return key === by ? 'all' : 'header'
    default: {
      const named = namedIn(known)
      return named !== undefined && isGone(using, named) ? 'header' : 'all'
    }
  }
}

function memberOf({ core }: Context, key: PublicKeyHex): PublicKeyHex {
  const own = core.ownGroup()
  return own ? core.projections.keys.memberOf(own.row, key) : key
}

function isBallotKeyOf(
  { ballotKeyOf }: Context,
  proposal: Parameters<Context['ballotKeyOf']>[0],
  member: PublicKeyHex,
  by: PublicKeyHex,
): boolean {
  return ballotKeyOf(proposal, member)?.key === by
}
