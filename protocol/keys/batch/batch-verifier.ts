import { fromHex } from '../../bytes/hex.ts'
import { type Verify, verifySignature } from '../verify.ts'
import type { SignedMessage } from '../verify-many.ts'
import { BATCH_CAPACITY, type Batch, openBatch } from './batch.ts'
import { placesThatHold } from './forgery-search.ts'
import { type Sha512, sha512 } from './sha512.ts'

/** Fewer signatures at once gain nothing. */
const SMALLEST_BATCH = 4

/** Writing and compiling the module takes as long as so many signatures by `verifySignature`, or more. */
const WORTH_OPENING = 64

/**
 * Checks many signatures at a fraction of the cost of each alone; for each, the verdict of `verifySignature`.
 * @param verifyOne is asked about a few signatures, and about all where the platform cannot run the batches.
 * @param worthOpening how many signatures have to come in batches before the module is written and compiled.
 */
export function openBatchVerifier(
  hash: Sha512 = sha512,
  verifyOne: Verify = verifySignature,
  worthOpening: number = WORTH_OPENING,
): (messages: readonly SignedMessage[]) => boolean[] {
  let seen = 0
  let opened: { batch: Batch | undefined } | undefined
  const batch = () => {
    opened ??= { batch: workingBatch(hash) }
    return opened.batch
  }
  const verifyBatch = (messages: readonly SignedMessage[]): readonly boolean[] => {
    const isBatch = messages.length >= SMALLEST_BATCH
    if (isBatch) seen += messages.length
    const running = isBatch && seen >= worthOpening ? batch() : undefined
    if (running) return verdicts(running, messages)
    return messages.map(({ publicKey, message, signature }) => verifyOne(publicKey, message, signature))
  }
  return messages => {
    const all: boolean[] = []
    for (let at = 0; at < messages.length; at += BATCH_CAPACITY)
      all.push(...verifyBatch(messages.slice(at, at + BATCH_CAPACITY)))
    return all
  }
}

function verdicts(batch: Batch, messages: readonly SignedMessage[]): boolean[] {
  const places = batch.read(messages)
  const holds = new Set(placesThatHold(batch, places.filter(place => place !== undefined).length))
  return places.map(place => place !== undefined && holds.has(place))
}

/**
 * A batch that finds one signature to hold and another not to; none where the platform cannot run it, or does not round a
 * fused multiply-add once. The signature is the first of RFC 8032, section 7.1.
 */
function workingBatch(hash: Sha512): Batch | undefined {
  const publicKey = fromHex('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a')
  const signature = fromHex(
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  )
  try {
    const batch = openBatch(hash)
    batch.read([
      { publicKey, message: new Uint8Array(), signature },
      { publicKey, message: new Uint8Array(1), signature },
    ])
    return batch.hold(0, 1) && !batch.hold(1, 2) ? batch : undefined
  } catch {
    return undefined
  }
}
