import { fromBase64 } from '../../../protocol/bytes/base64.ts'
import { type Cid, trustedCid } from '../../../protocol/bytes/cid.ts'
import { isPublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { USUAL_KEYING_MS } from '../../../protocol/governance/paper-entries.ts'
import type { BodyOf } from '../../../protocol/kinds.ts'
import type { DraftContent } from '../../../protocol/life/draft.ts'
import { type Api, unwrap } from '../api/client.ts'
import type { Ack, Argument, Draft, MethodRule } from '../api/shapes.ts'
import type { DeviceKey } from '../device-key.ts'
import { type Privacy, privacyTerms } from './privacy.ts'
import { ruleOf, termsOf } from './rule-of-api.ts'
import { write } from './write.ts'
import { type Pen, type Written, writeOrKeep } from './write-or-keep.ts'

type NewArgument = Pick<Argument, 'side' | 'text'> & { readonly proposal: string }

/** Gives a reason for or against, under the member's own name. */
export function argue(pen: Pen, { proposal, side, text }: NewArgument): Promise<Written> {
  const body = { proposal: trustedCid(proposal), side, text: text.normalize('NFC') }
  return writeOrKeep(pen, { kind: 'argument/made', body, about: proposal, text })
}

/** Objects to a proposal, under the member's own name. */
export function raiseObjection(
  pen: Pen,
  { proposal, reason, amendment }: { readonly proposal: string; readonly reason: string; readonly amendment: string },
): Promise<Written> {
  const body = {
    proposal: trustedCid(proposal),
    reason: reason.normalize('NFC'),
    ...(amendment ? { amendment: amendment.normalize('NFC') } : {}),
  }
  return writeOrKeep(pen, { kind: 'objection/raised', body, about: proposal, text: reason })
}

export function withdrawObjection(pen: Pen, objection: string): Promise<Written> {
  const body = { objection: trustedCid(objection) }
  return writeOrKeep(pen, { kind: 'objection/withdrawn', body, about: objection })
}

/** A moderator's word on whether an objection has ground. */
export function judgeObjection(
  api: Api,
  member: DeviceKey,
  group: string,
  { objection, upheld, reason }: { readonly objection: string; readonly upheld: boolean; readonly reason: string },
): Promise<Ack> {
  const body = { objection: trustedCid(objection), upheld, reason: reason.normalize('NFC') }
  return write(api, member, { kind: 'objection/judged', log: group, body })
}

/** What a draft says, as the forms have it. */
type NewContent = {
  readonly title: string
  readonly text: string
  readonly rule: MethodRule
  readonly quorum: string
  readonly quorumOf: Draft['quorumOf']
  readonly evaluatesAtMs: number | null
  readonly thresholds: Draft['thresholds']
  /** Null or empty: none. */
  readonly area: string | null
}

/** Begins a draft that every member may write along. */
export function startDraft(api: Api, member: DeviceKey, group: string, content: NewContent): Promise<Ack> {
  return write(api, member, { kind: 'draft/started', log: group, body: { ...contentOf(content), openTo: null } })
}

/** Signs what several wrote at once as the node saw it: the next version, with the part of each. */
export async function saveTogether(api: Api, member: DeviceKey, group: string, draft: Draft): Promise<Ack> {
  const { base, title, text, together } = await unwrap(
    api.POST('/drafts/{id}/live/versions', { params: { path: { id: draft.id } } }),
  )
  const content = contentOf({ ...draft, rule: draft.methodRule, title, text })
  const { writers, runs, attested } = together
  const parts = { writers: writers.filter(isPublicKeyHex), runs, attested: fromBase64(attested) }
  const body = { ...content, draft: trustedCid(draft.id), base: trustedCid(base), together: parts }
  return write(api, member, { kind: 'draft/revised', log: group, body })
}

/** Says that the part which a version gives this member is theirs. */
export function confirmPart(
  api: Api,
  member: DeviceKey,
  group: string,
  { draft, revision }: { readonly draft: string; readonly revision: string },
): Promise<Ack> {
  const body = { draft: trustedCid(draft), revision: trustedCid(revision) }
  return write(api, member, { kind: 'draft/confirmed', log: group, body })
}

export function submitDraft(api: Api, member: DeviceKey, group: string, draft: Draft): Promise<Ack> {
  return write(api, member, { kind: 'draft/submitted', log: group, body: shown(draft) })
}

/** Offers another text for a draft. */
export function amend(
  api: Api,
  member: DeviceKey,
  group: string,
  draft: Draft,
  { text, reason }: { readonly text: string; readonly reason: string },
): Promise<Ack> {
  const { draft: id, revision: base } = shown(draft)
  const body = { draft: id, base, text: text.normalize('NFC'), reason: reason.normalize('NFC') }
  return write(api, member, { kind: 'amendment/offered', log: group, body })
}

export function acceptAmendment(api: Api, member: DeviceKey, group: string, amendment: string): Promise<Ack> {
  return write(api, member, { kind: 'amendment/accepted', log: group, body: { amendment: trustedCid(amendment) } })
}

export function declineAmendment(
  api: Api,
  member: DeviceKey,
  group: string,
  { amendment, reason }: { readonly amendment: string; readonly reason: string },
): Promise<Ack> {
  const body = { amendment: trustedCid(amendment), reason: reason.normalize('NFC') }
  return write(api, member, { kind: 'amendment/declined', log: group, body })
}

/** Makes an amendment of one's own that was not accepted a draft of one's own. */
export function startFromAmendment(
  api: Api,
  member: DeviceKey,
  group: string,
  draft: Draft,
  { id, text }: Pick<Draft['amendments'][number], 'id' | 'text'>,
): Promise<Ack> {
  const content = contentOf({ ...draft, rule: draft.methodRule, text })
  return write(api, member, {
    kind: 'draft/started',
    log: group,
    body: { ...content, openTo: null, amends: trustedCid(id) },
  })
}

/** A moderator's word on the version that was shown. */
export function reviewDraft(
  api: Api,
  member: DeviceKey,
  group: string,
  draft: Draft,
  { verdict, reason }: Pick<BodyOf<'review/given'>, 'verdict' | 'reason'>,
): Promise<Ack> {
  const body = { ...shown(draft), verdict, reason: reason.normalize('NFC') }
  return write(api, member, { kind: 'review/given', log: group, body })
}

/** What is said of a vote only when a draft becomes one. */
type NewOpening = { readonly closesAtMs: number; readonly closesEarly: boolean; readonly onPaper: boolean }

/** Opens the vote on what the draft says. */
export function openDraft(
  api: Api,
  member: DeviceKey,
  group: string,
  draft: Draft,
  { closesAtMs, closesEarly, onPaper, ...privacy }: NewOpening & Privacy,
): Promise<Ack> {
  const content = contentOf({ ...draft, rule: draft.methodRule })
  const body = {
    ...content,
    closesAtMs,
    closesEarly,
    answers: null,
    draft: trustedCid(draft.id),
    ...(onPaper ? { paper: { keyingMs: USUAL_KEYING_MS } } : {}),
    ...privacyTerms(privacy),
  }
  return write(api, member, { kind: 'proposal/opened', log: group, body })
}

function shown({ id, head }: Draft): { draft: Cid; revision: Cid } {
  return { draft: trustedCid(id), revision: trustedCid(head) }
}

function contentOf({ title, text, rule, area, evaluatesAtMs, ...terms }: NewContent): DraftContent {
  return {
    title: title.normalize('NFC'),
    text: text.normalize('NFC'),
    method: ruleOf(rule),
    ...termsOf(terms),
    ...(area ? { area: area.normalize('NFC') } : {}),
    ...(evaluatesAtMs === null ? {} : { evaluatesAtMs }),
  }
}

type NewTask = {
  readonly proposal: string
  readonly title: string
  readonly assignee: string | null
  readonly dueAtMs: number
}

/** Says what has to be done because the group decided so. */
export function addTask(
  api: Api,
  member: DeviceKey,
  group: string,
  { proposal, title, assignee, dueAtMs }: NewTask,
): Promise<Ack> {
  const who = assignee !== null && isPublicKeyHex(assignee) ? assignee : null
  const body = { proposal: trustedCid(proposal), title: title.normalize('NFC'), assignee: who, dueAtMs }
  return write(api, member, { kind: 'task/added', log: group, body })
}

/** Gives a task to a member, or to nobody. */
export function assignTask(
  api: Api,
  member: DeviceKey,
  group: string,
  { task, assignee }: { readonly task: string; readonly assignee: string },
): Promise<Ack> {
  const body = { task: trustedCid(task), assignee: isPublicKeyHex(assignee) ? assignee : null }
  return write(api, member, { kind: 'task/assigned', log: group, body })
}

export function endTask(pen: Pen, task: string): Promise<Written> {
  return writeOrKeep(pen, { kind: 'task/done', body: { task: trustedCid(task), note: '' }, about: task })
}

/** Says what came of a decision. */
export function evaluate(
  pen: Pen,
  { proposal, text, met }: { readonly proposal: string } & Pick<BodyOf<'evaluation/given'>, 'text' | 'met'>,
): Promise<Written> {
  const body = { proposal: trustedCid(proposal), text: text.normalize('NFC'), met }
  return writeOrKeep(pen, { kind: 'evaluation/given', body, about: proposal, text })
}

/** Says to the author of a rejected proposal what would have to be different. */
export function giveFeedback(
  pen: Pen,
  { proposal, text }: { readonly proposal: string; readonly text: string },
): Promise<Written> {
  const body = { proposal: trustedCid(proposal), text: text.normalize('NFC') }
  return writeOrKeep(pen, { kind: 'feedback/given', body, about: proposal, text })
}
