import { trustedCid } from '../../../protocol/bytes/cid.ts'
import type { FederationProposed } from '../../../protocol/federation/proposal.ts'
import type { BodyOf, KindName } from '../../../protocol/kinds.ts'
import { type Api, unwrap } from '../api/client.ts'
import type { FederationProposal } from '../api/shapes.ts'
import type { DeviceKey } from '../device-key.ts'
import { seqIn } from './federate.ts'
import { signerOf } from './make-key.ts'
import { signKind } from './sign-entry.ts'

type Asked = Pick<FederationProposal, 'id' | 'federation'>

/** What a group says against clauses; `clauses` are places from 0 on. */
export type VetoContent = {
  readonly clauses: readonly number[]
  readonly ground: string
  readonly reason: string
  readonly evidence: string
  readonly source: string
}

/** Vetoes clauses for a group. */
export function raiseVeto(api: Api, member: DeviceKey, group: string, asked: Asked, content: VetoContent) {
  const { clauses, ground, reason, evidence, source } = content
  const body = {
    proposal: trustedCid(asked.id),
    group: trustedCid(group),
    clauses: [...clauses],
    ground: ground.normalize('NFC'),
    reason: reason.normalize('NFC'),
    evidence: [{ text: evidence.normalize('NFC'), source: source.normalize('NFC') }],
  }
  return writeTo(api, member, asked.federation, 'veto/raised', body)
}

/** Takes the group's veto back. */
export function withdrawVeto(api: Api, member: DeviceKey, asked: Asked, veto: string) {
  const body = { proposal: trustedCid(asked.id), veto: trustedCid(veto) }
  return writeTo(api, member, asked.federation, 'veto/withdrawn', body)
}

/** Puts an agreement to the group that vetoes. */
export function mediateVeto(api: Api, member: DeviceKey, asked: Asked, veto: string, text: string) {
  const body = { proposal: trustedCid(asked.id), veto: trustedCid(veto), text: text.normalize('NFC') }
  return writeTo(api, member, asked.federation, 'veto/mediated', body)
}

/** Takes an agreement for the group that vetoes. */
export function agreeOnVeto(api: Api, member: DeviceKey, asked: Asked, veto: string, agreement: string) {
  const body = { proposal: trustedCid(asked.id), veto: trustedCid(veto), agreement: trustedCid(agreement) }
  return writeTo(api, member, asked.federation, 'veto/agreed', body)
}

export type RoundContent = {
  readonly stage: NonNullable<FederationProposed['round']>['stage']
  readonly follows: string | null
  readonly title: string
  readonly text: string
  readonly clauses: readonly string[]
  readonly openMs: number
  readonly mandatesMs: number
}

/** Opens a round of a ratification, a question of yes or no. */
export function openRound(api: Api, member: DeviceKey, federation: string, content: RoundContent) {
  const { stage, follows, title, text, clauses, openMs, mandatesMs } = content
  const closesAtMs = Date.now() + openMs
  const body: FederationProposed = {
    title: title.normalize('NFC'),
    text: text.normalize('NFC'),
    method: { method: 'majority' },
    closesAtMs,
    mandatesByMs: closesAtMs + mandatesMs,
    answers: null,
    ...(clauses.length > 0 ? { clauses: clauses.map(clause => clause.normalize('NFC')) } : {}),
    round: { stage, follows: follows === null ? null : trustedCid(follows) },
  }
  return writeTo(api, member, federation, 'federation/proposed', body)
}

async function writeTo<K extends KindName>(api: Api, member: DeviceKey, id: string, kind: K, body: BodyOf<K>) {
  const seq = await seqIn(api, id, member)
  const { entry } = signKind(signerOf(member), { kind, log: trustedCid(id), seq, body })
  return unwrap(api.POST('/federations/{id}/entries', { params: { path: { id } }, body: { entry } }))
}
