import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { trustedCid } from '../../../protocol/bytes/cid.ts'
import { initiativeState, supportNeeded } from '../../../protocol/governance/initiative.ts'
import { formatRational } from '../../../protocol/rational.ts'
import { refuse } from '../../../protocol/refusal.ts'
import type { StoredInitiative } from '../../domains/assembly/initiatives.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Api, UseContext } from '../api.ts'
import type { Context } from '../context.ts'
import { Refused } from '../refused.ts'
import { InitiativeView } from '../schema/initiative.ts'
import { refusals } from '../schema/problem.ts'
import { ById, ref } from '../schema/shared.ts'
import { amendmentOfInitiative } from '../views/charter.ts'
import { jsonOf } from '../views/json-of.ts'

/** What members want asked. Who supports it stands in the log; the API counts, and tells members their own. */
export function initiativeRoutes(api: Api, context: UseContext): void {
  api.get(
    '/initiatives',
    {
      schema: {
        operationId: 'listInitiatives',
        summary: 'Initiatives, newest first.',
        tags: ['assembly'],
        response: { 200: Type.Array(ref(InitiativeView)), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      return using.initiatives.list(own.row).map(found => initiativeView(using, own, found, request))
    },
  )

  api.get(
    '/initiatives/:id',
    {
      schema: {
        operationId: 'getInitiative',
        summary: 'One initiative.',
        tags: ['assembly'],
        params: ById,
        response: { 200: ref(InitiativeView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const { id } = request.params
      const found = using.initiatives.get(trustedCid(id))
      if (found?.log !== own.row) throw new Refused(refuse('initiative/unknown', { id }))
      return initiativeView(using, own, found, request)
    },
  )
}

function initiativeView(
  using: Context,
  own: LogRow,
  initiative: StoredInitiative,
  request: FastifyRequest,
): InitiativeView {
  const { core, initiatives, members, reading } = using
  const { id, type, title, text, by, method, quorum, voteMs, startedAtMs, expiresAtMs, proposal } = initiative
  const session = reading.sessionOf(request)
  return {
    id,
    type,
    title,
    text,
    by,
    byName: members.get(own.row, by)?.name ?? '',
    methodRule: jsonOf(method),
    quorum: formatRational(quorum),
    quorumOf: initiative.quorumOf ?? 'eligible',
    thresholds: jsonOf(initiative.thresholds ?? []),
    voteMs,
    startedAtMs,
    expiresAtMs,
    amendment: amendmentOfInitiative(using, own, initiative),
    state: initiativeState(initiative, core.reader(own), core.now()),
    supporters: initiatives.supporters(initiative),
    needed: supportNeeded(core.reader(own).charter(), type, initiatives.voters(own.row)),
    supports: session ? initiatives.isSupporter(initiative, session.key) : null,
    proposal,
  }
}
