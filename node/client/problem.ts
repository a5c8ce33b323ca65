import {
  isRefusal,
  particularsOf,
  REASONS,
  type Refusal,
  type RefusalDetail,
  refusalNext,
} from '../../protocol/refusal.ts'

/** What was refused and why, as nodes send it (RFC 9457) and as `--json` prints it. */
export type ProblemDetails = {
  readonly type: string
  /** One sentence for people. */
  readonly title: string
  readonly status: number
  /** A code of `protocol/refusal.ts`, or one that a newer node knows. */
  readonly code: string
  readonly detail?: string
  /** What to do about it. */
  readonly next?: string
  readonly params: RefusalDetail
}

/** Ends an errand: the node, a rule or the machine refused something that everything after it needs. */
export class Problem extends Error {
  readonly details: ProblemDetails

  constructor(details: ProblemDetails) {
    super(details.title)
    this.name = 'Problem'
    this.details = details
  }
}

export function problemOf({ code, detail }: Refusal): ProblemDetails {
  const { sentence, status } = REASONS[code]
  const next = refusalNext({ refused: true, code, detail })
  return {
    type: `about:blank#${code}`,
    title: sentence,
    status,
    code,
    ...(next === undefined ? {} : { next }),
    params: detail,
  }
}

/** The sentence, the particulars, and the next step on a line of its own. */
export function problemText({ title, next, params }: ProblemDetails, moment?: (ms: number) => string): string {
  const particulars = particularsOf(params, moment)
  const whole = particulars.length === 0 ? title : `${title} (${particulars.join(', ')})`
  return next === undefined ? whole : `${whole}\n${next}`
}

/** Ends the errand with a refusal. */
export function stopWith(refusal: Refusal): never {
  throw new Problem(problemOf(refusal))
}

/** Ends the errand where something was refused; hands anything else on. */
export function granted<T>(answer: T | Refusal): T {
  return isRefusal(answer) ? stopWith(answer) : answer
}
