import type { Cid } from '../../protocol/bytes/cid.ts'
import { type PublicKeyHex, publicKeyBytes } from '../../protocol/bytes/public-key.ts'
import { outsideWitnesses } from '../../protocol/federation/witnesses.ts'
import { logOfCheckpoint, openCheckpoint, originOf } from '../../protocol/log/checkpoint.ts'
import { nodeWitness, onlyLinesOf, readCosignatures } from '../../protocol/log/cosignature.ts'
import { consistencyProof } from '../../protocol/log/merkle.ts'
import { formatAddCheckpoint, readAddCheckpoint } from '../../protocol/log/witness.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import type { Core } from '../core.ts'
import { openCosigned } from '../domains/federation/cosigned.ts'
import { openWitness } from '../domains/federation/witness.ts'
import type { LogRow } from '../log/log-tables.ts'
import { nativeSha256 } from '../log/native-sha256.ts'
import { verifyOneNatively } from '../log/native-verify.ts'
import type { ForkWatch } from './fork-watch.ts'
import type { NetworkHost, PeerKey } from './host/host.ts'
import { HostError } from './host/host-error.ts'
import type { FederationScope } from './roster.ts'
import type { Timers } from './timers.ts'

const ASK = '/comunal/witness/1'
const SHARE = '/comunal/cosigned/1'
/** Room for a note with a hundred signatures, the most that one can have. */
const LIMITS = { maxBytes: 64 * 1024 }
/** Checkpoints of a busy log are witnessed at most so often; each stands for all before it. */
const ROUND_MS = 500
/** Feeds more seldom: nobody waits for a cosignature on one. */
const FEED_ROUND_MS = 5_000
/** Who could not cosign, or be told, is asked again: first so soon, then after twice as long, up to the longest. */
const RETRY_MS = 5_000
const LONGEST_RETRY_MS = 600_000
/** Cosignatures on one size that come one by one, as nodes come one by one, are told so seldom: each is told to everybody. */
const RETELL_MS = 4_000

/** Asks peers to cosign this node's checkpoints, cosigns theirs, and hands round what was gathered. */
export type Witnessing = {
  follow(scopes: readonly FederationScope[]): void
  /** Something was written here, or a peer came. */
  review(): void
  [Symbol.asyncDispose](): Promise<void>
}

