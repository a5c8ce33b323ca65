import type { Cid } from '../../../protocol/bytes/cid.ts'
import { concatBytes } from '../../../protocol/bytes/compare.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { type AmendmentRecord, amendmentOffered } from '../../../protocol/life/amendment.ts'
import { argumentMade } from '../../../protocol/life/argument.ts'
import { writtenTogether } from '../../../protocol/life/co-writing.ts'
import { type DraftContent, type DraftRecord, draftContent } from '../../../protocol/life/draft.ts'
import { evaluationGiven, feedbackGiven } from '../../../protocol/life/looking-back.ts'
import { reviewGiven } from '../../../protocol/life/review.ts'
import { taskAdded } from '../../../protocol/life/task.ts'
import type { Store } from '../../store/open.ts'
import type { Place, Projection } from '../projection.ts'
import { toStored } from '../stored.ts'
import type { Amendments } from './amendments.ts'
import type { Drafts } from './drafts.ts'

type LifeKinds =
  | 'draft/started'
  | 'draft/revised'
  | 'draft/confirmed'
  | 'draft/submitted'
  | 'review/given'
  | 'amendment/offered'
  | 'amendment/accepted'
  | 'amendment/declined'
  | 'argument/made'
  | 'feedback/given'
  | 'task/added'
  | 'task/assigned'
  | 'task/done'
  | 'evaluation/given'

/** One more version of a draft: by whom, upon which, and what it says. */
type NewRevision = {
  readonly id: Cid
  readonly draft: Cid
  readonly base: Cid | null
  readonly by: PublicKeyHex
  readonly content: DraftContent
}

