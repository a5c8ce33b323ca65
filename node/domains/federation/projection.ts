import { fromHex } from '../../../protocol/bytes/hex.ts'
import { federationDecided } from '../../../protocol/federation/decision.ts'
import { feedFounded } from '../../../protocol/federation/feed.ts'
import { mandateIssued } from '../../../protocol/federation/mandate.ts'
import { mergeTerms } from '../../../protocol/federation/merge-terms.ts'
import { offerPublished } from '../../../protocol/federation/offer.ts'
import { federationProposed } from '../../../protocol/federation/proposal.ts'
import { readGenesis } from '../../../protocol/federation/roster.ts'
import { groupKeyReplaced } from '../../../protocol/federation/steward-key.ts'
import { charterCodec } from '../../../protocol/group/charter.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { verifyOneNatively } from '../../log/native-verify.ts'
import type { Store } from '../../store/open.ts'
import type { Projection } from '../projection.ts'
import { readStored, toStored } from '../stored.ts'
import { amendmentIn, keyIn } from './let-in.ts'

type FederationKinds =
  | 'group/federated'
  | 'group/unfederated'
  | 'group/spans'
  | 'federation/proposed'
  | 'federation/decided'
  | 'veto/raised'
  | 'veto/withdrawn'
  | 'veto/mediated'
  | 'veto/agreed'
  | 'feed/founded'
  | 'group/checkpoint'
  | 'node/reachable'
  | 'mandate/issued'
  | 'offer/published'
  | 'log/forked'
  | 'federation/merged'
  | 'node/replaced'
  | 'group/amended'
  | 'group/key-replaced'
  | 'node/succeeded'

