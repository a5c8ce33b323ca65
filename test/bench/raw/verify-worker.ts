import { createPublicKey, verify } from 'node:crypto'
import { parentPort, workerData } from 'node:worker_threads'

/** Key, signature and message of each, one after the other; `starts` says where each begins, and where the last ends. */
export type PackedSignatures = { readonly bytes: SharedArrayBuffer; readonly starts: Uint32Array }

/** Checks every `of`th signature from the `first` on: nothing but OpenSSL. */
const { bytes, starts, first, of }: PackedSignatures & { first: number; of: number } = workerData
parentPort?.on('message', () => {
  const all = Buffer.from(bytes)
  let valid = 0
  for (let i = first; i < starts.length - 1; i += of) {
    const at = starts[i] ?? 0
    const x = all.toString('base64url', at, at + 32)
    const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    if (verify(null, all.subarray(at + 96, starts[i + 1]), key, all.subarray(at + 32, at + 96))) valid++
  }
  parentPort?.postMessage(valid)
})
parentPort?.postMessage('ready')
