import { verifySignature } from '../../../protocol/index.ts'

/** What the test calls in the page: the protocol as a browser runs it. Bytes travel as hex. */
export type VectorsPage = {
  comunalVerify(cases: { publicKey: string; message: string; signature: string }[]): boolean[]
}

const bytes = (hex: string) => Uint8Array.from(hex.match(/../g) ?? [], pair => Number.parseInt(pair, 16))

const page: VectorsPage = {
  comunalVerify: cases =>
    cases.map(({ publicKey, message, signature }) =>
      verifySignature(bytes(publicKey), bytes(message), bytes(signature)),
    ),
}
Object.assign(globalThis, page)
