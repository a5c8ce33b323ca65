import { timingSafeEqual } from 'node:crypto'
import { refuse } from '../../../protocol/refusal.ts'
import { nativeSha256 } from '../../log/native-sha256.ts'
import type { Api, UseContext } from '../api.ts'
import { granted, Refused } from '../refused.ts'
import { AckView } from '../schema/entry.ts'
import { SetupInput, SetupView } from '../schema/group.ts'
import { refusals } from '../schema/problem.ts'
import { ref } from '../schema/shared.ts'
import { readEntryText } from '../signed-entry-text.ts'
import { ackView } from '../views/ack.ts'

/** The first steward founds the group by the link that the node printed; it opens once. */
export function setupRoutes(api: Api, context: UseContext): void {
  api.get(
    '/setup',
    {
      schema: {
        operationId: 'getSetup',
        summary: 'Whether the node waits for its group.',
        tags: ['group'],
        response: { 200: SetupView, ...refusals },
      },
    },
    async () => ({ open: context().core.ownGroup() === undefined }),
  )

  api.post(
    '/setup',
    {
      schema: {
        operationId: 'setUp',
        summary: 'Found the group of this node.',
        tags: ['group'],
        body: SetupInput,
        response: { 201: ref(AckView), ...refusals },
      },
    },
    async (request, reply) => {
      const { core, limits, setupToken } = context()
      if (!limits.setup(request.ip)) throw new Refused(refuse('request/too-many'))
      if (core.ownGroup()) throw new Refused(refuse('group/exists'))
      const { token, entry } = request.body
      if (setupToken === null || !sameText(token, setupToken)) throw new Refused(refuse('setup/bad-token'))
      const signed = granted(readEntryText(entry))
      // A second founding that comes meanwhile is refused by the writer: a node keeps one group.
      const ack = granted(await core.writer.submit(signed, { genesis: 'group' }))
      return reply.code(201).send(ackView(ack))
    },
  )
}

/** Compares without telling by the time it takes how much was right. */
function sameText(a: string, b: string): boolean {
  const digest = (text: string) => nativeSha256(new TextEncoder().encode(text))
  return timingSafeEqual(digest(a), digest(b))
}
