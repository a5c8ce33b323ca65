import { Worker } from 'node:worker_threads'
import { type Refusal, refuse } from '../../protocol/refusal.ts'
import { VERIFY_EVIDENCE_WORKER } from '../resources.ts'
import type { ReportView } from './schema/report.ts'

/** Counts a file of evidence again, away from the thread that answers everyone else. */
export type EvidenceVerifier = {
  /** `evidence/bad` for what is no such file; `node/busy` while another is counted, or where it takes too long. */
  verify(file: Uint8Array): Promise<ReportView | Refusal>
  [Symbol.asyncDispose](): Promise<void>
}

const PATIENCE_MS = 120_000
const MOST_MEGABYTES = 512

export function openEvidenceVerifier(): EvidenceVerifier {
  let worker: Worker | undefined
  return {
    async verify(file) {
      if (worker) return refuse('node/busy')
      const bytes = new Uint8Array(file)
      const counting = new Worker(VERIFY_EVIDENCE_WORKER, {
        workerData: bytes,
        transferList: [bytes.buffer],
        resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES },
      })
      worker = counting
      const patience = setTimeout(() => counting.terminate(), PATIENCE_MS)
      try {
        return await new Promise<ReportView | Refusal>(resolve => {
          counting.once('message', resolve)
          // What breaks a recount is the file: memory and time are bounded.
          counting.once('error', () => resolve(refuse('evidence/bad', { problem: 'too large to count here' })))
          counting.once('exit', () => resolve(refuse('node/busy')))
        })
      } finally {
        clearTimeout(patience)
        worker = undefined
        await counting.terminate()
      }
    },
    async [Symbol.asyncDispose]() {
      await worker?.terminate()
    },
  }
}