export function startWitnessing(parts: {
  core: Core
  host: NetworkHost
  timers: Timers
  /** Told of every checkpoint that is shown here. */
  forks: Pick<ForkWatch, 'checkpoint'>
}): Witnessing {
  const { core, host, timers, forks } = parts
  const witness = openWitness(core)
  const cosigned = openCosigned(core.store)
  const closing = new AbortController()
  /** Size that each peer cosigned last, and what it was told last, by log. */
  const cosignedSize = new Map<string, number>()
  const told = new Map<string, { size: number; note: string; atMs: number }>()
  let scopes: readonly FederationScope[] = []
  let round: Promise<void> | undefined
  let again = false
  let cancel: (() => void) | undefined
  let cancelRetry = () => {}
  let feedsMs = Number.NEGATIVE_INFINITY
  let cancelFeeds = () => {}
  let retryMs = RETRY_MS
  const nameOf = (peer: PeerKey, log: Cid) => `${peer} ${log}`
  const encode = (text: string) => new TextEncoder().encode(text)
  const decode = (bytes: Uint8Array) => new TextDecoder().decode(bytes)

  const ask = async (protocol: string, peer: PeerKey, body: string): Promise<string | undefined> => {
    try {
      return decode(await host.request(peer, protocol, encode(body), { ...LIMITS, signal: closing.signal }))
    } catch (error) {
      if (!(error instanceof HostError) && !closing.signal.aborted) throw error
      return undefined
    }
  }

  /**
   * One checkpoint before one witness: whether it has cosigned. Where it last cosigned another size than this node thinks
   * it names that size, and is asked once more with a proof from there.
   */
  const gather = async (row: LogRow, peer: PeerKey): Promise<boolean> => {
    const name = nameOf(peer, row.id)
    let oldSize = cosignedSize.get(name) ?? 0
    for (let tries = 0; tries < 2; tries++) {
      const proof = consistencyProof(
        oldSize,
        row.range.size,
        (level, at) => core.tables.node(row.row, level, at),
        nativeSha256,
      )
      const answer = await ask(ASK, peer, formatAddCheckpoint({ oldSize, proof, note: row.checkpoint }))
      const [, size] = /^409 (\d{1,15})\n$/.exec(answer ?? '') ?? []
      if (answer?.startsWith('— ')) {
        const keys = [nodeWitness(publicKeyBytes(peer))]
        const own = { name: originOf(row.id), publicKey: core.signer.publicKey }
        const note = onlyLinesOf(row.checkpoint + answer, own, keys)
        const valid = isRefusal(note) ? note : readCosignatures(note, keys, verifyOneNatively)
        if (isRefusal(note) || isRefusal(valid) || valid.length === 0) return false
        cosignedSize.set(name, row.range.size)
        // That of a feed is for the witness, who will cosign no other history of it: no result stands in one.
        if (isOfGroup(row.id)) cosigned.add(row.id, note)
        return true
      }
      if (size === undefined) {
        if (answer) core.log.warn({ peer, log: row.id, answer: answer.slice(0, 40) }, 'witness.refused')
        return false
      }
      oldSize = Number(size)
      if (oldSize > row.range.size) {
        core.log.error({ peer, log: row.id, size: oldSize, held: row.range.size }, 'witness.knows-more')
        return false
      }
    }
    return false
  }

  /** Peers that have part in what a log is of: its federation's nodes; for the group's own log, those of all. */
  const peersOfLog = (log: Cid, shared: boolean): PeerKey[] => {
    const connected = new Set(host.peers().flatMap(({ peer, connected }) => (connected ? [peer] : [])))
    const near = shared ? scopes.filter(({ logs }) => logs.some(item => item.log === log)) : scopes
    return [...new Set(near.flatMap(({ peers }) => peers.map(({ key }) => key)))].filter(key => connected.has(key))
  }

  /** Whether everyone who is there has cosigned and been told. */
  const work = async (): Promise<boolean> => {
    let done = true
    const own = [...core.logs.values()].filter(({ own }) => own)
    // The feed of a former key is nobody's business any more.
    const feeds = areFeedsDue() ? own.filter(({ id }) => !isOfGroup(id) && isShared(id)) : []
    for (const { id } of [...own.filter(({ id }) => isOfGroup(id)), ...feeds]) {
      const row = core.logs.get(id)
      if (!row || closing.signal.aborted) return done
      const lacking = peersOfLog(id, isShared(id)).filter(peer => cosignedSize.get(nameOf(peer, id)) !== row.range.size)
      const answers = await Promise.all(lacking.map(peer => gather(row, peer)))
      if (answers.includes(false)) done = false
      if (!isFederation(id)) continue
      const [best] = cosigned.over(id, 0)
      if (!best) continue
      const tell = async (peer: PeerKey) => {
        const before = told.get(nameOf(peer, id))
        if (before?.note === best.note) return
        const isSoon = before?.size === best.size && timers.nowMs() - before.atMs < RETELL_MS
        if (isSoon || (await ask(SHARE, peer, best.note)) === undefined) done = false
        else told.set(nameOf(peer, id), { ...best, atMs: timers.nowMs() })
      }
      await Promise.all(peersOfLog(id, true).map(tell))
    }
    return done
  }
  /** Whether the turn of feeds has come; where it has not, a round follows when it does. */
  const areFeedsDue = (): boolean => {
    const waitMs = feedsMs + FEED_ROUND_MS - timers.nowMs()
    cancelFeeds()
    if (waitMs > 0) cancelFeeds = timers.after(waitMs, schedule)
    else feedsMs = timers.nowMs()
    return waitMs <= 0
  }
  const isOfGroup = (log: Cid) => log === core.ownGroup()?.id
  const isFederation = (log: Cid) => scopes.some(({ federation }) => federation === log)
  const isShared = (log: Cid) => scopes.some(({ logs }) => logs.some(item => item.log === log))

  const start = (): void => {
    cancel = undefined
    if (closing.signal.aborted || round) return
    again = false
    cancelRetry()
    round = work()
      .then(done => {
        if (done || closing.signal.aborted) return
        cancelRetry = timers.after(retryMs, schedule)
        retryMs = Math.min(LONGEST_RETRY_MS, retryMs * 2)
      })
      .catch((error: unknown) => core.log.error({ err: error }, 'witness.failed'))
      .finally(() => {
        round = undefined
        if (again) schedule()
      })
  }
  const review = (): void => {
    retryMs = RETRY_MS
    schedule()
  }
  const schedule = (): void => {
    again = true
    if (closing.signal.aborted || round || cancel) return
    cancel = timers.after(ROUND_MS, start)
  }

  host.handle(
    ASK,
    async bytes => {
      if (closing.signal.aborted) throw new HostError('host/closed')
      const request = decode(bytes)
      const asked = readAddCheckpoint(request)
      if (!isRefusal(asked)) forks.checkpoint(asked.note)
      const answer = witness.addCheckpoint(request)
      if (!isRefusal(answer)) return encode(answer.cosignature)
      const { code, detail } = answer
      return encode(code === 'witness/other-size' ? `409 ${detail?.size}\n` : `${code}\n`)
    },
    LIMITS,
  )
  host.handle(
    SHARE,
    async bytes => {
      if (closing.signal.aborted) throw new HostError('host/closed')
      const shown = decode(bytes)
      forks.checkpoint(shown)
      keepShared(shown)
      return new Uint8Array()
    },
    LIMITS,
  )

  /** Keeps only the lines of nodes of the federation that hold, over a checkpoint that the log's own node signed. */
  const keepShared = (shown: string): void => {
    const log = logOfCheckpoint(shown)
    const scope = scopes.find(({ federation }) => federation === log)
    const shared = scope?.logs.find(item => item.log === log)
    const note = log && cosigned.news(log, shown)
    if (!log || !scope || !shared || shared.own || note === undefined) return
    const writer = publicKeyBytes(shared.writer)
    const nodes: PublicKeyHex[] = [core.nodeKey, ...scope.peers.map(({ key }) => key)]
    const keys = [...nodes.map(key => nodeWitness(publicKeyBytes(key))), ...outsideWitnesses(scope.charter)]
    const known = onlyLinesOf(note, { name: originOf(log), publicKey: writer }, keys)
    if (isRefusal(known) || isRefusal(openCheckpoint(known, log, writer, verifyOneNatively))) return
    const valid = readCosignatures(known, keys, verifyOneNatively)
    if (!isRefusal(valid) && valid.length > 0) cosigned.add(log, known)
  }
  const stopWatching = host.onPeer(({ connected }) => {
    if (connected) review()
  })

  return {
    follow(now) {
      scopes = now
      review()
    },
    review,
    async [Symbol.asyncDispose]() {
      closing.abort()
      cancel?.()
      cancelRetry()
      cancelFeeds()
      stopWatching()
      await round
    },
  }
}
