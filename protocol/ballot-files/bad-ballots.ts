import { type Refusal, type RefusalDetail, refuse } from '../refusal.ts'

/** Refuses a file: what is wrong and in which line (counted from 1; null where it is in no line). */
export function badBallots(line: number | null, problem: string, detail: RefusalDetail = {}): Refusal {
  return refuse('ballots/bad', { line, problem, ...detail })
}
