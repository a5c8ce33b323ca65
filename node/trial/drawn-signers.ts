import { generateKeyPair, type KeyObject, sign } from 'node:crypto'
import { promisify } from 'node:util'
import type { Signer } from '../../protocol/keys/signer.ts'

const drawKeyPair = promisify(generateKeyPair)

/** Keys drawn at once: enough to keep every thread of the pool busy. */
const KEYS_A_TURN = 256

/** Fresh keys that sign at native speed: for people who are made up, since nobody could restore them from a seed. */
export async function drawSigners(count: number): Promise<Signer[]> {
  const signers: Signer[] = []
  while (signers.length < count) {
    const turn = Math.min(KEYS_A_TURN, count - signers.length)
    const pairs = await Promise.all(Array.from({ length: turn }, () => drawKeyPair('ed25519')))
    for (const pair of pairs) signers.push(signerOf(pair))
  }
  return signers
}

function signerOf({ publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject }): Signer {
  const { x } = publicKey.export({ format: 'jwk' })
  if (x === undefined) throw new Error('OpenSSL made a key without its public part')
  return {
    publicKey: new Uint8Array(Buffer.from(x, 'base64url')),
    sign: message => new Uint8Array(sign(null, message, privateKey)),
  }
}
