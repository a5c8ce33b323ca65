import { createHash } from 'node:crypto'
import t from 'tap'
import { openFederations } from '../../node/domains/federation/federations.ts'
import { federationProjection } from '../../node/domains/federation/projection.ts'
import { nativeSha256 } from '../../node/log/native-sha256.ts'
import { openStore, type Store } from '../../node/store/open.ts'
import { author } from '../../protocol/author.ts'
import { type Cid, cidOfBytes } from '../../protocol/bytes/cid.ts'
import type { OfferPublished } from '../../protocol/federation/offer.ts'
import { type BodyOf, type KindName, type KnownEntry, openBody } from '../../protocol/kinds.ts'
import { decodeEntry } from '../../protocol/log/entry.ts'
import { accepted, NOON, seededBytes } from '../support/test-core.ts'

const NODES = 50
const OFFERS_A_NODE = 200
/** So many of the nodes are looked at: each takes in all offers, in an order of its own. */
const LOOKED_AT = 4
/** Every fifth offer is revised, twice, by two stewards whose counters tie; every tenth is withdrawn. */
const REVISED_EVERY = 5
const WITHDRAWN_EVERY = 10

type Placed<K extends KindName> = { readonly known: KnownEntry<K>; readonly log: number; readonly index: number }

const random = seededBytes('offers settle')
/** A projection sees only what has been let in: signatures are checked before, and none is looked at here. */
const signer = { publicKey: random(32), sign: () => new Uint8Array(64) }
const federation = cidOfBytes(random(8))

function written<K extends KindName>(kind: K, body: BodyOf<K>, log: Cid | null, seq: number): KnownEntry<K> {
  const signed = author(kind, body, { log, at: NOON, seq, salt: random(16) }, signer)
  return accepted(openBody(kind, accepted(decodeEntry(signed, nativeSha256))))
}

function offer(title: string, quantity = 1): OfferPublished {
  const what = { direction: 'offer' as const, kind: 'tool', title, quantity, unit: 'piece' }
  return { ...what, revises: null, fromMs: 0, untilMs: NOON + 1_000, place: 'sp3e', terms: '' }
}

/** One node's feed: its founding, its offers, what was revised and what was taken back. */
function feedOf(node: number) {
  const founded = written('feed/founded', { federation, group: cidOfBytes(random(8)), charter: random(8) }, null, 1)
  const feed = founded.entry.id
  const entries: Placed<'offer/published'>[] = []
  const say = (body: OfferPublished, seq: number): Cid => {
    const known = written('offer/published', body, feed, seq)
    entries.push({ known, log: node + 1, index: entries.length + 1 })
    return known.entry.id
  }
  for (let i = 0; i < OFFERS_A_NODE; i++) {
    const revises = say(offer(`${node}/${i}`), 1)
    if (i % REVISED_EVERY === 0) {
      say({ ...offer(`${node}/${i} once`, 2), revises }, 2)
      say({ ...offer(`${node}/${i} twice`, 3), revises }, 2)
    }
    if (i % WITHDRAWN_EVERY === 0) say({ ...offer(`${node}/${i}`, 0), revises }, 3)
    // A revision with a counter behind comes last and changes nothing.
    if (i % WITHDRAWN_EVERY === 1) say({ ...offer(`${node}/${i} stale`, 9), revises }, 0)
  }
  return { founded: { known: founded, log: node + 1, index: 0 }, entries }
}

/** A fresh order, the same in every run. */
function shuffled<T>(items: readonly T[]): T[] {
  const order = [...items]
  const draws = new DataView(random(4 * order.length).buffer)
  for (let i = order.length - 1; i > 0; i--) {
    const j = draws.getUint32(4 * i) % (i + 1)
    const [a, b] = [order[i], order[j]]
    if (a !== undefined && b !== undefined) [order[i], order[j]] = [b, a]
  }
  return order
}

function digestOf(store: Store): string {
  const hash = createHash('sha256')
  const rows = store.prepare<[], unknown[]>('SELECT first, log, seq, idx, body, until_ms FROM offer ORDER BY first')
  for (const row of rows.raw().iterate()) {
    for (const value of row) hash.update(value instanceof Uint8Array ? value : `${value}\n`)
  }
  return hash.digest('hex')
}

t.test('200 offers of each of 50 nodes settle to the same set, in whatever order it all arrives', async t => {
  const feeds = Array.from({ length: NODES }, (_, node) => feedOf(node))
  const entries = feeds.flatMap(feed => feed.entries)
  const digests = new Set<string>()
  for (let node = 0; node < LOOKED_AT; node++) {
    const store = accepted(openStore(':memory:'))
    const project = federationProjection(store)
    const place = ({ log, index }: Placed<KindName>) => ({
      log,
      logId: federation,
      index,
      position: 0,
      acceptedAtMs: 0,
    })
    store.transaction(() => {
      for (const { founded } of feeds) project['feed/founded'](founded.known, place(founded))
      for (const entry of shuffled(entries)) project['offer/published'](entry.known, place(entry))
    })()
    digests.add(digestOf(store))
    if (node === LOOKED_AT - 1) {
      const standing = openFederations(store).standingOffers(NOON)
      const withdrawn = OFFERS_A_NODE / WITHDRAWN_EVERY
      t.equal(standing.length, NODES * (OFFERS_A_NODE - withdrawn), 'all but the withdrawn stand')
      const revised = standing.filter(({ title }) => title.endsWith(' twice')).length
      t.equal(revised, NODES * (OFFERS_A_NODE / REVISED_EVERY - withdrawn), 'the later place breaks the tie')
      t.notOk(
        standing.some(({ title }) => /once|stale/.test(title)),
        'what was replaced stands nowhere',
      )
      t.same(openFederations(store).standingOffers(NOON + 1_000), [], 'and all are over in the end')
    }
    store.close()
  }
  t.equal(digests.size, 1, 'every node holds the same')
})
