import { trustedCid } from '../../../protocol/bytes/cid.ts'
import { decodeEntry } from '../../../protocol/log/entry.ts'
import { isRefusal, refuse } from '../../../protocol/refusal.ts'
import type { Api, UseContext } from '../api.ts'
import { granted, Refused } from '../refused.ts'
import { CouncilView, Forwarded, ForwardInput } from '../schema/federation.ts'
import { refusals } from '../schema/problem.ts'
import { ById } from '../schema/shared.ts'
import { readEntryText } from '../signed-entry-text.ts'
import { councilView } from '../views/council.ts'
import { knownFederations } from '../views/federation.ts'

/** Who sits on a federation's council, and how delegates and stewards speak in its log from their own group's node. */
export function councilRoutes(api: Api, context: UseContext): void {
  api.get(
    '/federations/:id/council',
    {
      schema: {
        operationId: 'getCouncil',
        summary: 'Who sits on the council of a federation for which group, until when, and who did; newest first.',
        tags: ['federation'],
        params: ById,
        response: { 200: CouncilView, ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const { id } = request.params
      const known = knownFederations(using, own).find(federation => federation.id === id)
      if (!known) throw new Refused(refuse('federation/unknown', { id }))
      return councilView(using, known)
    },
  )

  api.post(
    '/federations/:id/entries',
    {
      schema: {
        operationId: 'submitToFederation',
        summary: "Hand a signed entry for a federation's log to the node that writes it.",
        tags: ['federation'],
        params: ById,
        body: ForwardInput,
        response: { 200: Forwarded, ...refusals },
      },
    },
    async request => {
      const using = context()
      using.reading.requireMember(request)
      const federation = trustedCid(request.params.id)
      const signed = granted(readEntryText(request.body.entry))
      const entry = granted(decodeEntry(signed))
      if (entry.header.log !== federation) throw new Refused(refuse('entry/wrong-log', { log: entry.header.log }))
      const { network } = using
      if (!network) throw new Refused(refuse('federation/unreachable', { problem: 'this node keeps to itself' }))
      const answer = await network.submit(federation, signed)
      if (isRefusal(answer)) throw new Refused(answer)
      return { id: entry.id }
    },
  )
}
