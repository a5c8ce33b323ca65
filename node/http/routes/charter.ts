import type { Api, UseContext } from '../api.ts'
import { CharterChangesView } from '../schema/charter.ts'
import { refusals } from '../schema/problem.ts'
import { ref } from '../schema/shared.ts'
import { charterChangesView } from '../views/charter.ts'

/** How the charter came to be what it is, and what may become of it. What changes it are entries (`charter/…`). */
export function charterRoutes(api: Api, context: UseContext): void {
  api.get(
    '/charter/changes',
    {
      schema: {
        operationId: 'getCharterChanges',
        summary: 'Every charter that was in force, and what stewards have drawn up and not all signed yet.',
        tags: ['group'],
        response: { 200: ref(CharterChangesView), ...refusals },
      },
    },
    async request => {
      const using = context()
      return charterChangesView(using, using.reading.requireReading(request))
    },
  )
}
