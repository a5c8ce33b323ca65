import { parseBase64, toBase64 } from '../../protocol/bytes/base64.ts'
import { toHex } from '../../protocol/bytes/hex.ts'
import { contextual } from '../../protocol/keys/context.ts'
import { refuse } from '../../protocol/refusal.ts'
import type { MemberKey } from './member-key.ts'
import { Problem, type ProblemDetails, problemOf, stopWith } from './problem.ts'
import type { NodeInfo, Session } from './shapes.ts'

/** A node's HTTP API. What the node refuses, and a node that does not answer, throw a `Problem`. */
export type Client = {
  /** Address of the node, without a slash at the end. */
  readonly url: string
  get<T>(path: string): Promise<T>
  post<T>(path: string, body: unknown): Promise<T>
  /** Sends a file as it is. */
  postBytes<T>(path: string, file: Uint8Array<ArrayBuffer>): Promise<T>
  text(path: string): Promise<string>
  bytes(path: string): Promise<Uint8Array>
  /** Opens the session now, where the next request would be refused without one. */
  signIn(): Promise<void>
}

export type ClientOptions = {
  /** Whoever signs in where the node asks who it is. */
  readonly member?: (() => MemberKey | undefined) | undefined
  /** The node's key, where it is known before; else the node is asked for it. */
  readonly nodeKey?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** A node that has said nothing for this long is not there: its slowest answers take a tenth of it. */
const PATIENCE_MS = 20_000

/** Speaks to the node at an address. A session is opened when the node first asks for one, and kept. */
export function openClient(url: string, { member, nodeKey, signal }: ClientOptions = {}): Client {
  const base = url.replace(/\/+$/, '')
  let token: string | undefined

  const once = async (path: string, init: RequestInit): Promise<Response> => {
    const headers = new Headers(init.headers)
    if (token !== undefined) headers.set('authorization', `Bearer ${token}`)
    const patience = AbortSignal.timeout(PATIENCE_MS)
    try {
      return await fetch(`${base}/api/v1${path}`, {
        ...init,
        headers,
        signal: signal ? AbortSignal.any([signal, patience]) : patience,
      })
    } catch (error) {
      signal?.throwIfAborted()
      stopWith(refuse('node/unreachable', { url: base, reason: reasonOf(error) }))
    }
  }
  const open = async (who: MemberKey): Promise<void> => {
    const { challenge } = await read<{ challenge: string }>(await once('/sessions/challenges', posted({})))
    const message = parseBase64(challenge) ?? new Uint8Array()
    // A node could pass on the challenge of another, and with the answer be this member there.
    const asker = nodeKey ?? (await read<NodeInfo>(await once('/node', {}))).nodeKey
    if (toHex(message.subarray(0, 32)) !== asker) {
      stopWith(refuse('session/bad-challenge', { problem: 'the challenge of another node' }))
    }
    const signature = who.signer.sign(contextual('session', message))
    const asked = await once('/sessions', posted({ key: who.key, challenge, signature: toBase64(signature) }))
    token = (await read<Session>(asked)).token
  }
  const request = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const response = await once(path, init)
    const who = response.status === 401 && token === undefined ? member?.() : undefined
    if (!who) return response
    await response.body?.cancel()
    await open(who)
    return once(path, init)
  }
  return {
    url: base,
    get: async <T>(path: string) => read<T>(await request(path)),
    post: async <T>(path: string, body: unknown) => read<T>(await request(path, posted(body))),
    postBytes: async <T>(path: string, file: Uint8Array<ArrayBuffer>) =>
      read<T>(
        await request(path, {
          method: 'POST',
          headers: { 'content-type': 'application/octet-stream' },
          body: file,
        }),
      ),
    async signIn() {
      const who = token === undefined ? member?.() : undefined
      if (who) await open(who)
    },
    text: async path => (await sound(await request(path))).text(),
    bytes: async path => new Uint8Array(await (await sound(await request(path))).arrayBuffer()),
  }
}

function posted(body: unknown): RequestInit {
  return { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }
}

async function read<T>(response: Response): Promise<T> {
  const value: T = await (await sound(response)).json()
  return value
}

async function sound(response: Response): Promise<Response> {
  if (response.ok) return response
  const text = await response.text()
  throw new Problem(readProblem(text) ?? unknownProblem(response, text))
}

/** The node's own problem details; undefined for what anything else at that address has answered. */
function readProblem(text: string): ProblemDetails | undefined {
  try {
    const value: ProblemDetails = JSON.parse(text)
    if (typeof value.code !== 'string' || typeof value.title !== 'string') return undefined
    return { ...value, params: value.params ?? {} }
  } catch {
    return undefined
  }
}

function unknownProblem({ status, url }: Response, text: string): ProblemDetails {
  return problemOf(refuse('node/unreachable', { url, status, answer: text.slice(0, 80) }))
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? error.cause.message || String(Reflect.get(error.cause, 'code')) : error.message
}
