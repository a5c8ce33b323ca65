import { Type } from 'typebox'
import type { Api, UseContext } from '../api.ts'
import { refusals } from '../schema/problem.ts'
import { FoundView } from '../schema/search.ts'
import { foundViews } from '../views/found.ts'

const MOST = 40

/** Everything that people wrote, to who may read of the group. */
export function searchRoutes(api: Api, context: UseContext): void {
  api.get(
    '/search',
    {
      schema: {
        operationId: 'search',
        summary: 'What has all the words in it, newest first: proposals, drafts, arguments, members, offers, callings.',
        tags: ['group'],
        querystring: Type.Object({
          words: Type.String({
            maxLength: 200,
            description: 'Accents do not matter; the last word may be begun only.',
          }),
        }),
        response: { 200: Type.Array(FoundView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const found = using.search.find(request.query.words, MOST)
      const asked = found.filter(({ type }) => type !== 'decision' && type !== 'verdict')
      return foundViews(using, own, asked)
    },
  )

  api.get(
    '/activity',
    {
      schema: {
        operationId: 'listActivity',
        summary:
          'What has happened after a position of the log, newest first: what was asked, decided, written, offered, who came.',
        tags: ['group'],
        querystring: Type.Object({ after: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })) }),
        response: { 200: Type.Array(FoundView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      return foundViews(using, own, using.search.since(Number(request.query.after ?? 0), MOST))
    },
  )
}
