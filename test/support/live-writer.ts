import * as Y from 'yjs'
import { toBase64 } from '../../protocol/bytes/base64.ts'
import { PATIENCE_MS } from './patience.ts'
import { type Answer, API, at, type TestHttp } from './test-http.ts'

export type LiveNode = Pick<TestHttp, 'url' | 'post'>

/** Somebody who writes a draft along over HTTP, with a document of their own. */
export type LiveWriter = {
  readonly doc: Y.Doc
  readonly client: number
  /** Writes without sending. */
  edit(act: (text: Y.Text, title: Y.Text) => void): void
  /** Sends what was not acknowledged yet. */
  send(node?: LiveNode): Promise<Answer>
  /** Asks for everything that the node has; the events told on the way. */
  read(node?: LiveNode): Promise<Told>
  text(): string
}

export type Told = { readonly writers: unknown; readonly here: unknown }

export async function joinLive(node: LiveNode, draft: string, token: string): Promise<LiveWriter> {
  const path = `/drafts/${draft}/live`
  const joined = await node.post(path, {}, { token })
  const client = at(joined.body, 'client')
  if (typeof client !== 'number') throw new Error(`not joined: ${joined.text}`)
  const doc = new Y.Doc()
  doc.clientID = client
  let unsent: Uint8Array[] = []
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== 'node') unsent.push(update)
  })
  const writer: LiveWriter = {
    doc,
    client,
    edit: act => doc.transact(() => act(doc.getText('text'), doc.getText('title'))),
    async send(to = node) {
      const sending = unsent
      const update = toBase64(Y.mergeUpdates(sending))
      const answer = await to.post(`${path}/updates`, { client, update }, { token })
      if (answer.status === 200) unsent = unsent.slice(sending.length)
      return answer
    },
    async read(from = node) {
      const told: Record<string, unknown> = {}
      for await (const { event, data } of liveEvents(`${from.url}${API}${path}/stream?client=${client}`, token)) {
        told[event] = data
        const update = event === 'update' ? at(data, 'update') : undefined
        if (typeof update === 'string') Y.applyUpdate(doc, Buffer.from(update, 'base64'), 'node')
        if (event === 'here') break
      }
      return { writers: told.writers, here: told.here }
    },
    text: () => doc.getText('text').toString(),
  }
  await writer.read()
  return writer
}

/** The events of a stream until whoever reads has enough. */
export async function* liveEvents(url: string, token: string): AsyncGenerator<{ event: string; data: unknown }> {
  const ending = new AbortController()
  try {
    const headers = { authorization: `Bearer ${token}` }
    const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(PATIENCE_MS)])
    const response = await fetch(url, { headers, signal })
    if (!response.ok || !response.body) throw new Error(`no stream: ${response.status} ${await response.text()}`)
    let text = ''
    for await (const bytes of response.body.pipeThrough(new TextDecoderStream())) {
      text += bytes
      const frames = text.split('\n\n')
      text = frames.pop() ?? ''
      for (const frame of frames) {
        const [, event, data] = /^event: (\w+)\ndata: (.*)$/m.exec(frame) ?? []
        if (event && data) yield { event, data: JSON.parse(data) }
      }
    }
  } finally {
    ending.abort()
  }
}
