import { base64urlnopad } from '@scure/base'
import { decodeCanonical, encodeCanonical } from '../bytes/canonical.ts'
import { bytes, cid, type Infer, integer, isProblem, list, object, publicKey, rational, text } from '../bytes/schema.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'

const PREFIX = 'comunal-ticket:'
/** Far past eight addresses: what is longer is no ticket, and is not decoded. */
const LONGEST = 8_000

const ticketCodec = object({
  federation: cid,
  name: text({ min: 1, max: 80 }),
  addresses: list(text({ min: 1, max: 300 }), { min: 1, max: 8 }),
  /** Key of the federation's node: nobody else can answer at the addresses. */
  nodeKey: publicKey,
  /** Seed of the key that `federation/ticket-issued` names. Who holds it may join, once. */
  secret: bytes(32),
  /** What the group will weigh, to be shown before joining; what counts stands in the federation's log. */
  weight: rational,
  expiresAtMs: integer({ min: 0 }),
})

/** What a federation gives to a group that it wants in, as text or QR code. */
export type JoinTicket = Infer<typeof ticketCodec>

export function formatTicket(ticket: JoinTicket): string {
  return PREFIX + base64urlnopad.encode(encodeCanonical(ticketCodec.encode(ticket)))
}

/** Reads a ticket as it was pasted or scanned, white space around and within it passed over; `ticket/bad`. */
export function parseTicket(pasted: string): JoinTicket | Refusal {
  const ticketText = pasted.length > LONGEST ? '' : pasted.replaceAll(/\s+/g, '')
  if (!ticketText.startsWith(PREFIX)) return refuse('ticket/bad', { problem: 'not the text of a ticket' })
  const value = decodeText(ticketText.slice(PREFIX.length))
  const ticket = isRefusal(value) ? value : ticketCodec.decode(value)
  if (isRefusal(ticket) || isProblem(ticket)) return refuse('ticket/bad', { problem: 'cut short or changed' })
  return ticket
}

function decodeText(encoded: string) {
  try {
    return decodeCanonical(base64urlnopad.decode(encoded))
  } catch {
    return refuse('ticket/bad')
  }
}
