import createClient, { type Client } from 'openapi-fetch'
import type { paths } from '../api-types.ts'
import { BROKEN, Problem, readProblem } from './problem.ts'

export type Api = Client<paths>

/** The API of the node that served this page. */
export function openApi(): Api {
  return createClient<paths>({ baseUrl: '/api/v1', credentials: 'same-origin', fetch: reach })
}

/** `fetch` whose failure to reach the node is a `Problem`, as a refusal is. */
async function reach(input: Request): Promise<Response> {
  try {
    return await fetch(input)
  } catch {
    throw new Problem({ code: BROKEN, sentence: 'The node cannot be reached.', status: 0 })
  }
}

/** The data of an answer; a refusal is thrown as a `Problem`. */
export async function unwrap<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await answer
  if (data === undefined) throw readProblem(error, response.status)
  return data
}
