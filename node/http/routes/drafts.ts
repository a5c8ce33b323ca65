import { Type } from 'typebox'
import { trustedCid } from '../../../protocol/bytes/cid.ts'
import { refuse } from '../../../protocol/refusal.ts'
import { difference } from '../../domains/life/difference.ts'
import type { StoredDraft } from '../../domains/life/drafts.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Api, UseContext } from '../api.ts'
import type { Context } from '../context.ts'
import { Refused } from '../refused.ts'
import { DraftSummary, DraftView, RevisionView } from '../schema/draft.ts'
import { ArgumentView } from '../schema/life.ts'
import { refusals } from '../schema/problem.ts'
import { ById, CidText, ref } from '../schema/shared.ts'
import { argumentViews } from '../views/argument.ts'
import { draftSummary, draftView } from '../views/draft.ts'
import { namesIn } from '../views/name.ts'

/** Proposals in the making. */
export function draftRoutes(api: Api, context: UseContext): void {
  api.get(
    '/drafts',
    {
      schema: {
        operationId: 'listDrafts',
        summary: 'Drafts, newest first.',
        tags: ['decisions'],
        response: { 200: Type.Array(ref(DraftSummary)), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      return using.core.projections.life.drafts.list(own.row).map(draft => draftSummary(draft, namesIn(using, own)))
    },
  )

  api.get(
    '/drafts/:id',
    {
      schema: {
        operationId: 'getDraft',
        summary: 'A draft with its versions, who wrote which part of it, and what moderators said.',
        tags: ['decisions'],
        params: ById,
        response: { 200: ref(DraftView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const { life } = using.core.projections
      const draft = draftIn(using, own, request.params.id)
      const parts = { life, piecesOf: using.piecesOf, unsaved: using.live.unsaved(draft.id) }
      return draftView(draft, parts, namesIn(using, own))
    },
  )

  api.get(
    '/drafts/:id/revisions/:revision',
    {
      schema: {
        operationId: 'getRevision',
        summary: 'One version of a draft, and what it changed, word by word.',
        tags: ['decisions'],
        params: Type.Object({ id: CidText, revision: CidText }),
        response: { 200: RevisionView, ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const versions = using.core.projections.life.drafts.revisions(draftIn(using, own, request.params.id).id)
      const found = versions.find(({ id }) => id === request.params.revision)
      if (!found) throw new Refused(refuse('request/not-found'))
      const before = versions.find(({ id }) => id === found.base)?.text ?? ''
      const { id, title, by, atMs, text } = found
      const byName = namesIn(using, own)(by)
      return { id, title, by, byName, at: atMs, difference: difference(before, text) }
    },
  )

  api.get(
    '/drafts/:id/arguments',
    {
      schema: {
        operationId: 'listDraftArguments',
        summary: 'Arguments about a draft, in the order of the log.',
        tags: ['decisions'],
        params: ById,
        response: { 200: Type.Array(ref(ArgumentView)), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const { id } = draftIn(using, own, request.params.id)
      return argumentViews(using.core.projections.life.arguments.list(id), namesIn(using, own))
    },
  )
}

/** A draft of this group, or `draft/unknown`. */
export function draftIn({ core }: Context, own: LogRow, id: string): StoredDraft {
  const draft = core.projections.life.drafts.get(trustedCid(id))
  if (draft?.log !== own.row) throw new Refused(refuse('draft/unknown', { id }))
  return draft
}
