import t from 'tap'
import { type Cid, cidOfBytes } from '../../../protocol/bytes/cid.ts'
import { toHex } from '../../../protocol/bytes/hex.ts'
import { publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { sha256 } from '../../../protocol/bytes/sha256.ts'
import {
  type Announcement,
  checkAnnouncement,
  encodeAnnouncement,
} from '../../../protocol/federation/feed-announcement.ts'
import { MOST_BEHIND, openFeedGossip } from '../../../protocol/federation/feed-gossip.ts'
import { signNote } from '../../../protocol/log/note.ts'
import { newFeed, verifyOnce } from './feed-sync-rig.ts'

const federation = cidOfBytes(Uint8Array.of(1))
const stranger = newFeed(99)

/** A node that follows one feed and holds the first entries of it. */
function listener(held = 0) {
  const feed = newFeed(1)
  let size = held
  const gossip = openFeedGossip({
    size: () => size,
    holds: ({ index, signed }) =>
      toHex(feed.disk.entries[index]?.signature ?? sha256(new Uint8Array())) === toHex(signed.signature),
    check: (announcement, writer) => checkAnnouncement(announcement, writer, verifyOnce),
  })
  gossip.follow([{ federation, logs: [{ log: feed.log, writer: publicKeyHex(feed.signer.publicKey), own: false }] }])
  const hear = (announcement: Announcement, topic: Cid = federation) =>
    gossip.receive(topic, encodeAnnouncement(announcement))
  const hold = (entries: number) => {
    size = entries
  }
  return { feed, gossip, hear, hold }
}
const only = (announcements: readonly Announcement[]): Announcement => {
  const [first] = announcements
  if (!first) throw new Error('nothing was written')
  return first
}

t.test('what is true and new is passed on and handed over, once', async t => {
  const { feed, hear } = listener(1)
  const news = only(feed.write(1))
  t.match(hear(news), { verdict: 'accept', news: { index: 1 } })
  t.same(hear(news), { verdict: 'ignore' }, 'a replay')
})

t.test('an entry that sync has brought is passed on to those who lack it, and not handed over', async t => {
  const { feed, hear, hold } = listener(1)
  const news = only(feed.write(1))
  hold(2)
  t.same(hear(news), { verdict: 'accept' })
})

t.test('one announcement dressed in many ways is passed on once', async t => {
  const { feed, hear } = listener(1)
  const news = only(feed.write(1))
  const dressed = (name: string): Announcement => {
    const line = signNote('x\n', name, stranger.signer).split('\n\n')[1] ?? ''
    return { ...news, checkpoint: news.checkpoint + line }
  }
  const verdicts = Array.from({ length: 20 }, (_, i) => hear(dressed(`witness-${i}`)).verdict)
  t.same(verdicts, ['accept', ...Array(19).fill('ignore')])
})

t.test('an entry that is held does not vouch for a checkpoint and a proof that do not hold', async t => {
  const { feed, hear, hold } = listener(1)
  const news = only(feed.write(1))
  hold(2)
  t.match(hear({ ...news, proof: [new Uint8Array(32)] }), {
    verdict: 'reject',
    refusal: { code: 'feed/bad-checkpoint' },
  })
  t.equal(hear(news).verdict, 'accept', 'and keeps nobody from the true one')
})

t.test('an announcement without its body is not passed on, and does not pass for the whole one', async t => {
  const { feed, hear } = listener(1)
  const news = only(feed.write(1))
  const stripped = { ...news, signed: { ...news.signed, body: null } }
  t.match(hear(stripped), { verdict: 'ignore', refusal: { code: 'entry/erased' } })
  t.match(hear(news), { verdict: 'accept', news: { index: 1 } })
})

t.test(
  'what is of another topic, of an unknown log or far behind is ignored; garbage counts against its sender',
  async t => {
    const { feed, gossip, hear, hold } = listener(1)
    const news = only(feed.write(1))
    t.same(hear(news, cidOfBytes(Uint8Array.of(2))), { verdict: 'ignore' })
    t.same(hear(only(stranger.write(1))), { verdict: 'ignore' })
    t.equal(gossip.receive(federation, Uint8Array.of(1, 2, 3)).verdict, 'reject')
    hold(2 + MOST_BEHIND)
    t.same(hear(news), { verdict: 'ignore' })
  },
)
