import { generateKeyPair } from 'node:crypto'
import { promisify } from 'node:util'
import type { Signer } from '../../protocol/keys/signer.ts'
import { nativeSigner } from '../log/native-signer.ts'

const drawKeyPair = promisify(generateKeyPair)

/** Keys drawn at once: enough to keep every thread of the pool busy. */
const KEYS_A_TURN = 256

/** Fresh keys that sign at native speed: for people who are made up, since nobody could restore them from a seed. */
export async function drawSigners(count: number): Promise<Signer[]> {
  const signers: Signer[] = []
  while (signers.length < count) {
    const turn = Math.min(KEYS_A_TURN, count - signers.length)
    const pairs = await Promise.all(Array.from({ length: turn }, () => drawKeyPair('ed25519')))
    for (const pair of pairs) signers.push(nativeSigner(pair))
  }
  return signers
}
