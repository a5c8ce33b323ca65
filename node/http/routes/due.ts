import { Type } from 'typebox'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { DueItem } from '../../domains/life/due.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Api, UseContext } from '../api.ts'
import type { Context } from '../context.ts'
import { DueView } from '../schema/due.ts'
import { refusals } from '../schema/problem.ts'
import { namesIn } from '../views/name.ts'

/** What waits for whoever is signed in. */
export function dueRoutes(api: Api, context: UseContext): void {
  api.get(
    '/due',
    {
      schema: {
        operationId: 'listDue',
        summary:
          'What waits for the member: votes that close soon, tasks, evaluations, reviews, nominations, amendments, and for stewards what other groups await, and what a federation asks of who keeps it. The soonest first.',
        tags: ['decisions'],
        response: { 200: Type.Array(DueView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const { session, own } = using.reading.requireMember(request)
      return using.due.of(session.key).map(item => ({ ...item, goesTo: goesTo(using, own, session.key, item) }))
    },
  )
}

function goesTo(using: Context, own: LogRow, member: PublicKeyHex, { kind, subject }: DueItem) {
  const proposal = kind === 'vote' ? using.core.projections.proposals.get(subject) : undefined
  const voice = proposal && using.ownVoice(proposal, member)
  if (!voice?.delegate) return null
  return { key: voice.delegate, name: namesIn(using, own)(voice.delegate), voted: voice.delegateHasVoted === true }
}
