import { fromHex } from '../../../protocol/bytes/hex.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { type CharterChange, stewardChanges, termsOf, withTerms } from '../../../protocol/group/amending.ts'
import { type Charter, charterCodec, charterTerms } from '../../../protocol/group/charter.ts'
import { charterGround } from '../../../protocol/group/charter-entries.ts'
import type { Store } from '../../store/open.ts'
import type { Place, Projection } from '../projection.ts'
import { readStored, toStored } from '../stored.ts'
import type { MemberKeys } from './keys.ts'

type CharterKinds = 'charter/drafted' | 'charter/signed' | 'charter/amended' | 'charter/not-amended'

/** Changes of charters, as tables; the members' roles follow whom the charter names. */
export function charterProjection(store: Store, keys: MemberKeys): Projection<CharterKinds> {
  const addDraft = store.prepare<[string, number, string, Uint8Array, number]>(
    'INSERT INTO charter_draft (cid, log, amends, terms, accepted_at_ms) VALUES (?, ?, ?, ?, ?)',
  )
  const addSignature = store.prepare<[string, Uint8Array, number, Uint8Array]>(
    'INSERT INTO charter_signature (draft, by, position, signature) VALUES (?, ?, ?, ?)',
  )
  const charterOf = store.prepare<[number], Uint8Array>('SELECT body FROM charter WHERE log = ?').pluck()
  const setCharter = store.prepare<[Uint8Array, number]>('UPDATE charter SET body = ? WHERE log = ?')
  const countVersions = store.prepare<[number], number>('SELECT count(*) FROM charter_version WHERE log = ?').pluck()
  const foundedAtMs = store.prepare<[number], number>('SELECT min(joined_at_ms) FROM member WHERE log = ?').pluck()
  const addVersion = store.prepare<[number, number, string, Uint8Array, Uint8Array | null, number]>(
    'INSERT INTO charter_version (log, idx, entry, terms, ground, at_ms) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const appoint = store.prepare<[number, Uint8Array]>(`UPDATE member SET role = 'steward' WHERE log = ? AND key = ?`)
  const dismiss = store.prepare<[number, Uint8Array]>(
    `UPDATE member SET role = 'member' WHERE log = ? AND key = ? AND role = 'steward'`,
  )
  // A federation has no members of its own but its stewards: who is one no more is nothing there.
  const entrust = store.prepare<[number, Uint8Array, number]>(
    `INSERT INTO member (log, key, name, role, state, joined_at_ms) VALUES (?, ?, '', 'steward', 'active', ?)
     ON CONFLICT DO UPDATE SET role = 'steward', state = 'active'`,
  )
  const release = store.prepare<[number, Uint8Array]>(`UPDATE member SET state = 'removed' WHERE log = ? AND key = ?`)
  const settle = store.prepare<[string, string | null, string]>(
    'UPDATE charter_vote SET entry = ?, code = ? WHERE proposal = ?',
  )
  const sign = (draft: string, by: PublicKeyHex, { log, position }: Place, signature: Uint8Array) => {
    addSignature.run(draft, fromHex(keys.current(log, by)), position, signature)
  }
  const held = (log: number): Charter => {
    const bytes = charterOf.get(log)
    if (!bytes) throw new Error('an amendment of no charter')
    return readStored(charterCodec, bytes)
  }
  const changeRoles = (log: number, before: Charter, { terms }: CharterChange, atMs: number) => {
    if (before.members === 'groups') {
      const { appointed, dismissed } = stewardChanges(before.stewards, terms.stewards)
      for (const key of appointed) entrust.run(log, fromHex(key), atMs)
      for (const key of dismissed) release.run(log, fromHex(key))
      return
    }
    const [former, later] = [before, terms].map(({ stewards }) => stewards.map(key => keys.memberOf(log, key)))
    const { appointed, dismissed } = stewardChanges(former ?? [], later ?? [])
    for (const key of appointed) appoint.run(log, fromHex(key))
    for (const key of dismissed) dismiss.run(log, fromHex(key))
  }
  return {
    'charter/drafted': ({ entry, body }, place) => {
      const terms = toStored(charterTerms, body.terms)
      addDraft.run(entry.id, place.log, body.amends, terms, place.acceptedAtMs)
      sign(entry.id, entry.header.by, place, body.signature)
    },
    'charter/signed': ({ entry, body }, place) => {
      sign(body.draft, entry.header.by, place, body.signature)
    },
    'charter/amended': ({ entry, body }, { log, logId, acceptedAtMs }) => {
      const before = held(log)
      const first = countVersions.get(log) ?? 0
      if (first === 0) {
        addVersion.run(log, 0, logId, toStored(charterTerms, termsOf(before)), null, foundedAtMs.get(log) ?? 0)
      }
      const ground = toStored(charterGround, body.by)
      const terms = toStored(charterTerms, body.terms)
      addVersion.run(log, Math.max(1, first), entry.id, terms, ground, entry.header.at)
      setCharter.run(toStored(charterCodec, withTerms(before, body.terms)), log)
      changeRoles(log, before, body, acceptedAtMs)
      if (body.by.type === 'vote') settle.run(entry.id, null, body.by.proposal)
      if (body.by.type === 'motion') settle.run(entry.id, null, body.by.motion)
    },
    'charter/not-amended': ({ entry, body }) => {
      settle.run(entry.id, body.code, body.proposal)
    },
  }
}

/** Notes of a vote that opens by which charter it goes, and that it is about a change of it. */
export function charterOfOpening(store: Store): Projection<'proposal/opened'>['proposal/opened'] {
  const note = store.prepare<[number, string]>(
    `UPDATE proposal SET charter = (SELECT entry FROM charter_version WHERE log = ? AND idx > 0 ORDER BY idx DESC LIMIT 1)
     WHERE cid = ?`,
  )
  const addVote = store.prepare<[string, number]>('INSERT INTO charter_vote (proposal, log) VALUES (?, ?)')
  return ({ entry, body }, { log }) => {
    note.run(log, entry.id)
    if (body.amendment) addVote.run(entry.id, log)
  }
}
