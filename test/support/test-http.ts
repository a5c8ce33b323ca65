import { Compile } from 'typebox/compile'
import { openApiDocument } from '../../node/http/openapi.ts'
import type { HttpNetwork, HttpParts } from '../../node/http/parts.ts'
import { type HttpServer, startHttp } from '../../node/http/server.ts'
import type { Reminders } from '../../node/jobs/reminders.ts'
import { toBase64 } from '../../protocol/bytes/base64.ts'
import { contextual } from '../../protocol/keys/context.ts'
import { encodeSignedEntry, type SignedEntry } from '../../protocol/log/entry.ts'
import type { Person, TestGroup } from './test-core.ts'

/** An answer over real HTTP; JSON is held against the schema that the API's description promises for it. */
export type Answer = { status: number; headers: Headers; body: unknown; text: string; bytes: Uint8Array }

export type Asking = { token?: string | undefined; body?: unknown; headers?: Record<string, string> }

/** A node's HTTP side on a free port. */
export type TestHttp = {
  url: string
  http: HttpServer
  get(path: string, asking?: Asking): Promise<Answer>
  post(path: string, body?: unknown, asking?: Asking): Promise<Answer>
  ask(method: string, path: string, asking?: Asking): Promise<Answer>
  /** A session's token. */
  signIn(who: Pick<Person, 'key' | 'signer'>): Promise<string>
  [Symbol.asyncDispose](): Promise<void>
}

export const API = '/api/v1'

/** What the API's description promises of answers: made when the first answer is held against it, once for all nodes of a test. */
let promised: Promise<ReturnType<typeof promisedShapes>> | undefined

export async function testHttp(
  group: Pick<TestGroup, 'core' | 'clerk'>,
  options: {
    reminders?: Reminders
    network?: HttpNetwork
    witnesses?: HttpParts['witnesses']
    pageRoot?: string
    setupToken?: string
  } = {},
): Promise<TestHttp> {
  const http = await startHttp({
    core: group.core,
    clerk: group.clerk,
    reminders: options.reminders ?? null,
    network: options.network ?? null,
    witnesses: options.witnesses ?? null,
    host: '127.0.0.1',
    port: 0,
    pageRoot: options.pageRoot ?? null,
    setupToken: options.setupToken ?? null,
  })
  const ask: TestHttp['ask'] = async (method, path, { token, body, headers = {} } = {}) => {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array
    const response = await fetch(`${http.url}${API}${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined || isRaw ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw ? new Blob([asPart(body)]) : JSON.stringify(body) }),
    })
    const bytes = new Uint8Array(await response.arrayBuffer())
    const text = new TextDecoder().decode(bytes)
    const isJson = /json/.test(response.headers.get('content-type') ?? '')
    const read: unknown = isJson ? JSON.parse(text) : null
    if (isJson) {
      promised ??= openApiDocument().then(promisedShapes)
      const check = await promised
      check(method, path, response.status, read)
    }
    return { status: response.status, headers: response.headers, body: read, text, bytes }
  }
  const post: TestHttp['post'] = (path, body = {}, asking = {}) => ask('POST', path, { ...asking, body })
  return {
    url: http.url,
    http,
    ask,
    get: (path, asking) => ask('GET', path, asking),
    post,
    signIn: who => signedIn({ post }, who),
    [Symbol.asyncDispose]: () => http[Symbol.asyncDispose](),
  }
}

/** A session's token of who signs the challenge. */
export async function signedIn(
  { post }: Pick<TestHttp, 'post'>,
  { key, signer }: Pick<Person, 'key' | 'signer'>,
): Promise<string> {
  const challenge = textIn(await post('/sessions/challenges'), 'challenge')
  const signature = signer.sign(contextual('session', Buffer.from(challenge, 'base64')))
  return textIn(await post('/sessions', { key, challenge, signature: toBase64(signature) }), 'token')
}

/** The API of a node that runs as a process of its own. */
export function apiAt(url: string): Pick<TestHttp, 'url' | 'post'> {
  return {
    url,
    async post(path, body = {}, { token } = {}) {
      const response = await fetch(`${url}${API}${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        },
        body: JSON.stringify(body),
      })
      const bytes = new Uint8Array(await response.arrayBuffer())
      const text = new TextDecoder().decode(bytes)
      return { status: response.status, headers: response.headers, body: JSON.parse(text), text, bytes }
    },
  }
}

/** A field of an answer that has to be text. */
export function textIn(answer: Answer, field: string): string {
  const { body } = answer
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, field) : undefined
  if (typeof value !== 'string') throw new Error(`no ${field} in ${answer.status} ${answer.text}`)
  return value
}

export function entryText(signed: SignedEntry): string {
  return toBase64(encodeSignedEntry(signed))
}

function asPart(body: unknown): string | Uint8Array<ArrayBuffer> {
  return typeof body === 'string' ? body : body instanceof Uint8Array ? new Uint8Array(body) : ''
}

type Document = Awaited<ReturnType<typeof openApiDocument>>

/** Throws where an answer does not have the shape that the description names for its route and status. */
function promisedShapes(document: Document) {
  const components = at(document, 'components', 'schemas')
  const context = withPlainRefs(components)
  const validators = new Map<unknown, ReturnType<typeof Compile>>()
  return (method: string, path: string, status: number, body: unknown): void => {
    const operation = operationAt(document, method, path)
    if (!operation) {
      if (status !== 404) throw new Error(`${method} ${path} is not described`)
      return
    }
    const response = at(operation, 'responses', String(status)) ?? at(operation, 'responses', 'default')
    const content = at(response, 'content')
    const schema =
      status >= 400 ? at(content, 'application/problem+json', 'schema') : at(content, 'application/json', 'schema')
    if (!schema) throw new Error(`${method} ${path} ${status} is not described`)
    const validator = validators.get(schema) ?? Compile(context, withPlainRefs(schema))
    validators.set(schema, validator)
    const [problem] = validator.Check(body) ? [] : validator.Errors(body)
    if (problem) throw new Error(`${method} ${path} ${status}: ${problem.instancePath} ${problem.message}`)
  }
}

function operationAt(document: Document, method: string, path: string): unknown {
  const parts = (path.split('?')[0] ?? '').split('/')
  const found = Object.entries(document.paths ?? {})
    .filter(([template]) => {
      const pieces = template.split('/')
      return pieces.length === parts.length && pieces.every((piece, i) => piece.startsWith('{') || piece === parts[i])
    })
    .sort(([a], [b]) => a.split('{').length - b.split('{').length)
  return at(found[0]?.[1], method.toLowerCase())
}

export function at(value: unknown, ...path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (found, name) => (typeof found === 'object' && found !== null ? Reflect.get(found, name) : undefined),
    value,
  )
}

/** Schemas as the compiler reads them: by name, where the description says the place. */
function withPlainRefs(schema: unknown) {
  return JSON.parse(JSON.stringify(schema ?? {}).replaceAll('#/components/schemas/', ''))
}
