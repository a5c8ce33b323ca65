import type { Connection } from '@libp2p/interface'
import { tokenBucket } from './token-bucket.ts'

/** Connections of one peer at once. Two come of dialing each other, others of a change of address. */
const MAX_CONNECTIONS = 4
/** Questions of one peer being answered at once, over all its connections. */
const MAX_QUESTIONS = 32
/** Questions of one peer: at once, and then a second. More are answered later. */
const QUESTIONS = { burst: 1_000, perSecond: 100 }
/** Bytes of gossip that one peer may send: at once, and then a second. */
const GOSSIP_BYTES = { burst: 32 * 1024 * 1024, perSecond: 1024 * 1024 }
/** Messages of one peer whose signatures are looked at: at once, and then a second. */
const GOSSIP_MESSAGES = { burst: 4_000, perSecond: 400 }
/** Faults after which a peer is cut off, each fading by half in two minutes. */
const MAX_FAULTS = 32
const HALF_LIFE_MS = 120_000
/** How long streams of a peer that was cut off are refused. */
export const BARRED_MS = 60_000

/** What each peer takes of this node. It holds nothing of a peer that is quiet. */
export type Guard = {
  /** Notes a new connection; one too many is cut. */
  opened(connection: Connection): void
  isBarred(peer: string): boolean
  /** Takes up one more question; the way to put it down, or undefined for one too many. */
  takeUp(connection: Connection): (() => void) | undefined
  /** Milliseconds to wait before the question is answered. */
  waitMs(peer: string): number
  /** Bytes of gossip have come. */
  heard(connection: Connection, bytes: number): void
  /** Whether one more message of gossip is looked at. */
  mayJudge(peer: string): boolean
  /** Something that no honest peer does often. */
  fault(connection: Connection): void
}

type Parts = {
  /** Open connections of a peer. */
  connectionsOf(connection: Connection): readonly Connection[]
  /** Milliseconds that never go back. */
  nowMs(): number
  onCut(connection: Connection, problem: string): void
}

/** Limits on what one peer, by its key, can make this node hold or do. */
export function guardPeers({ connectionsOf, nowMs, onCut }: Parts): Guard {
  const barred = new Map<string, number>()
  const faults = new Map<string, { count: number; atMs: number }>()
  const open = new Map<string, number>()
  const questions = tokenBucket(QUESTIONS, nowMs)
  const bytes = tokenBucket(GOSSIP_BYTES, nowMs)
  const messages = tokenBucket(GOSSIP_MESSAGES, nowMs)
  const nameOf = (connection: Connection) => connection.remotePeer.toString()

  const cut = (connection: Connection, problem: string): void => {
    const peer = nameOf(connection)
    for (const [other, untilMs] of barred) if (untilMs <= nowMs()) barred.delete(other)
    barred.set(peer, nowMs() + BARRED_MS)
    faults.delete(peer)
    onCut(connection, problem)
    for (const each of connectionsOf(connection)) each.abort(new Error(problem))
  }
  const isBarred = (peer: string) => (barred.get(peer) ?? Number.NEGATIVE_INFINITY) > nowMs()

  return {
    isBarred,
    opened(connection) {
      if (connectionsOf(connection).length <= MAX_CONNECTIONS) return
      connection.abort(new Error('too many connections'))
    },
    takeUp(connection) {
      const peer = nameOf(connection)
      const held = open.get(peer) ?? 0
      if (held >= MAX_QUESTIONS) return undefined
      open.set(peer, held + 1)
      return () => {
        const left = (open.get(peer) ?? 1) - 1
        if (left > 0) open.set(peer, left)
        else open.delete(peer)
      }
    },
    waitMs: peer => questions.take(peer, 1),
    heard(connection, count) {
      const waitMs = bytes.take(nameOf(connection), count)
      if (waitMs > 0 && !isBarred(nameOf(connection))) cut(connection, 'too much gossip')
    },
    mayJudge: peer => !isBarred(peer) && messages.take(peer, 1) === 0,
    fault(connection) {
      const peer = nameOf(connection)
      const before = faults.get(peer)
      const faded = before ? before.count * 0.5 ** ((nowMs() - before.atMs) / HALF_LIFE_MS) : 0
      faults.set(peer, { count: faded + 1, atMs: nowMs() })
      if (faded + 1 >= MAX_FAULTS) cut(connection, 'too many faults')
    },
  }
}
