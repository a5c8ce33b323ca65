import type { Cid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { type ToldCharter, tellingInMerger, tellingOf, toldAfter } from '../../../protocol/federation/charter-told.ts'
import { readMergedGroup } from '../../../protocol/federation/merger.ts'
import { readSigned } from '../../../protocol/federation/read-signed.ts'
import { federationJoined } from '../../../protocol/federation/roster.ts'
import { readRosterChange } from '../../../protocol/federation/roster-change.ts'
import { nodesOf, type StewardKey, stewardKeys } from '../../../protocol/federation/steward-key.ts'
import { termsOf } from '../../../protocol/group/amending.ts'
import { charterCodec, charterTerms } from '../../../protocol/group/charter.ts'
import { formatRational } from '../../../protocol/rational.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { verifyOneNatively } from '../../log/native-verify.ts'
import type { Store } from '../../store/open.ts'
import type { Projection } from '../projection.ts'
import { toStored } from '../stored.ts'
import { openFederations } from './federations.ts'
import { amendmentIn, keyIn } from './let-in.ts'

type RosterKinds =
  | 'federation/ticket-issued'
  | 'federation/charter-told'
  | 'federation/joined'
  | 'federation/left'
  | 'federation/ticket-revoked'
  | 'federation/expulsion-backed'
  | 'federation/expelled'
  | 'federation/node-replaced'
  | 'federation/group-merged'
  | 'federation/amendment-noted'
  | 'federation/key-noted'

/** Who is in a federation: tickets, groups with their charters and keys as they are now, and what speaks for expelling one. */
export function rosterProjection(store: Store): Projection<RosterKinds> {
  const addTicket = store.prepare<[number, Uint8Array, string, number]>(
    'INSERT INTO ticket (log, key, weight, expires_at_ms, used) VALUES (?, ?, ?, ?, 0)',
  )
  const revokeTicket = store.prepare<[number, Uint8Array]>('UPDATE ticket SET revoked = 1 WHERE log = ? AND key = ?')
  const useTicket = store
    .prepare<[number, Uint8Array], string>('UPDATE ticket SET used = 1 WHERE log = ? AND key = ? RETURNING weight')
    .pluck()
  const addGroup = store.prepare<[number, string, Uint8Array, string, string, string, number]>(
    `INSERT OR REPLACE INTO federation_group (log, cid, charter, weight, feed, addresses, joined_at_ms, state)
     VALUES (?, ?, ?, ?, ?, ?, ?, 'member')`,
  )
  const dropGroup = store.prepare<[number, string]>(
    `UPDATE federation_group SET state = 'left' WHERE log = ? AND cid = ?`,
  )
  const expel = store.prepare<[number, string, number, string]>(
    `UPDATE federation_group SET state = 'expelled', expelled_at_ms = ?, cause = ? WHERE log = ? AND cid = ?`,
  )
  const addGround = store.prepare<[string, number, string, Uint8Array | null, string]>(
    'INSERT INTO expulsion_ground (cid, log, group_cid, by, cause) VALUES (?, ?, ?, ?, ?)',
  )
  const dropGrounds = store.prepare<[number, string]>('DELETE FROM expulsion_ground WHERE log = ? AND group_cid = ?')
  const setNode = store.prepare<[Uint8Array, string, string, string, number, string]>(
    'UPDATE federation_group SET node = ?, standing = ?, feed = ?, addresses = ? WHERE log = ? AND cid = ?',
  )
  const setMerged = store.prepare<[Uint8Array, string | null, string | null, number, string]>(
    'UPDATE federation_group SET node = ?, merged_from = ?, standing = ? WHERE log = ? AND cid = ?',
  )
  const moveFeed = store.prepare<[string, string]>(
    'UPDATE feed SET federation = ? WHERE log = (SELECT id FROM log WHERE cid = ?)',
  )
  const setTerms = store.prepare<[Uint8Array, string, number, string]>(
    'UPDATE federation_group SET terms = ?, charter_entry = ? WHERE log = ? AND cid = ?',
  )
  const setKeys = store.prepare<[Uint8Array, number, string]>(
    'UPDATE federation_group SET steward_keys = ? WHERE log = ? AND cid = ?',
  )
  const setFormer = store.prepare<[string, number, string]>(
    'UPDATE federation_group SET former_nodes = ? WHERE log = ? AND cid = ?',
  )
  const setTold = store.prepare<
    [number, string, string, string, Uint8Array, number, number, string | null, string | null]
  >(
    `INSERT OR REPLACE INTO charter_told (log, telling, group_cid, entry, charter, steps, bytes, standing, former_nodes)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  )
  const dropTold = store.prepare<[number, string]>('DELETE FROM charter_told WHERE log = ? AND telling = ?')
  const federations = openFederations(store)
  const noteKeys = (log: number, group: Cid, keys: readonly StewardKey[]) => {
    const held = federations.group(log, group)?.keys ?? []
    if (keys.length > 0) setKeys.run(toStored(stewardKeys, [...held, ...keys]), log, group)
  }
  const noteAmendment = (log: number, encoded: Uint8Array) => {
    const { entry, body } = amendmentIn(encoded)
    setTerms.run(toStored(charterTerms, body.terms), entry.id, log, entry.header.log ?? '')
  }
  /** A group whose charter was told before it came in. */
  const setAsTold = (log: number, id: Cid, told: ToldCharter | undefined) => {
    if (!told) throw new Error('a joining without what it says was told')
    const { charter, entry, formerNodes } = told.inForce
    if (formerNodes) setFormer.run(JSON.stringify(formerNodes), log, id)
    setMerged.run(fromHex(charter.node), null, told.standing ?? null, log, id)
    if (entry !== id) setTerms.run(toStored(charterTerms, termsOf(charter)), entry, log, id)
  }
  return {
    'federation/ticket-issued': ({ body }, { log }) => {
      addTicket.run(log, fromHex(body.key), formatRational(body.weight), body.expiresAtMs)
    },
    'federation/charter-told': ({ entry, body }, { log }) => {
      const telling = tellingOf(body)
      const before = federations.told(log, telling)
      const told = toldAfter(before, body, entry.header.size, verifyOneNatively)
      if (isRefusal(told)) throw new Error(`a charter told that does not read: ${told.code}`)
      const { inForce, steps, bytes, standing = null } = told
      const charter = toStored(charterCodec, inForce.charter)
      const former = inForce.formerNodes ? JSON.stringify(inForce.formerNodes) : null
      setTold.run(log, telling, body.group, inForce.entry, charter, steps, bytes, standing, former)
    },
    'federation/joined': ({ entry, body }, { log }) => {
      const weight = useTicket.get(log, fromHex(body.ticket))
      if (weight === undefined) throw new Error('a joining without its ticket')
      const addresses = JSON.stringify(body.addresses)
      addGroup.run(log, body.group, body.charter, weight, body.feed, addresses, entry.header.at)
      if (body.told) setAsTold(log, body.group, federations.told(log, body.ticket))
      dropTold.run(log, body.ticket)
      dropGrounds.run(log, body.group)
      for (const entry of body.amendments ?? []) noteAmendment(log, entry)
      noteKeys(log, body.group, (body.keys ?? []).map(keyIn))
    },
    'federation/left': ({ body }, { log }) => {
      dropGroup.run(log, body.group)
    },
    'federation/ticket-revoked': ({ body }, { log }) => {
      revokeTicket.run(log, fromHex(body.key))
      dropTold.run(log, body.key)
    },
    'federation/expulsion-backed': ({ entry, body }, { log }) => {
      addGround.run(entry.id, log, body.group, fromHex(entry.header.by), body.cause)
    },
    'federation/expelled': ({ entry, body }, { log }) => {
      expel.run(entry.header.at, body.cause, log, body.group)
    },
    'federation/node-replaced': ({ body: { replacement, feed, addresses } }, { log }) => {
      const { group, node, standing } = replacement
      const held = federations.group(log, group)
      if (held) setFormer.run(JSON.stringify(nodesOf(held)), log, group)
      setNode.run(fromHex(node), standing, feed, JSON.stringify(addresses), log, group)
    },
    'federation/group-merged': (known, { log, logId }) => {
      const { body } = known
      const mergers = () => federations.mergers(log)
      const told = (telling: string) => federations.told(log, telling)
      const group = readMergedGroup(known, { mergers, verify: verifyOneNatively, log: logId, told })
      const joined = readSigned(body.joined, 'federation/joined', federationJoined, verifyOneNatively)
      if (isRefusal(group) || isRefusal(joined)) throw new Error('a merged group that does not read')
      const { id, weight, feed, addresses, charter, mergedFrom, amended, formerNodes, keys = [], joinedAtMs } = group
      const telling = tellingInMerger(mergedFrom ?? id, id)
      const reachedAt = JSON.stringify(addresses)
      addGroup.run(log, id, joined.body.charter, formatRational(weight), feed, reachedAt, joinedAtMs)
      setMerged.run(
        fromHex(charter.node),
        mergedFrom ?? null,
        standingAfter(body.replaced) ?? told(telling)?.standing ?? null,
        log,
        id,
      )
      if (amended) setTerms.run(toStored(charterTerms, termsOf(charter)), amended, log, id)
      if (formerNodes) setFormer.run(JSON.stringify(formerNodes), log, id)
      noteKeys(log, id, keys)
      dropTold.run(log, telling)
      dropGrounds.run(log, id)
      moveFeed.run(logId, feed)
    },
    'federation/amendment-noted': ({ body }, { log }) => {
      noteAmendment(log, body.entry)
    },
    'federation/key-noted': ({ body }, { log }) => {
      noteKeys(log, body.group, [keyIn(body)])
    },
  }
}

/** The checkpoint of a group's own log that its council let stand last, among what was replaced; null where it never did. */
function standingAfter(replaced: readonly Uint8Array[]): string | null {
  const changes = replaced.map(encoded => readRosterChange(encoded, verifyOneNatively))
  const last = changes.findLast(change => !isRefusal(change) && change.kind === 'federation/node-replaced')
  return last && !isRefusal(last) && last.kind === 'federation/node-replaced' ? last.body.replacement.standing : null
}
