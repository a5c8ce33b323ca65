import { parentPort } from 'node:worker_threads'
import type { SignedMessage } from '../../protocol/keys/verify-many.ts'
import { openNativeBatchVerifier } from './native-verify.ts'
import type { PackedMessages } from './verifier.ts'

const verify = openNativeBatchVerifier()

/** The thread's half of the pool: unpacks a batch, answers one byte a signature. */
parentPort?.on('message', (packed: PackedMessages) => {
  parentPort?.postMessage(Uint8Array.from(verify(unpack(packed)), verdict => (verdict ? 1 : 0)))
})

function unpack({ bytes, lengths }: PackedMessages): SignedMessage[] {
  let at = 0
  return Array.from(lengths, length => {
    const publicKey = bytes.subarray(at, at + 32)
    const signature = bytes.subarray(at + 32, at + 96)
    const message = bytes.subarray(at + 96, at + 96 + length)
    at += 96 + length
    return { publicKey, message, signature }
  })
}