/** Feeds, federated proposals, mandates, decisions and offers, as tables. */
export function federationProjection(store: Store): Projection<FederationKinds> {
  const addFederated = store.prepare<[number, string, Uint8Array, string, string]>(
    'INSERT OR REPLACE INTO federated (log, federation, charter, addresses, feed) VALUES (?, ?, ?, ?, ?)',
  )
  const dropFederated = store.prepare<[number, string]>('DELETE FROM federated WHERE log = ? AND federation = ?')
  const addGround = store.prepare<[string, number, string, Uint8Array | null, string]>(
    'INSERT INTO expulsion_ground (cid, log, group_cid, by, cause) VALUES (?, ?, ?, ?, ?)',
  )
  const dropSpan = store.prepare<[number]>('DELETE FROM spanned WHERE log = ?')
  const addSpan = store.prepare<[number, string, string]>(
    'INSERT OR IGNORE INTO spanned (log, federation, within) VALUES (?, ?, ?)',
  )
  const proposedBody = store.prepare<[string], Uint8Array>('SELECT body FROM federation_proposal WHERE cid = ?').pluck()
  const addProposal = store.prepare<[string, number, Uint8Array, number, number, string | null, number]>(
    `INSERT INTO federation_proposal (cid, log, body, state, closes_at_ms, mandates_by_ms, answers, charter)
     VALUES (?, ?, ?, 'open', ?, ?, ?,
       (SELECT entry FROM charter_version WHERE log = ? AND idx > 0 ORDER BY idx DESC LIMIT 1))`,
  )
  const decide = store.prepare<[Uint8Array, string, number, string]>(
    `UPDATE federation_proposal SET state = 'decided', decided = ?, decided_entry = ?, decided_at_ms = ? WHERE cid = ?`,
  )
  const addFeed = store.prepare<[number, Uint8Array, string, string]>(
    'INSERT INTO feed (log, body, federation, group_cid) VALUES (?, ?, ?, ?)',
  )
  const dropReachable = store.prepare<[number]>('DELETE FROM reachable WHERE log = ?')
  const setReachable = store.prepare<[number, string]>(
    'INSERT OR REPLACE INTO reachable (log, addresses) VALUES (?, ?)',
  )
  const addMandate = store.prepare<[string, number, string, string, Uint8Array]>(
    'INSERT INTO mandate (cid, log, proposal, group_cid, body) VALUES (?, ?, ?, ?, ?)',
  )
  const setOffer = store.prepare<[string, number, number, number, Uint8Array, number]>(
    `INSERT INTO offer (first, log, seq, idx, body, until_ms) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (first) DO UPDATE SET seq = excluded.seq, idx = excluded.idx, body = excluded.body,
       until_ms = excluded.until_ms
     WHERE excluded.seq > offer.seq OR (excluded.seq = offer.seq AND excluded.idx > offer.idx)`,
  )
  const charterOf = store.prepare<[number], Uint8Array>('SELECT body FROM charter WHERE log = ?').pluck()
  const setCharter = store.prepare<[Uint8Array, number]>('UPDATE charter SET body = ? WHERE log = ?')
  const setFeed = store.prepare<[string, number, string]>(
    'UPDATE federated SET feed = ? WHERE log = ? AND federation = ?',
  )
  const addMerger = store.prepare<[number, string, number, Uint8Array]>(
    'INSERT INTO merger (log, entry, at_ms, terms) VALUES (?, ?, ?, ?)',
  )
  const movedTo = store
    .prepare<[string, string], string>(
      `SELECT log.cid FROM federation_group JOIN log ON log.id = federation_group.log
       WHERE feed = ? AND merged_from = ?`,
    )
    .pluck()
  const addFork = store.prepare<[string, string, Uint8Array]>('INSERT INTO fork (entry, log, key) VALUES (?, ?, ?)')
  const addVeto = store.prepare<[number, number, string]>('INSERT INTO veto (position, log, proposal) VALUES (?, ?, ?)')
  const addContested = store.prepare<[string, number]>('INSERT INTO contested (proposal, log) VALUES (?, ?)')
  const setRevote = store.prepare<[string, string]>('UPDATE contested SET revote = ? WHERE proposal = ?')
  const addFeedCharter = store.prepare<[number, number, string, Uint8Array]>(
    'INSERT INTO feed_charter (log, idx, cid, entry) VALUES (?, ?, ?, ?)',
  )
  const addFeedKey = store.prepare<[number, number, Uint8Array, Uint8Array]>(
    'INSERT INTO feed_key (log, idx, key, body) VALUES (?, ?, ?, ?)',
  )
  const sayOfVeto = (
    { body }: { body: { proposal: string } },
    { log, position }: { log: number; position: number },
  ) => {
    addVeto.run(position, log, body.proposal)
  }
  return {
    'veto/raised': sayOfVeto,
    'veto/withdrawn': sayOfVeto,
    'veto/mediated': sayOfVeto,
    'veto/agreed': sayOfVeto,
    'group/federated': ({ body }, { log }) => {
      const from = body.merged && readGenesis(body.merged.charter, verifyOneNatively)
      if (from && !isRefusal(from)) dropFederated.run(log, from.id)
      addFederated.run(log, body.federation, body.charter, JSON.stringify(body.addresses), body.feed)
    },
    'group/unfederated': ({ body }, { log }) => {
      dropFederated.run(log, body.federation)
    },
    'group/spans': ({ body }, { log }) => {
      dropSpan.run(log)
      for (const { id, in: within } of body.federations) addSpan.run(log, id, within)
    },
    'federation/proposed': ({ entry, body }, { log }) => {
      const answers = body.answers?.proposal ?? null
      const bytes = toStored(federationProposed, body)
      addProposal.run(entry.id, log, bytes, body.closesAtMs, body.mandatesByMs, answers, log)
      if (body.overrides) setRevote.run(entry.id, body.overrides.proposal)
    },
    'federation/decided': ({ entry, body }, { log }) => {
      const asked = proposedBody.get(body.proposal)
      const expels = asked && readStored(federationProposed, asked).expels
      if (expels && body.accepted) addGround.run(entry.id, log, expels.group, null, expels.cause)
      if (body.suspended) addContested.run(body.proposal, log)
      decide.run(toStored(federationDecided, body), entry.id, entry.header.at, body.proposal)
    },
    'feed/founded': ({ body }, { log, logId }) => {
      const federation = movedTo.get(logId, body.federation) ?? body.federation
      addFeed.run(log, toStored(feedFounded, body), federation, body.group)
    },
    // The log row keeps the newest checkpoint of the feed itself; that of the group's own log stays in the entry.
    'group/checkpoint': () => {},
    'node/reachable': ({ body }, { log }) => {
      setReachable.run(log, JSON.stringify(body.addresses))
    },
    'mandate/issued': ({ entry, body }, { log }) => {
      addMandate.run(entry.id, log, body.proposal, body.group, toStored(mandateIssued, body))
    },
    'offer/published': ({ entry, body }, { log, index }) => {
      const first = body.revises ?? entry.id
      setOffer.run(first, log, entry.header.seq, index, toStored(offerPublished, body), body.untilMs)
    },
    'federation/merged': ({ entry, body }, { log }) => {
      const asked = proposedBody.get(body.proposal)
      const terms = asked && readStored(federationProposed, asked).merges
      if (!terms) throw new Error('a merger without its terms')
      addMerger.run(log, entry.id, entry.header.at, toStored(mergeTerms, terms))
    },
    'node/replaced': ({ body: { replacement, feeds } }, { log }) => {
      const founding = charterOf.get(log)
      if (!founding) throw new Error('a new key of a group without its charter')
      const charter = { ...readStored(charterCodec, founding), node: replacement.node }
      setCharter.run(toStored(charterCodec, charter), log)
      for (const { federation, feed } of feeds) setFeed.run(feed, log, federation)
      // Where the former key was reached says nothing of this one.
      dropReachable.run(log)
    },
    'group/amended': ({ body }, { log, index }) => {
      addFeedCharter.run(log, index, amendmentIn(body.entry).entry.id, body.entry)
    },
    'group/key-replaced': ({ body }, { log, index }) => {
      addFeedKey.run(log, index, fromHex(keyIn(body).key), toStored(groupKeyReplaced, body))
    },
    // Read where it stands: it changes whom to follow, and nothing that is counted.
    'node/succeeded': () => {},
    'log/forked': ({ entry, body }) => {
      addFork.run(entry.id, body.log, fromHex(body.key))
    },
  }
}
