import { type CanonicalMap, decodeCanonical, encodeCanonical, isCanonicalMap } from '../bytes/canonical.ts'
import { boolean, cid, type Infer, integer, isProblem, object, text } from '../bytes/schema.ts'
import { isRefusal, REASONS, type Refusal, type RefusalCode, type RefusalDetail, refuse } from '../refusal.ts'

const acknowledgement = object({
  id: cid,
  log: cid,
  index: integer({ min: 0 }),
  checkpoint: text({ min: 1, max: 20_000 }),
  created: boolean,
})

/** What a node answers to an entry that another node hands in: its place in the log, or why it was refused. */
export type Acknowledgement = Infer<typeof acknowledgement>

export function encodeSubmissionAnswer(answer: Acknowledgement | Refusal): Uint8Array {
  if (isRefusal(answer)) return encodeCanonical({ code: answer.code, detail: answer.detail })
  return encodeCanonical({ ack: acknowledgement.encode(answer) })
}

/** The other node's answer; what does not read as one is `request/bad`. */
export function decodeSubmissionAnswer(encoded: Uint8Array): Acknowledgement | Refusal {
  const value = decodeCanonical(encoded)
  if (isRefusal(value) || !isCanonicalMap(value)) return refuse('request/bad', { problem: 'no answer to a submission' })
  const { ack, code, detail } = value
  if (ack !== undefined) {
    const read = acknowledgement.decode(ack)
    return isProblem(read) ? refuse('request/bad', { problem: read.problem }) : read
  }
  if (typeof code !== 'string' || !isCode(code))
    return refuse('request/bad', { problem: 'refused without a known code' })
  return refuse(code, detail !== undefined && isCanonicalMap(detail) ? plain(detail) : {})
}

function isCode(code: string): code is RefusalCode {
  return Object.hasOwn(REASONS, code)
}

function plain(detail: CanonicalMap): RefusalDetail {
  const read: Record<string, RefusalDetail[string]> = {}
  for (const [name, value] of Object.entries(detail)) {
    if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      read[name] = value
    }
  }
  return read
}
