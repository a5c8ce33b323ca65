import { type Cid, cidFromDigest, cidOfBytes, parseCid } from '../../protocol/bytes/cid.ts'
import { entriesOf, readEvidence } from '../../protocol/federation/evidence.ts'
import { decodeEntry, MAX_BODY_BYTES, readLeaf } from '../../protocol/log/entry.ts'
import { isRefusal, type Refusal, refuse } from '../../protocol/refusal.ts'
import type { Core } from '../core.ts'
import type { Bundle } from '../domains/federation/evidence.ts'
import { openEvidenceTables } from '../domains/federation/evidence-tables.ts'
import type { FetchEvidence } from '../domains/federation/judging.ts'
import { nativeSha256 } from '../log/native-sha256.ts'
import { blockFrames, readBlocks } from './block-stream.ts'
import type { NetworkHost, PeerKey } from './host/host.ts'
import { HostError } from './host/host-error.ts'
import { type FederationScope, sharedWith } from './roster.ts'

const PROTOCOL = '/comunal/evidence/1'
const LIMITS = { maxBytes: 512 * 1024, maxQuestionBytes: 128 }
/** A table of contents names every ballot, 41 bytes each: this is a million and a half. */
const MOST_CONTENTS_BYTES = 64 * 1024 * 1024
/** All the evidence behind one mandate: about two million ballots. */
const MOST_BYTES = 1024 * 1024 * 1024
/** A peer that gives its evidence by drops holds up what waits for it. */
const LONGEST_MS = 180_000
/** Bytes written to the store at once. */
const BATCH_BYTES = 512 * 1024

/** Evidence behind a mandate that this node has issued: the root's block first, every block after one that names it. */
export type EvidenceProvider = (mandate: Cid) => Bundle | Refusal

/** Gives the evidence behind this node's mandates to its federations, and fetches that of others. */
export type EvidenceExchange = { follow(scopes: readonly FederationScope[]): void; readonly fetch: FetchEvidence }

export function openEvidenceExchange(parts: {
  core: Core
  host: NetworkHost
  evidence: EvidenceProvider
  closing: AbortSignal
}): EvidenceExchange {
  const { core, host, evidence, closing } = parts
  const tables = openEvidenceTables(core.store)
  let scopes: readonly FederationScope[] = []

  /** Only who is in the federation that a mandate was given to may see what stands behind it. */
  const scopeOf = (mandate: Cid): FederationScope | undefined => {
    const place = core.tables.placeOf(mandate)
    return scopes.find(({ logs }) => logs.some(({ log }) => core.logs.get(log)?.row === place?.log))
  }
  host.handleMany(
    PROTOCOL,
    async function* (message, from) {
      const mandate = parseCid(new TextDecoder().decode(message))
      const scope = mandate && scopeOf(mandate)
      if (!mandate || !scope || closing.aborted || !sharedWith([scope], from).length) return
      const bundle = evidence(mandate)
      if (isRefusal(bundle)) return
      yield* blockFrames(bundle.blocks)
    },
    LIMITS,
  )

  const fetchFrom = async (peer: PeerKey, mandate: Cid): Promise<Cid | Refusal> => {
    const signal = AbortSignal.any([closing, AbortSignal.timeout(LONGEST_MS)])
    const frames = host.requestMany(peer, PROTOCOL, new TextEncoder().encode(mandate), { ...LIMITS, signal })
    const expected = expectations()
    let batch: [Cid, Uint8Array][] = []
    let batchBytes = 0
    let bytes = 0
    const keep = core.store.transaction((blocks: readonly [Cid, Uint8Array][]) => {
      for (const [id, block] of blocks) tables.add(id, block)
    })
    for await (const block of readBlocks(frames, MOST_CONTENTS_BYTES)) {
      const id = cidOfBytes(block, nativeSha256)
      bytes += block.length
      const refusal = bytes > MOST_BYTES ? refuse('evidence/bad', { bytes }) : expected.take(id, block)
      if (refusal) return refusal
      batch.push([id, block])
      batchBytes += block.length
      if (batchBytes < BATCH_BYTES) continue
      keep(batch)
      batch = []
      batchBytes = 0
    }
    keep(batch)
    return expected.missing() ?? expected.root() ?? refuse('evidence/missing', { mandate })
  }

  return {
    follow(now) {
      scopes = now
    },
    async fetch(mandate, issuer) {
      const seat = scopeOf(mandate)?.charter.node
      const peers = [issuer.charter.node, ...(seat ? [seat] : [])].filter(key => key !== core.nodeKey)
      for (const peer of new Set(peers)) {
        try {
          const fetched = await fetchFrom(peer, mandate)
          if (!isRefusal(fetched)) return fetched
          core.log.warn({ peer, mandate, code: fetched.code, ...fetched.detail }, 'evidence.refused')
        } catch (error) {
          if (!(error instanceof HostError)) throw error
          core.log.debug({ peer, mandate, code: error.code }, 'evidence.not-fetched')
        }
      }
      return refuse('evidence/missing', { mandate })
    },
  }
}

/**
 * Which blocks may come: the first is the root, each later one is named by one before it. So a peer cannot make us keep
 * anything that is not part of the evidence.
 */
function expectations() {
  const expected = new Map<Cid, 'contents' | 'leaf' | 'body'>()
  const seen = new Set<Cid>()
  let root: Cid | undefined
  const expect = (id: Cid, what: 'contents' | 'leaf' | 'body') => {
    if (!seen.has(id)) expected.set(id, what)
  }
  return {
    take(id: Cid, block: Uint8Array): Refusal | undefined {
      root ??= id
      const what = root === id ? 'contents' : expected.get(id)
      if (!what || seen.has(id)) return refuse('evidence/bad', { problem: 'a block that nothing names', id })
      if (what !== 'contents' && block.length > 2 * MAX_BODY_BYTES) return refuse('evidence/bad', { id })
      expected.delete(id)
      seen.add(id)
      if (what === 'body') return
      if (what === 'leaf') {
        const leaf = readLeaf(block)
        const entry = isRefusal(leaf) ? leaf : decodeEntry({ ...leaf, body: null }, nativeSha256)
        if (isRefusal(entry)) return entry
        expect(cidFromDigest(entry.header.body), 'body')
        return
      }
      const contents = readEvidence({ get: () => block }, id)
      if (isRefusal(contents)) return contents
      for (const entry of entriesOf(contents)) expect(entry, 'leaf')
      const votes = contents.type === 'group' ? (contents.amendments ?? []) : []
      for (const { vote } of votes) if (vote) expect(vote, 'contents')
      if (contents.type !== 'federation') return
      for (const { evidence } of contents.mandates) if (evidence) expect(evidence, 'contents')
    },
    /** What was named and did not come. */
    missing(): Refusal | undefined {
      const [id] = expected.keys()
      return id && refuse('evidence/missing', { id, missing: expected.size })
    },
    root: () => root,
  }
}
