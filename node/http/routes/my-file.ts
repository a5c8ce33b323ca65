import type { Api, UseContext } from '../api.ts'
import { MyFileView } from '../schema/my-file.ts'
import { refusals } from '../schema/problem.ts'
import { ref } from '../schema/shared.ts'
import { myFileView } from '../views/my-file.ts'

/** Everything about whoever is signed in, as one file to keep. */
export function myFileRoutes(api: Api, context: UseContext): void {
  api.get(
    '/my-file',
    {
      schema: {
        operationId: 'getMyFile',
        summary:
          'All that the node holds of who is signed in: what they signed, their votes, delegations and receipts.',
        tags: ['group'],
        response: { 200: ref(MyFileView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const { key } = using.reading.requireSession(request)
      return myFileView(using, using.reading.ownGroup(), key)
    },
  )
}
