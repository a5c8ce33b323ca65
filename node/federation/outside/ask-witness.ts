import { originOf } from '../../../protocol/log/checkpoint.ts'
import { onlyLinesOf, parseWitnessVkey, readCosignatures } from '../../../protocol/log/cosignature.ts'
import { consistencyProof } from '../../../protocol/log/merkle.ts'
import { formatAddCheckpoint } from '../../../protocol/log/witness.ts'
import { isRefusal, type Refusal, refuse } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { nativeSha256 } from '../../log/native-sha256.ts'
import { verifyOneNatively } from '../../log/native-verify.ts'
import type { OutsideWitness } from './witness-list.ts'

/** A witness that has not answered by then is not there. */
const PATIENCE_MS = 10_000
/** A few lines. */
const MOST_BYTES = 16 * 1024

/**
 * Asks an outside witness to cosign the newest checkpoint of a log that this node writes. Where the witness cosigned another
 * size last it says which, and is asked once more with a proof from there. Source: https://c2sp.org/tlog-witness
 *
 * Refuses with `witness/unreachable`, `witness/refused`, `witness/knows-more`, `witness/bad-answer`.
 * @param knownSize what the witness is thought to have cosigned last.
 * @returns the checkpoint with the witness's line, which holds.
 */
export async function askWitness(
  core: Pick<Core, 'tables' | 'signer'>,
  row: LogRow,
  { url, vkey }: OutsideWitness,
  knownSize: number,
  signal: AbortSignal,
): Promise<{ note: string } | Refusal> {
  const key = parseWitnessVkey(vkey)
  if (!key) return refuse('witness/bad-key', { vkey })
  const { size } = row.range
  let oldSize = knownSize
  for (let tries = 0; tries < 2; tries++) {
    const node = (level: number, at: number) => core.tables.node(row.row, level, at)
    const proof = consistencyProof(oldSize, size, node, nativeSha256)
    const answer = await post(url, formatAddCheckpoint({ oldSize, proof, note: row.checkpoint }), signal)
    if (isRefusal(answer)) return answer
    if (answer.status === 200) {
      const own = { name: originOf(row.id), publicKey: core.signer.publicKey }
      const note = onlyLinesOf(row.checkpoint + answer.text, own, [key])
      const valid = isRefusal(note) ? note : readCosignatures(note, [key], verifyOneNatively)
      const holds = !isRefusal(note) && !isRefusal(valid) && valid.length > 0
      return holds ? { note } : refuse('witness/bad-answer', { url })
    }
    const [, digits] = answer.status === 409 ? (/^(\d{1,15})\n?$/.exec(answer.text) ?? []) : []
    if (digits === undefined) return refuse('witness/refused', { url, status: answer.status })
    oldSize = Number(digits)
    if (oldSize > size) return refuse('witness/knows-more', { url, size: oldSize, held: size })
  }
  return refuse('witness/refused', { url, status: 409 })
}

async function post(
  url: string,
  body: string,
  closing: AbortSignal,
): Promise<{ status: number; text: string } | Refusal> {
  const signal = AbortSignal.any([closing, AbortSignal.timeout(PATIENCE_MS)])
  try {
    const response = await fetch(`${url}/add-checkpoint`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body,
      redirect: 'error',
      signal,
    })
    const text = await readText(response)
    return text === undefined ? refuse('witness/bad-answer', { url }) : { status: response.status, text }
  } catch {
    return refuse('witness/unreachable', { url })
  }
}

/** Undefined where it is longer than any answer is. */
async function readText({ body }: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    length += chunk.length
    if (length > MOST_BYTES) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}
