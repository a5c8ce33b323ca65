import type { MultiaddrConnection } from '@libp2p/interface'
import { isRelayed } from './route.ts'

/** Bytes in and out of this node, handshakes left out. */
export type Traffic = { readonly bytesIn: number; readonly bytesOut: number }

export type TrafficCount = {
  total(): Traffic
  /** Counts what a connection moves from now on. To be called once its reader listens: bytes wait for the first one. */
  watch(connection: MultiaddrConnection, onMoved: (bytesIn: number, bytesOut: number) => void): void
}

/** Counts bytes as they go over the wire. What is relayed goes over the relay's connection and is in the total once. */
export function countTraffic(): TrafficCount {
  let bytesIn = 0
  let bytesOut = 0
  return {
    total: () => ({ bytesIn, bytesOut }),
    watch(connection, onMoved) {
      const countsInTotal = !isRelayed(connection.remoteAddr)
      const send = connection.send.bind(connection)
      connection.send = data => {
        if (countsInTotal) bytesOut += data.byteLength
        onMoved(0, data.byteLength)
        return send(data)
      }
      connection.addEventListener('message', ({ data }) => {
        if (countsInTotal) bytesIn += data.byteLength
        onMoved(data.byteLength, 0)
      })
    },
  }
}
