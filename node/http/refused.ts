import { isRefusal, type Refusal } from '../../protocol/refusal.ts'

/** Carries a refusal out of a handler to where it becomes problem details. */
export class Refused extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.code)
    this.name = 'Refused'
    this.refusal = refusal
  }
}

/** The answer where it is none of a refusal. */
export function granted<T>(answer: T | Refusal): T {
  if (isRefusal(answer)) throw new Refused(answer)
  return answer
}
