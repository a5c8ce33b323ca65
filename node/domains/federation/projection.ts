import type { Cid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { type ToldCharter, tellingOf, toldAfter } from '../../../protocol/federation/charter-told.ts'
import { federationDecided } from '../../../protocol/federation/decision.ts'
import { feedFounded } from '../../../protocol/federation/feed.ts'
import { mandateIssued } from '../../../protocol/federation/mandate.ts'
import { mergeTerms } from '../../../protocol/federation/merge-terms.ts'
import { readMergedGroup } from '../../../protocol/federation/merger.ts'
import { offerPublished } from '../../../protocol/federation/offer.ts'
import { federationProposed } from '../../../protocol/federation/proposal.ts'
import { readSigned } from '../../../protocol/federation/read-signed.ts'
import { readAmendment } from '../../../protocol/federation/replay-charter.ts'
import { federationJoined, readGenesis } from '../../../protocol/federation/roster.ts'
import { readRosterChange } from '../../../protocol/federation/roster-change.ts'
import {
  groupKeyReplaced,
  type KeyChange,
  type StewardKey,
  stewardKeys,
} from '../../../protocol/federation/steward-key.ts'
import { termsOf } from '../../../protocol/group/amending.ts'
import { charterCodec, charterTerms } from '../../../protocol/group/charter.ts'
import { keyReplaced } from '../../../protocol/group/lost-key.ts'
import { formatRational } from '../../../protocol/rational.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { verifyOneNatively } from '../../log/native-verify.ts'
import type { Store } from '../../store/open.ts'
import type { Projection } from '../projection.ts'
import { readStored, toStored } from '../stored.ts'
import { openFederations } from './federations.ts'

type FederationKinds =
  | 'group/federated'
  | 'group/unfederated'
  | 'federation/ticket-issued'
  | 'federation/charter-told'
  | 'federation/joined'
  | 'federation/left'
  | 'federation/ticket-revoked'
  | 'federation/expulsion-backed'
  | 'federation/expelled'
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
  | 'federation/node-replaced'
  | 'federation/merged'
  | 'federation/group-merged'
  | 'node/replaced'
  | 'federation/amendment-noted'
  | 'federation/key-noted'
  | 'group/amended'
  | 'group/key-replaced'
  | 'node/succeeded'

/** Rosters, feeds, federated proposals, mandates, decisions and offers, as tables. */
export function federationProjection(store: Store): Projection<FederationKinds> {
  const addFederated = store.prepare<[number, string, Uint8Array, string, string]>(
    'INSERT OR REPLACE INTO federated (log, federation, charter, addresses, feed) VALUES (?, ?, ?, ?, ?)',
  )
  const dropFederated = store.prepare<[number, string]>('DELETE FROM federated WHERE log = ? AND federation = ?')
  const addTicket = store.prepare<[number, Uint8Array, string, number]>(
    'INSERT INTO ticket (log, key, weight, expires_at_ms, used) VALUES (?, ?, ?, ?, 0)',
  )
  const useTicket = store
    .prepare<[number, Uint8Array], string>('UPDATE ticket SET used = 1 WHERE log = ? AND key = ? RETURNING weight')
    .pluck()
  const addGroup = store.prepare<[number, string, Uint8Array, string, string, string]>(
    `INSERT OR REPLACE INTO federation_group (log, cid, charter, weight, feed, addresses, state)
     VALUES (?, ?, ?, ?, ?, ?, 'member')`,
  )
  const dropGroup = store.prepare<[number, string]>(
    `UPDATE federation_group SET state = 'left' WHERE log = ? AND cid = ?`,
  )
  const revokeTicket = store.prepare<[number, Uint8Array]>('UPDATE ticket SET revoked = 1 WHERE log = ? AND key = ?')
  const expel = store.prepare<[number, string, number, string]>(
    `UPDATE federation_group SET state = 'expelled', expelled_at_ms = ?, cause = ? WHERE log = ? AND cid = ?`,
  )
  const addGround = store.prepare<[string, number, string, Uint8Array | null, string]>(
    'INSERT INTO expulsion_ground (cid, log, group_cid, by, cause) VALUES (?, ?, ?, ?, ?)',
  )
  const dropGrounds = store.prepare<[number, string]>('DELETE FROM expulsion_ground WHERE log = ? AND group_cid = ?')
  const dropSpan = store.prepare<[number]>('DELETE FROM spanned WHERE log = ?')
  const addSpan = store.prepare<[number, string, string]>(
    'INSERT OR IGNORE INTO spanned (log, federation, within) VALUES (?, ?, ?)',
  )
  const proposedBody = store.prepare<[string], Uint8Array>('SELECT body FROM federation_proposal WHERE cid = ?').pluck()
  const addProposal = store.prepare<[string, number, Uint8Array, number, number, string | null]>(
    `INSERT INTO federation_proposal (cid, log, body, state, closes_at_ms, mandates_by_ms, answers)
     VALUES (?, ?, ?, 'open', ?, ?, ?)`,
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
  const setNode = store.prepare<[Uint8Array, string, string, string, number, string]>(
    'UPDATE federation_group SET node = ?, standing = ?, feed = ?, addresses = ? WHERE log = ? AND cid = ?',
  )
  const federations = openFederations(store)
  const addMerger = store.prepare<[number, string, number, Uint8Array]>(
    'INSERT INTO merger (log, entry, at_ms, terms) VALUES (?, ?, ?, ?)',
  )
  const setMerged = store.prepare<[Uint8Array, string | null, string | null, number, string]>(
    'UPDATE federation_group SET node = ?, merged_from = ?, standing = ? WHERE log = ? AND cid = ?',
  )
  const movedTo = store
    .prepare<[string, string], string>(
      `SELECT log.cid FROM federation_group JOIN log ON log.id = federation_group.log
       WHERE feed = ? AND merged_from = ?`,
    )
    .pluck()
  const moveFeed = store.prepare<[string, string]>(
    'UPDATE feed SET federation = ? WHERE log = (SELECT id FROM log WHERE cid = ?)',
  )
  const addFork = store.prepare<[string, string, Uint8Array]>('INSERT INTO fork (entry, log, key) VALUES (?, ?, ?)')
  const addVeto = store.prepare<[number, number, string]>('INSERT INTO veto (position, log, proposal) VALUES (?, ?, ?)')
  const addContested = store.prepare<[string, number]>('INSERT INTO contested (proposal, log) VALUES (?, ?)')
  const setRevote = store.prepare<[string, string]>('UPDATE contested SET revote = ? WHERE proposal = ?')
  const addFeedCharter = store.prepare<[number, number, string, Uint8Array]>(
    'INSERT INTO feed_charter (log, idx, cid, entry) VALUES (?, ?, ?, ?)',
  )
  const setTerms = store.prepare<[Uint8Array, string, number, string]>(
    'UPDATE federation_group SET terms = ?, charter_entry = ? WHERE log = ? AND cid = ?',
  )
  const addFeedKey = store.prepare<[number, number, Uint8Array, Uint8Array]>(
    'INSERT INTO feed_key (log, idx, key, body) VALUES (?, ?, ?, ?)',
  )
  const setKeys = store.prepare<[Uint8Array, number, string]>(
    'UPDATE federation_group SET steward_keys = ? WHERE log = ? AND cid = ?',
  )
  const noteKeys = (log: number, group: Cid, keys: readonly StewardKey[]) => {
    const held = federations.group(log, group)?.keys ?? []
    if (keys.length > 0) setKeys.run(toStored(stewardKeys, [...held, ...keys]), log, group)
  }
  const setTold = store.prepare<[number, string, string, string, Uint8Array, number, number, string | null]>(
    `INSERT OR REPLACE INTO charter_told (log, telling, group_cid, entry, charter, steps, bytes, standing)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  /** A group whose charter was told before it came in. */
  const setAsTold = (log: number, id: Cid, told: ToldCharter | undefined) => {
    if (!told) throw new Error('a joining without what it says was told')
    const { charter, entry } = told.inForce
    setMerged.run(fromHex(charter.node), null, told.standing ?? null, log, id)
    if (entry !== id) setTerms.run(toStored(charterTerms, termsOf(charter)), entry, log, id)
  }
  const noteAmendment = (log: number, encoded: Uint8Array) => {
    const { entry, body } = amendmentIn(encoded)
    setTerms.run(toStored(charterTerms, body.terms), entry.id, log, entry.header.log ?? '')
  }
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
    'federation/ticket-issued': ({ body }, { log }) => {
      addTicket.run(log, fromHex(body.key), formatRational(body.weight), body.expiresAtMs)
    },
    'federation/charter-told': ({ entry, body }, { log }) => {
      const telling = tellingOf(body)
      const before = federations.told(log, telling, body.group)
      const told = toldAfter(before, body, entry.header.size, verifyOneNatively)
      if (isRefusal(told)) throw new Error(`a charter told that does not read: ${told.code}`)
      const { inForce, steps, bytes, standing = null } = told
      const charter = toStored(charterCodec, inForce.charter)
      setTold.run(log, telling, body.group, inForce.entry, charter, steps, bytes, standing)
    },
    'federation/joined': ({ body }, { log }) => {
      const weight = useTicket.get(log, fromHex(body.ticket))
      if (weight === undefined) throw new Error('a joining without its ticket')
      addGroup.run(log, body.group, body.charter, weight, body.feed, JSON.stringify(body.addresses))
      if (body.told) setAsTold(log, body.group, federations.told(log, body.ticket, body.group))
      dropGrounds.run(log, body.group)
      for (const entry of body.amendments ?? []) noteAmendment(log, entry)
      noteKeys(log, body.group, (body.keys ?? []).map(keyIn))
    },
    'federation/left': ({ body }, { log }) => {
      dropGroup.run(log, body.group)
    },
    'federation/ticket-revoked': ({ body }, { log }) => {
      revokeTicket.run(log, fromHex(body.key))
    },
    'federation/expulsion-backed': ({ entry, body }, { log }) => {
      addGround.run(entry.id, log, body.group, fromHex(entry.header.by), body.cause)
    },
    'federation/expelled': ({ entry, body }, { log }) => {
      expel.run(entry.header.at, body.cause, log, body.group)
    },
    'group/spans': ({ body }, { log }) => {
      dropSpan.run(log)
      for (const { id, in: within } of body.federations) addSpan.run(log, id, within)
    },
    'federation/proposed': ({ entry, body }, { log }) => {
      const answers = body.answers?.proposal ?? null
      const bytes = toStored(federationProposed, body)
      addProposal.run(entry.id, log, bytes, body.closesAtMs, body.mandatesByMs, answers)
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
    'federation/node-replaced': ({ body: { replacement, feed, addresses } }, { log }) => {
      const { group, node, standing } = replacement
      setNode.run(fromHex(node), standing, feed, JSON.stringify(addresses), log, group)
    },
    'federation/merged': ({ entry, body }, { log }) => {
      const asked = proposedBody.get(body.proposal)
      const terms = asked && readStored(federationProposed, asked).merges
      if (!terms) throw new Error('a merger without its terms')
      addMerger.run(log, entry.id, entry.header.at, toStored(mergeTerms, terms))
    },
    'federation/group-merged': ({ body }, { log, logId }) => {
      const mergers = () => federations.mergers(log)
      const told = (telling: Cid | PublicKeyHex, id: Cid) => federations.told(log, telling, id)
      const group = readMergedGroup(body, { mergers, verify: verifyOneNatively, log: logId, told })
      const joined = readSigned(body.joined, 'federation/joined', federationJoined, verifyOneNatively)
      if (isRefusal(group) || isRefusal(joined)) throw new Error('a merged group that does not read')
      const { id, weight, feed, addresses, charter, mergedFrom, amended, keys = [] } = group
      addGroup.run(log, id, joined.body.charter, formatRational(weight), feed, JSON.stringify(addresses))
      setMerged.run(
        fromHex(charter.node),
        mergedFrom ?? null,
        standingAfter(body.replaced) ?? told(mergedFrom ?? id, id)?.standing ?? null,
        log,
        id,
      )
      if (amended) setTerms.run(toStored(charterTerms, termsOf(charter)), amended, log, id)
      noteKeys(log, id, keys)
      dropGrounds.run(log, id)
      moveFeed.run(logId, feed)
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
    'federation/amendment-noted': ({ body }, { log }) => {
      noteAmendment(log, body.entry)
    },
    'federation/key-noted': ({ body }, { log }) => {
      noteKeys(log, body.group, [keyIn(body)])
    },
    // Read where it stands: it changes whom to follow, and nothing that is counted.
    'node/succeeded': () => {},
    'log/forked': ({ entry, body }) => {
      addFork.run(entry.id, body.log, fromHex(body.key))
    },
  }
}

/** The checkpoint of a group's own log that its council let stand last, among what was replaced; null where it never did. */
function standingAfter(replaced: readonly Uint8Array[]): string | null {
  const changes = replaced.map(encoded => readRosterChange(encoded, verifyOneNatively))
  const last = changes.findLast(change => !isRefusal(change) && change.kind === 'federation/node-replaced')
  return last && !isRefusal(last) && last.kind === 'federation/node-replaced' ? last.body.replacement.standing : null
}

/** A key of a steward that the rules have let in. */
function keyIn({ replaced }: KeyChange): StewardKey {
  const known = readSigned(replaced, 'key/replaced', keyReplaced, verifyOneNatively)
  if (isRefusal(known)) throw new Error(`stored key does not read: ${known.code}`)
  return { member: known.body.member, key: known.body.key }
}

/** An amendment that the rules have let in. */
function amendmentIn(encoded: Uint8Array) {
  const known = readAmendment(encoded, verifyOneNatively)
  if (isRefusal(known)) throw new Error(`stored amendment does not read: ${known.code}`)
  return known
}
