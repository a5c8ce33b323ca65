import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** An answer of the node, as far as a load needs to read it. */
export type LeanAnswer = { readonly status: number; readonly body: Buffer }

/** One kept-alive HTTP connection with one request on its way at a time: the least a client can cost. */
export type LeanConnection = {
  send(request: Buffer): Promise<LeanAnswer>
  close(): void
}

const HEAD_END = Buffer.from('\r\n\r\n')

export async function openLeanConnection(url: URL): Promise<LeanConnection> {
  const socket: Socket = connect(Number(url.port), url.hostname)
  socket.setNoDelay(true)
  await once(socket, 'connect')
  let held = Buffer.alloc(0)
  let waiting: { resolve: (answer: LeanAnswer) => void; reject: (error: Error) => void } | undefined
  socket.on('data', chunk => {
    held = held.length === 0 ? chunk : Buffer.concat([held, chunk])
    const headEnd = held.indexOf(HEAD_END)
    if (headEnd < 0) return
    const head = held.toString('latin1', 0, headEnd)
    const [, length] = /\r\ncontent-length: (\d+)/i.exec(head) ?? []
    if (length === undefined) return socket.destroy(new Error(`an answer without its length: ${head}`))
    const end = headEnd + HEAD_END.length + Number(length)
    if (held.length < end) return
    const answer = { status: Number(head.slice(9, 12)), body: held.subarray(headEnd + HEAD_END.length, end) }
    held = held.subarray(end)
    const asked = waiting
    waiting = undefined
    asked?.resolve(answer)
  })
  socket.on('error', error => waiting?.reject(error))
  socket.on('close', () => waiting?.reject(new Error('the node hung up')))
  return {
    send(request) {
      return new Promise((resolve, reject) => {
        waiting = { resolve, reject }
        socket.write(request)
      })
    },
    close: () => void socket.destroy(),
  }
}
