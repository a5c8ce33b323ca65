type ProblemDetails = {
  readonly code: string
  readonly sentence: string
  readonly next?: string
  readonly status: number
  readonly params?: object
}

/** Something the node refused (RFC 9457), or `network/broken` where it could not be asked. */
export class Problem extends Error {
  readonly code: string
  readonly sentence: string
  readonly next: string | undefined
  readonly status: number
  /** What is wrong in particular: names and values. */
  readonly params: object

  constructor({ code, sentence, next, status, params = {} }: ProblemDetails) {
    super(sentence)
    this.name = 'Problem'
    this.code = code
    this.sentence = sentence
    this.next = next
    this.status = status
    this.params = params
  }
}

export const BROKEN = 'network/broken'

/** Whether nothing was decided because the node was not reached: what was written is worth keeping and sending again. */
export function isBroken(error: unknown): boolean {
  return error instanceof Problem && (error.code === BROKEN || error.status === 503 || error.status === 502)
}

/** Whether the same may be answered otherwise a moment later. */
export function mayPass(error: unknown): boolean {
  return !(error instanceof Problem) || error.code === BROKEN || error.status === 429 || error.status >= 500
}

/** Whether a part of the page itself could not be fetched; each browser says it in its own words. */
export function isMissingPart(error: unknown): boolean {
  return error instanceof TypeError && /dynamically imported module|module script/i.test(error.message)
}

export function isCode(error: unknown, code: string): boolean {
  return error instanceof Problem && error.code === code
}

/** Reads the problem details that a node answers with; a proxy or an old node may answer anything. */
export function readProblem(body: unknown, status: number): Problem {
  const part = (name: string): unknown => (isObject(body) ? Reflect.get(body, name) : undefined)
  const text = (name: string) => {
    const value = part(name)
    return typeof value === 'string' ? value : undefined
  }
  const params = part('params')
  const next = text('next')
  const sentence = text('title') ?? `HTTP ${status}`
  return new Problem({
    code: text('code') ?? `http/${status}`,
    sentence,
    status,
    ...(next ? { next } : {}),
    ...(isObject(params) ? { params } : {}),
  })
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null
