import createClient, { type Client } from 'openapi-fetch'
import type { paths } from '../api.generated.ts'
import { BROKEN, Problem, readProblem } from './problem.ts'

export type Api = Client<paths>

const BASE = '/api/v1'

/**
 * The API of the node that served this page. Where a session is over, `renew` opens another and what was asked is
 * asked again, so that a restarted node or a night asleep goes unnoticed.
 */
export function openApi(renew: (api: Api) => Promise<boolean>): Api {
  let renewing: Promise<boolean> | undefined
  const api: Api = createClient<paths>({
    baseUrl: BASE,
    credentials: 'same-origin',
    fetch: async (request): Promise<Response> => {
      const again = request.clone()
      const response = await reach(request)
      if (response.status !== 401 || new URL(request.url).pathname.startsWith(`${BASE}/sessions`)) return response
      renewing ??= renew(api).finally(() => {
        renewing = undefined
      })
      return (await renewing) ? reach(again) : response
    },
  })
  return api
}

/** `fetch` whose failure to reach the node is a `Problem`, as a refusal is. */
async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request)
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
