import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { publicKeyBytes } from '../../protocol/bytes/public-key.ts'
import { latestKey, type NodeSucceeded, readSucceeded, standingHead } from '../../protocol/federation/succession.ts'
import type { Signer } from '../../protocol/keys/signer.ts'
import { originOf, type TreeHead } from '../../protocol/log/checkpoint.ts'
import { witnessVkey } from '../../protocol/log/cosignature.ts'
import { readVerifierKey, verifierKey } from '../../protocol/log/note.ts'
import { isRefusal, REASONS, type Refusal, refuse } from '../../protocol/refusal.ts'
import { openCosigner } from './cosigner.ts'
import { openWitnessStore } from './witness-store.ts'

/** A witness by itself: no group, no feeds, nothing but checkpoints. */
export type WitnessServer = { readonly url: string; readonly vkey: string; [Symbol.asyncDispose](): Promise<void> }

/** A checkpoint with a hundred signatures, and a proof. */
const MOST_BYTES = 64 * 1024
const MOST_CONNECTIONS = 200
/** A whole request comes in so much time. */
const SLOWEST_REQUEST_MS = 10_000

/**
 * Serves `POST /add-checkpoint` (https://c2sp.org/tlog-witness) for the logs of these verifier keys; `GET /` tells the
 * witness's own. Refuses with `witness/bad-log-key`, `witness/unknown-log`, `node/bad-replacement`, `config/bad`.
 * @param parts `path`: file of the state. `port` 0: any free one.
 */
export async function startWitnessServer(parts: {
  path: string
  signer: Signer
  name: string
  logs: readonly string[]
  /** Of logs among these whose node has another key: how it came to it. */
  replaced?: readonly NodeSucceeded[]
  now: () => number
  host: string
  port: number
}): Promise<WitnessServer | Refusal> {
  const { signer, name, logs, now, replaced = [] } = parts
  const keys = new Map<string, string[]>()
  for (const vkey of logs) {
    const key = readVerifierKey(vkey)
    if (!key) return refuse('witness/bad-log-key', { vkey })
    keys.set(key.name, [...(keys.get(key.name) ?? []), vkey])
  }
  const standing = new Map<string, TreeHead>()
  for (const told of replaced) {
    const succeeded = readSucceeded(told)
    if (isRefusal(succeeded)) return succeeded
    const origin = originOf(succeeded.id)
    const head = told.replacements.map(standingHead).at(-1)
    if (!keys.has(origin) || !head) return refuse('witness/unknown-log', { origin })
    // The former key vouches for nothing any more.
    keys.set(origin, [verifierKey(origin, publicKeyBytes(latestKey(succeeded.succession)))])
    standing.set(origin, head)
  }
  await using opened = new AsyncDisposableStack()
  const store = opened.adopt(openWitnessStore(parts.path), held => void held.close())
  const cosigner = openCosigner({ store, signer, now, name })
  const vkey = witnessVkey({ name, publicKey: signer.publicKey })
  const server = createServer(
    { requestTimeout: SLOWEST_REQUEST_MS, headersTimeout: SLOWEST_REQUEST_MS },
    (request, response) => {
      answer(request, response).catch(() => response.destroy())
    },
  )
  server.maxConnections = MOST_CONNECTIONS
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = request.url?.split('?')[0]
    if (request.method === 'GET' && path === '/') return send(response, 200, `${vkey}\n`)
    if (path !== '/add-checkpoint') return send(response, 404, 'not found\n')
    if (request.method !== 'POST') return send(response, 405, 'POST only\n')
    const body = await readBody(request)
    if (body === undefined) return send(response, 413, 'too long\n')
    const answered = cosigner.addCheckpoint(
      body,
      origin => keys.get(origin) ?? [],
      origin => standing.get(origin),
    )
    if (!isRefusal(answered)) return send(response, 200, answered.cosignature)
    const { code, detail } = answered
    if (code === 'witness/other-size') return send(response, 409, `${detail.size}\n`, 'text/x.tlog.size')
    send(response, REASONS[code].status, `${code}\n`)
  }
  server.listen(parts.port, parts.host)
  const problem = await once(server, 'listening').then(
    () => null,
    (error: unknown) => (error instanceof Error ? error.message : 'no address'),
  )
  if (problem !== null) return refuse('config/bad', { name: 'port', problem })
  opened.defer(async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  })
  const address = server.address()
  const port = typeof address === 'object' ? (address?.port ?? parts.port) : parts.port
  const running = opened.move()
  const host = parts.host.includes(':') ? `[${parts.host}]` : parts.host
  return { url: `http://${host}:${port}`, vkey, [Symbol.asyncDispose]: () => running.disposeAsync() }
}

function send(response: ServerResponse, status: number, text: string, type = 'text/plain; charset=utf-8'): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' })
  response.end(text)
}

/** Undefined where it is longer than any request is. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let length = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    length += bytes.length
    if (length > MOST_BYTES) return undefined
    chunks.push(bytes)
  }
  return Buffer.concat(chunks).toString('utf8')
}
