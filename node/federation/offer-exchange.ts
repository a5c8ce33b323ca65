import { decodeCanonical, encodeCanonical } from '../../protocol/bytes/canonical.ts'
import { type Cid, parseCid } from '../../protocol/bytes/cid.ts'
import { isProblem, object, oneOf, text } from '../../protocol/bytes/schema.ts'
import { isRefusal, type Refusal, refuse } from '../../protocol/refusal.ts'
import type { Core } from '../core.ts'
import { type DetailAnswer, openOfferDetails } from '../domains/federation/offer-details.ts'
import type { NetworkHost, PeerKey } from './host/host.ts'
import { HostError } from './host/host-error.ts'

const PROTOCOL = '/comunal/offer/1'
const LIMITS = { maxBytes: 16 * 1024 }
export const MOST_DETAIL_CHARACTERS = 2_000

const answerCodec = object({
  state: oneOf('given', 'waiting', 'declined', 'none'),
  text: text({ min: 0, max: MOST_DETAIL_CHARACTERS }),
})

/** Asks the node of a group for the details of its offer. */
export type AskDetails = (offer: Cid) => Promise<DetailAnswer | Refusal>

/**
 * Answers who asks for the details of this group's offers, by its own rules, and asks others. The connection says who asks:
 * its key is the node's that the asking group's charter names.
 */
export function openOfferExchange(core: Core, host: NetworkHost, closing: AbortSignal): { readonly ask: AskDetails } {
  const { federations } = core.projections
  const details = openOfferDetails(core)

  /** The group of a federation, or the federation itself, that a node speaks for. */
  const groupOf = (federation: Cid, node: PeerKey): Cid | undefined => {
    const log = core.logs.get(federation)
    if (!log) return undefined
    if (core.reader(log).charter()?.node === node) return federation
    return federations.groups(log.row).find(({ charter, state }) => state === 'member' && charter.node === node)?.id
  }
  host.handle(
    PROTOCOL,
    async (message, from) => {
      const id = parseCid(new TextDecoder().decode(message))
      const offer = id && federations.offerAnywhere(id)
      const asking = offer && groupOf(offer.federation, from)
      const answer: DetailAnswer = offer && asking ? details.answerTo(offer.first, asking) : { state: 'none', text: '' }
      return encodeCanonical(answerCodec.encode(answer))
    },
    LIMITS,
  )
  return {
    async ask(id) {
      const offer = federations.offerAnywhere(id)
      const log = offer && core.logs.get(offer.federation)
      const owner = log && federations.groups(log.row).find(group => group.id === offer.group)
      if (!owner) return refuse('offer/unknown')
      try {
        const bytes = await host.request(owner.charter.node, PROTOCOL, new TextEncoder().encode(id), {
          ...LIMITS,
          signal: closing,
        })
        const value = decodeCanonical(bytes)
        if (isRefusal(value)) return value
        const answer = answerCodec.decode(value)
        if (isProblem(answer)) return refuse('offer/owner-away', { problem: 'an answer that does not read' })
        details.keep(id, answer)
        return answer
      } catch (error) {
        if (!(error instanceof HostError)) throw error
        return refuse('offer/owner-away', { group: owner.charter.name, code: error.code })
      }
    },
  }
}
