import { verifySignature } from './verify.ts'

/** A signature and what it is over. */
export type SignedMessage = {
  readonly publicKey: Uint8Array
  readonly message: Uint8Array
  readonly signature: Uint8Array
}

/** Checks many signatures, each on its own, in the order given; how (threads, native code) is the caller's. */
export type VerifyMany = (messages: readonly SignedMessage[]) => Promise<readonly boolean[]>

/** One after the other, by the rule itself: for browsers and wherever there is nothing faster. */
export const verifyEach: VerifyMany = async messages =>
  messages.map(({ publicKey, message, signature }) => verifySignature(publicKey, message, signature))
