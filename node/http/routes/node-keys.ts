import { Type } from 'typebox'
import { decodeCanonical } from '../../../protocol/bytes/canonical.ts'
import { isProblem } from '../../../protocol/bytes/schema.ts'
import { nodeSucceeded } from '../../../protocol/federation/succession.ts'
import { isRefusal, refuse } from '../../../protocol/refusal.ts'
import { tellOfSuccession } from '../../domains/federation/replace-node.ts'
import type { Api, UseContext } from '../api.ts'
import { granted, Refused } from '../refused.ts'
import { refusals } from '../schema/problem.ts'
import { Base64, ById } from '../schema/shared.ts'
import { readBase64 } from '../signed-entry-text.ts'

/** How a member group's node hears of a new key of its federation's node. */
export function nodeKeyRoutes(api: Api, context: UseContext): void {
  api.post(
    '/federations/:id/node-key',
    {
      schema: {
        operationId: 'followNodeKey',
        summary:
          "At the node of a member group: the federation's node has another key. The council's signatures speak for it.",
        tags: ['federation'],
        params: ById,
        body: Type.Object({ succession: Base64 }),
        response: { 200: Type.Object({ told: Type.Boolean() }), ...refusals },
      },
    },
    async request => {
      const { core, reading } = context()
      reading.requireSteward(request)
      const bytes = readBase64(request.body.succession)
      const value = bytes && decodeCanonical(bytes)
      const told = value === undefined || isRefusal(value) ? undefined : nodeSucceeded.decode(value)
      if (!told || isProblem(told)) throw new Refused(refuse('node/bad-replacement', { problem: 'not such a file' }))
      return granted(await tellOfSuccession(core, told))
    },
  )
}
