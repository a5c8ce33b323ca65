import { Type } from 'typebox'
import type { Api, UseContext } from '../api.ts'
import { DueView } from '../schema/due.ts'
import { refusals } from '../schema/problem.ts'

/** What waits for whoever is signed in. */
export function dueRoutes(api: Api, context: UseContext): void {
  api.get(
    '/due',
    {
      schema: {
        operationId: 'listDue',
        summary: 'What waits for the member: votes that close soon, tasks, evaluations, reviews. The soonest first.',
        tags: ['decisions'],
        response: { 200: Type.Array(DueView), ...refusals },
      },
    },
    async request => {
      const { reading, due } = context()
      return due.of(reading.requireMember(request).session.key).map(item => ({ ...item }))
    },
  )
}
