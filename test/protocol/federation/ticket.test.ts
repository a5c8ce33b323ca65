import t from 'tap'
import { cidOfBytes } from '../../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { formatTicket, type JoinTicket, parseTicket } from '../../../protocol/federation/ticket.ts'
import { rational } from '../../../protocol/rational.ts'

const ticket: JoinTicket = {
  federation: cidOfBytes(Uint8Array.of(1)),
  name: 'Xarxa d’Aliments',
  addresses: ['/ip4/192.0.2.7/tcp/4281'],
  nodeKey: publicKeyHex(new Uint8Array(32).fill(3)),
  secret: new Uint8Array(32).fill(9),
  weight: rational(9, 10),
  expiresAtMs: 1_777_777_777_777,
}

t.test('a ticket reads as it was written', async t => {
  const text = formatTicket(ticket)
  t.match(text, /^comunal-ticket:[A-Za-z0-9_-]+$/)
  t.same(parseTicket(text), ticket)
  t.same(parseTicket(`  ${text.slice(0, 40)}\n${text.slice(40)} `), ticket, 'broken over lines by a mail program')
})

t.test('what is no ticket is refused, never thrown at', async t => {
  const text = formatTicket(ticket)
  const others = ['', 'comunal-ticket:', 'https://example.org', text.slice(0, -3), `${text}AA`, text.replace('c', 'C')]
  others.push(`comunal-ticket:${'A'.repeat(100_000)}`, 'comunal-ticket:***')
  for (const other of others) t.match(parseTicket(other), { code: 'ticket/bad' })
})
