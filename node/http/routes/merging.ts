import { Type } from 'typebox'
import { refuse } from '../../../protocol/refusal.ts'
import { merge } from '../../domains/federation/merging.ts'
import type { Api, UseContext } from '../api.ts'
import { granted, Refused } from '../refused.ts'
import { MergedView } from '../schema/federation.ts'
import { refusals } from '../schema/problem.ts'
import { ById } from '../schema/shared.ts'

const MOST_FILE_BYTES = 64 * 1024 * 1024

/** How two federations become one, when both have decided it. */
export function mergingRoutes(api: Api, context: UseContext): void {
  api.post(
    '/federations/:id/merge',
    {
      bodyLimit: MOST_FILE_BYTES,
      schema: {
        operationId: 'mergeFederations',
        summary: 'At the node of one of two federations that have decided to merge: carry it out here.',
        tags: ['federation'],
        params: ById,
        consumes: ['application/vnd.ipld.car', 'application/octet-stream'],
        body: Type.Unsafe<unknown>({ description: "Evidence of the other federation's decision (CAR)." }),
        response: { 200: MergedView, ...refusals },
      },
    },
    async request => {
      const { core, reading, limits, evidenceVerifier } = context()
      const { own } = reading.requireSteward(request)
      if (own.id !== request.params.id) throw new Refused(refuse('federation/unknown', { id: request.params.id }))
      if (!limits.verifying(request.ip)) throw new Refused(refuse('request/too-many'))
      const { body } = request
      if (!(body instanceof Uint8Array)) throw new Refused(refuse('request/bad', { problem: 'no file' }))
      const report = granted(await evidenceVerifier.verify(body))
      const [finding] = report.findings
      if (report.what !== 'decision' || !report.verified)
        throw new Refused(refuse('evidence/bad', { code: finding?.code ?? null }))
      const { terms, groups, refused } = granted(
        await merge(core, { file: body, isWitnessed: report.witnesses?.met === true }),
      )
      const names = new Map(terms.groups.map(({ group, name }) => [group, name]))
      return {
        from: terms.from,
        into: terms.into,
        groups: groups.map(group => ({ group, name: names.get(group) ?? '' })),
        refused: refused.map(({ group, refusal }) => ({ group, name: names.get(group) ?? '', code: refusal.code })),
      }
    },
  )
}
