import { verifySignature } from '../../../protocol/index.ts'
import { openBatchVerifier } from '../../../protocol/keys/batch/batch-verifier.ts'
import { sha512 } from '../../../protocol/keys/batch/sha512.ts'

type Cases = { publicKey: string; message: string; signature: string }[]

/** What the test calls in the page: the protocol as a browser runs it. Bytes travel as hex. */
export type VectorsPage = {
  comunalVerify(cases: Cases): boolean[]
  /** In batches, and never one by one. */
  comunalVerifyInBatches(cases: Cases): boolean[]
}

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], pair => Number.parseInt(pair, 16))

const page: VectorsPage = {
  comunalVerify: cases =>
    cases.map(({ publicKey, message, signature }) =>
      verifySignature(bytes(publicKey), bytes(message), bytes(signature)),
    ),
  comunalVerifyInBatches: cases => {
    const verify = openBatchVerifier(sha512, () => {
      throw new Error('asked for one alone')
    })
    return verify(
      cases.map(({ publicKey, message, signature }) => ({
        publicKey: bytes(publicKey),
        message: bytes(message),
        signature: bytes(signature),
      })),
    )
  },
}
Object.assign(globalThis, page)
