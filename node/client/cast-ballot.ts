import { parseBase64 } from '../../protocol/bytes/base64.ts'
import { type Cid, parseCid } from '../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../protocol/bytes/public-key.ts'
import { ballotDate } from '../../protocol/governance/ballot.ts'
import type { Choice } from '../../protocol/governance/method.ts'
import { blindedSigner } from '../../protocol/keys/ballot-key.ts'
import { refuse } from '../../protocol/refusal.ts'
import type { Client } from './client.ts'
import type { MemberKey } from './member-key.ts'
import { stopWith } from './problem.ts'
import type { Ack, BallotKey } from './shapes.ts'
import { type Pen, write } from './write.ts'

/**
 * Casts a member's ballot by their own key for this one proposal. The node says the blinding factor; that the ballot key
 * it expects follows from it and from the member's key is checked here before anything is signed.
 */
export async function castBallot(
  client: Client,
  pen: Pen,
  member: MemberKey,
  proposal: Cid,
  choice: Choice,
): Promise<Ack> {
  await client.signIn()
  const ballotKey = await client.get<BallotKey>(`/proposals/${proposal}/ballot-key`)
  const factor = parseBase64(ballotKey.factor)
  const log = parseCid(ballotKey.log)
  const signer = factor?.length === 32 ? blindedSigner(member.seed, factor) : undefined
  if (!log || !signer || publicKeyHex(signer.publicKey) !== ballotKey.ballotKey) {
    stopWith(refuse('ballot/not-entitled', { problem: 'not the ballot key of this member' }))
  }
  const toTheHour = { ...pen, now: () => ballotDate(pen.now()) }
  return write(client, toTheHour, signer, { kind: 'ballot/cast', log, body: { proposal, choice } })
}

/** The node's receipt for an entry: text that fits a QR code, and proves a later omission. */
export function receiptOf(client: Client, id: string): Promise<string> {
  return client.text(`/receipts/${id}`)
}
