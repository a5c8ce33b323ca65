import type { Cid } from '../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../protocol/bytes/public-key.ts'
import { proveTicket } from '../../protocol/federation/roster.ts'
import type { BudgetRule } from '../../protocol/governance/methods/budget.ts'
import { signerFromSeed } from '../../protocol/keys/signer.ts'
import { ONE } from '../../protocol/rational.ts'
import { granted } from '../client/problem.ts'
import type { TrialNode } from './trial-node.ts'

const HOUR_MS = 3_600_000

/** A group joins the federation by a ticket of its own, with the weight of one. */
export async function joinFederation(federation: TrialNode, area: TrialNode, addresses: Addresses): Promise<void> {
  const ticket = signerFromSeed(federation.core.randomBytes(32))
  const key = publicKeyHex(ticket.publicKey)
  await federation.act('federation/ticket-issued', {
    key,
    weight: ONE,
    expiresAtMs: federation.core.now() + HOUR_MS,
  })
  const founding = { federation: federation.id, group: area.id, charter: area.genesis }
  const { id: feed } = granted(await area.core.write(null, 'feed/founded', founding, { genesis: 'feed' }))
  const proof = proveTicket(ticket, federation.id, area.id)
  const joining = { group: area.id, charter: area.genesis, feed, addresses: addresses.area, ticket: key, proof }
  await area.act('federation/joined', joining, federation)
  const federated = {
    federation: federation.id,
    charter: federation.genesis,
    addresses: addresses.federation,
    feed,
  }
  await area.act('group/federated', federated)
}

/** Where the two find each other; none where they are in one process. */
export type Addresses = { readonly area: readonly string[]; readonly federation: readonly string[] }

/** Puts the budget to every group: open for a day, counted as soon as everyone has voted. */
export async function proposeBudget(federation: TrialNode, title: string, method: BudgetRule): Promise<Cid> {
  const now = federation.core.now()
  const { id } = await federation.act('federation/proposed', {
    title: [...title].slice(0, 200).join(''),
    text: '',
    method,
    closesAtMs: now + 24 * HOUR_MS,
    mandatesByMs: now + 48 * HOUR_MS,
    answers: null,
  })
  return id
}
