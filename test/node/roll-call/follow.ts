import { until } from '../../support/patience.ts'
import { API } from '../../support/test-http.ts'

export type Told = { readonly text: string; readonly kind: unknown }
export type Followed = {
  readonly events: readonly Told[]
  readonly opened: Promise<unknown>
  until(isThere: () => boolean): Promise<void>
  stop(): Promise<unknown>
}

/** Reads the live stream as a browser does: each event as it came, whole. */
export function follow(url: string, token: string | undefined): Followed {
  const abort = new AbortController()
  const events: Told[] = []
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const opened = fetch(`${url}${API}/stream`, { signal: abort.signal, headers })
  const ended = opened.then(read).catch(() => undefined)
  async function read({ body }: Response) {
    const decoder = new TextDecoder()
    let text = ''
    for await (const chunk of body ?? []) {
      const blocks = `${text}${decoder.decode(chunk, { stream: true })}`.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const [, data] = /^data: (.*)$/m.exec(block) ?? []
        if (data !== undefined) events.push({ text: block, kind: Reflect.get(JSON.parse(data), 'kind') })
      }
    }
  }
  return {
    events,
    opened,
    until: isThere => until(isThere, () => events.map(({ text }) => text).join('\n')),
    stop() {
      abort.abort()
      return ended
    },
  }
}
