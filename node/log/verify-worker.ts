import { parentPort } from 'node:worker_threads'
import { verifyNatively } from './native-verify.ts'
import type { PackedMessages } from './verifier.ts'

/** The thread's half of the pool: unpacks a batch, answers one byte a signature. */
parentPort?.on('message', ({ bytes, lengths }: PackedMessages) => {
  let at = 0
  const verdicts = Uint8Array.from(lengths, length => {
    const publicKey = bytes.subarray(at, at + 32)
    const signature = bytes.subarray(at + 32, at + 96)
    const message = bytes.subarray(at + 96, at + 96 + length)
    at += 96 + length
    return verifyNatively({ publicKey, message, signature }) ? 1 : 0
  })
  parentPort?.postMessage(verdicts)
})
