import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { toBase64 } from '../../../protocol/bytes/base64.ts'
import { type Cid, trustedCid } from '../../../protocol/bytes/cid.ts'
import { encodeSignedEntry } from '../../../protocol/log/entry.ts'
import { refuse } from '../../../protocol/refusal.ts'
import type { StoredSortition } from '../../domains/assembly/sortitions.ts'
import { replacementsOf } from '../../domains/group/key-evidence.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Api, UseContext } from '../api.ts'
import type { Context } from '../context.ts'
import { Refused } from '../refused.ts'
import { refusals } from '../schema/problem.ts'
import { ById, ref } from '../schema/shared.ts'
import { SortitionEvidenceView, SortitionView } from '../schema/sortition.ts'
import { namesOf } from '../views/person.ts'
import { sortitionView } from '../views/sortition.ts'

/** Panels drawn by lot, and what it takes to draw them again. */
export function sortitionRoutes(api: Api, context: UseContext): void {
  api.get(
    '/sortitions',
    {
      schema: {
        operationId: 'listSortitions',
        summary: 'Draws by lot, newest first.',
        tags: ['assembly'],
        response: { 200: Type.Array(ref(SortitionView)), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const { sortitions } = using
      const naming = namesOf(using.members, own.row)
      const asked = askedBy(using, request)
      return sortitions.list(own.row).map(found => sortitionView(found, sortitions, naming, asked))
    },
  )

  api.get(
    '/sortitions/:id',
    {
      schema: {
        operationId: 'getSortition',
        summary: 'One draw by lot, with the panel once it is drawn.',
        tags: ['assembly'],
        params: ById,
        response: { 200: ref(SortitionView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const found = sortitionIn(using, own, request.params.id)
      const naming = namesOf(using.members, own.row)
      return sortitionView(found, using.sortitions, naming, askedBy(using, request))
    },
  )

  api.get(
    '/sortitions/:id/evidence',
    {
      schema: {
        operationId: 'getSortitionEvidence',
        summary: 'The signed entries from which anyone draws again.',
        tags: ['assembly'],
        params: ById,
        response: { 200: SortitionEvidenceView, ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const found = sortitionIn(using, own, request.params.id)
      const { committedEntry, drawnEntry } = found
      if (!committedEntry || !drawnEntry) throw new Refused(refuse('sortition/not-open', { state: found.state }))
      const { sortitions } = using
      const text = (id: Cid) => entryText(using, id)
      const contributions = sortitions.contributions(found)
      const declined = sortitions.declined(found).map(({ entry }) => entry)
      return {
        log: own.id,
        called: text(found.id),
        committed: text(committedEntry),
        joined: contributions.map(text),
        drawn: text(drawnEntry),
        declined: declined.map(text),
        replaced: replacementsOf(using.core, own.row, [...contributions, ...declined]).map(text),
        pool: sortitions.pool(found),
        strata: sortitions.strata(found).map(({ role, keys }) => ({ role, keys: [...keys] })),
      }
    },
  )
}

/** When, and by which member where one is signed in. */
function askedBy({ core, reading }: Context, request: FastifyRequest) {
  return { nowMs: core.now(), reader: reading.sessionOf(request)?.key }
}

function sortitionIn({ sortitions }: Context, own: LogRow, id: string): StoredSortition {
  const found = sortitions.get(trustedCid(id))
  if (found?.log !== own.row) throw new Refused(refuse('sortition/unknown', { id }))
  return found
}

function entryText({ core }: Context, id: Cid): string {
  const stored = core.tables.entry(id)
  if (!stored) throw new Error(`entry ${id} of a draw is not in the log`)
  return toBase64(encodeSignedEntry(stored.signed))
}