/** What comes before and after a vote, as tables. */
export function lifeProjection(
  store: Store,
  { drafts, amendments }: { drafts: Drafts; amendments: Amendments },
): Projection<LifeKinds> {
  const addArgument = store.prepare<[number, string, string, Uint8Array, number, Uint8Array]>(
    'INSERT INTO argument (position, cid, about, by, at_ms, body) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const addDraft = store.prepare<[string, number, number, Uint8Array, Uint8Array | null, string]>(
    `INSERT INTO draft (cid, log, position, by, open_to, state, head) VALUES (?, ?, ?, ?, ?, 'draft', ?)`,
  )
  const addRevision = store.prepare<[string, string, number, string | null, Uint8Array, number, Uint8Array]>(
    'INSERT INTO revision (cid, draft, position, base, by, at_ms, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )
  const moveHead = store.prepare<[string, string]>(`UPDATE draft SET head = ?, state = 'draft' WHERE cid = ?`)
  const setState = store.prepare<[DraftRecord['state'], string]>('UPDATE draft SET state = ? WHERE cid = ?')
  const addReview = store.prepare<[number, string, string, Uint8Array, number, Uint8Array]>(
    'INSERT INTO review (position, cid, draft, by, at_ms, body) VALUES (?, ?, ?, ?, ?, ?)',
  )

  const addCoWritten = store.prepare<[string, string, Uint8Array]>(
    'INSERT INTO co_written (revision, draft, body) VALUES (?, ?, ?)',
  )
  const addConfirmation = store.prepare<[string, Uint8Array, number]>(
    'INSERT INTO confirmation (revision, by, at_ms) VALUES (?, ?, ?)',
  )
  const addAmendment = store.prepare<[string, string, number, Uint8Array, number, Uint8Array]>(
    `INSERT INTO amendment (cid, draft, position, by, at_ms, state, body) VALUES (?, ?, ?, ?, ?, 'offered', ?)`,
  )
  const settle = store.prepare<[AmendmentRecord['state'], string | null, string]>(
    'UPDATE amendment SET state = ?, own = ? WHERE cid = ?',
  )
  const decline = store.prepare<[string, string]>(`UPDATE amendment SET state = 'declined', declined = ? WHERE cid = ?`)
  const addTask = store.prepare<[string, number, string, number, Uint8Array, number, number | null, Uint8Array]>(
    'INSERT INTO task (cid, log, proposal, position, by, at_ms, due_at_ms, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  )
  const assign = store.prepare<[Uint8Array | null, string]>(
    'UPDATE task SET is_assigned = 1, assignee = ? WHERE cid = ?',
  )
  const endTask = store.prepare<[Uint8Array, number, string, string]>(
    'UPDATE task SET done_by = ?, done_at_ms = ?, note = ? WHERE cid = ?',
  )
  const lookBack = store.prepare<[number, string, string, string, Uint8Array, number, Uint8Array]>(
    'INSERT INTO looking_back (position, cid, kind, proposal, by, at_ms, body) VALUES (?, ?, ?, ?, ?, ?, ?)',
  )

  const revise = ({ id, draft, base, by, content }: NewRevision, { position, acceptedAtMs }: Place) => {
    addRevision.run(id, draft, position, base, fromHex(by), acceptedAtMs, toStored(draftContent, content))
  }
  return {
    'draft/started': ({ entry, body }, place) => {
      const { id, header } = entry
      const writers = body.openTo && concatBytes(...body.openTo.map(fromHex))
      addDraft.run(id, place.log, place.position, fromHex(header.by), writers, id)
      revise({ id, draft: id, base: null, by: header.by, content: body }, place)
      if (body.amends) settle.run('own', id, body.amends)
    },
    'draft/revised': ({ entry, body }, place) => {
      revise({ id: entry.id, draft: body.draft, base: body.base, by: entry.header.by, content: body }, place)
      moveHead.run(entry.id, body.draft)
      if (body.together) addCoWritten.run(entry.id, body.draft, toStored(writtenTogether, body.together))
    },
    'draft/confirmed': ({ entry, body }, { acceptedAtMs }) => {
      addConfirmation.run(body.revision, fromHex(entry.header.by), acceptedAtMs)
    },
    'draft/submitted': ({ body }) => {
      setState.run('review', body.draft)
    },
    'review/given': ({ entry, body }, { position, acceptedAtMs }) => {
      const by = fromHex(entry.header.by)
      addReview.run(position, entry.id, body.draft, by, acceptedAtMs, toStored(reviewGiven, body))
      setState.run(body.verdict === 'approved' ? 'approved' : 'draft', body.draft)
    },
    'amendment/offered': ({ entry, body }, { position, acceptedAtMs }) => {
      const by = fromHex(entry.header.by)
      addAmendment.run(entry.id, body.draft, position, by, acceptedAtMs, toStored(amendmentOffered, body))
    },
    'amendment/accepted': ({ entry, body }, place) => {
      const amendment = amendments.get(body.amendment)
      const draft = amendment && drafts.get(amendment.draft)
      if (!draft) throw new Error('an amendment without its draft')
      const { by, base, text } = amendment
      revise({ id: entry.id, draft: draft.id, base, by, content: { ...draft, text } }, place)
      moveHead.run(entry.id, draft.id)
      settle.run('accepted', null, amendment.id)
    },
    'amendment/declined': ({ body }) => {
      decline.run(body.reason, body.amendment)
    },
    'argument/made': ({ entry, body }, { position, acceptedAtMs }) => {
      const by = fromHex(entry.header.by)
      addArgument.run(position, entry.id, body.proposal, by, acceptedAtMs, toStored(argumentMade, body))
    },
    'feedback/given': ({ entry, body }, { position, acceptedAtMs }) => {
      const by = fromHex(entry.header.by)
      const bytes = toStored(feedbackGiven, body)
      lookBack.run(position, entry.id, 'feedback', body.proposal, by, acceptedAtMs, bytes)
    },
    'task/added': ({ entry, body }, { log, position, acceptedAtMs }) => {
      const by = fromHex(entry.header.by)
      const bytes = toStored(taskAdded, body)
      addTask.run(entry.id, log, body.proposal, position, by, acceptedAtMs, body.dueAtMs, bytes)
    },
    'task/assigned': ({ body }) => {
      assign.run(body.assignee && fromHex(body.assignee), body.task)
    },
    'task/done': ({ entry, body }, { acceptedAtMs }) => {
      endTask.run(fromHex(entry.header.by), acceptedAtMs, body.note, body.task)
    },
    'evaluation/given': ({ entry, body }, { position, acceptedAtMs }) => {
      const by = fromHex(entry.header.by)
      const bytes = toStored(evaluationGiven, body)
      lookBack.run(position, entry.id, 'evaluation', body.proposal, by, acceptedAtMs, bytes)
    },
  }
}

/** What the opening of a vote means for the draft that it was. */
export function draftOpening(store: Store): (draft: Cid, proposal: Cid) => void {
  const open = store.prepare<[string, string]>(`UPDATE draft SET state = 'opened', proposal = ? WHERE cid = ?`)
  return (draft, proposal) => void open.run(proposal, draft)
}
