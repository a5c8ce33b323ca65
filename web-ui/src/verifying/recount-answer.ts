import type { Report } from '../../../protocol/federation/report.ts'

/** What is asked of the worker: where the evidence is, and which proposal it has to be about. */
export type RecountQuestion = { readonly evidence: string; readonly proposal: string }

/** What the worker answers: what was checked, what does not hold, and its own count (points as fractions in text). */
export type RecountAnswer = Report & {
  readonly accepted: boolean | null
  readonly counts: readonly { readonly option: string; readonly points: string }[]
}
