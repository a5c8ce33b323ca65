import { Type } from 'typebox'
import { refuse } from '../../../protocol/refusal.ts'
import type { Api, UseContext } from '../api.ts'
import { granted, Refused } from '../refused.ts'
import { refusals } from '../schema/problem.ts'
import { ReportView } from '../schema/report.ts'
import { ref } from '../schema/shared.ts'
import { reportOnReceipt } from '../verify-receipt.ts'

const MOST_FILE_BYTES = 64 * 1024 * 1024

/** Counting again for those who have no program of their own for it. */
export function verifyRoutes(api: Api, context: UseContext): void {
  const asBytes = { parseAs: 'buffer' as const, bodyLimit: MOST_FILE_BYTES }
  const types = ['application/vnd.ipld.car', 'application/octet-stream']
  api.addContentTypeParser(types, asBytes, (_request, body, done) => done(null, body))

  api.post(
    '/verify',
    {
      bodyLimit: MOST_FILE_BYTES,
      schema: {
        operationId: 'verify',
        summary: 'Check a file of evidence down to every ballot, or a receipt.',
        tags: ['log'],
        consumes: [...types, 'text/plain'],
        body: Type.Unsafe<unknown>({ description: 'A CAR file, or the text of a receipt.' }),
        response: { 200: ref(ReportView), ...refusals },
      },
    },
    async request => {
      const { core, reading, limits, evidenceVerifier } = context()
      reading.requireReading(request)
      if (!limits.verifying(request.ip)) throw new Refused(refuse('request/too-many'))
      const { body } = request
      if (typeof body === 'string') return granted(reportOnReceipt(core, body))
      if (!(body instanceof Uint8Array)) throw new Refused(refuse('request/bad', { problem: 'neither file nor text' }))
      return granted(await evidenceVerifier.verify(body))
    },
  )
}
