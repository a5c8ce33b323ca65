import createClient, { type Client } from 'openapi-fetch'
import type { paths } from '../api.generated.ts'
import { READER } from '../offline/kept-header.ts'
import { BROKEN, Problem, readProblem } from './problem.ts'

export type Api = Client<paths>

const BASE = '/api/v1'
/** A device that goes from one network to another loses what is on its way, and is connected again by then. */
const AGAIN_MS = 500

/**
 * The API of the node that served this page. Where a session is over, `renew` opens another and what was asked is
 * asked again, so that a restarted node or a night asleep goes unnoticed.
 * @param onAnswer sees every answer, whether of the node or of what this device has kept.
 * @param reader on a shared device, the key of who reads.
 */
export function openApi({
  renew,
  onAnswer,
  reader,
}: {
  renew(api: Api): Promise<boolean>
  onAnswer(answer: Response): void
  reader(): string | undefined
}): Api {
  let renewing: Promise<boolean> | undefined
  const api: Api = createClient<paths>({
    baseUrl: BASE,
    credentials: 'same-origin',
    fetch: async (request): Promise<Response> => {
      const key = reader()
      if (key !== undefined) request.headers.set(READER, key)
      const again = request.clone()
      const isLeft = () => request.method === 'GET' && reader() !== key
      const response = await reach(request, { onAnswer, isLeft })
      if (response.status !== 401 || new URL(request.url).pathname.startsWith(`${BASE}/sessions`)) return response
      renewing ??= renew(api).finally(() => {
        renewing = undefined
      })
      return (await renewing) ? reach(again, { onAnswer, isLeft }) : response
    },
  })
  return api
}

/**
 * `fetch` whose failure to reach the node is a `Problem`, as a refusal is. What does no more when it is said twice is
 * said twice: who wrote something need not write it again for a blink of the network.
 * @param isLeft whether who reads has left a shared device: nothing is read for them any more, that nothing be kept.
 */
async function reach(
  request: Request,
  { onAnswer, isLeft }: { onAnswer(answer: Response): void; isLeft(): boolean },
): Promise<Response> {
  const again = isRepeatable(request) ? request.clone() : undefined
  try {
    const answer = await fetch(request).catch(async error => {
      if (!again) throw error
      await new Promise(resolve => setTimeout(resolve, AGAIN_MS))
      if (isLeft()) throw error
      return fetch(again)
    })
    onAnswer(answer)
    return answer
  } catch {
    throw new Problem({ code: BROKEN, sentence: 'The node cannot be reached.', status: 0 })
  }
}

const ENTRIES = new RegExp(`^${BASE}/(?:federations/[^/]+/)?entries$`)

/** Reads, and entries: a node knows an entry that it has by its content. */
function isRepeatable({ method, url }: Request): boolean {
  return method === 'GET' || (method === 'POST' && ENTRIES.test(new URL(url).pathname))
}

/** The data of an answer; a refusal is thrown as a `Problem`. */
export async function unwrap<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await answer
  if (data === undefined) throw readProblem(error, response.status)
  return data
}
