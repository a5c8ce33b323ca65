import type { Cid } from '../../protocol/bytes/cid.ts'
import { fromHex } from '../../protocol/bytes/hex.ts'
import { unsettledVetoes } from '../../protocol/federation/revote.ts'
import { signsFor } from '../../protocol/federation/steward-key.ts'
import { charterCodec } from '../../protocol/group/charter.ts'
import type { Role } from '../../protocol/group/role.ts'
import type { LogReader } from '../../protocol/log-reader.ts'
import { verifyOneNatively } from '../log/native-verify.ts'
import type { Store } from '../store/open.ts'
import { openAssemblyReaders } from './assembly/assembly-reader.ts'
import { openDelegations, type StoredDelegation } from './delegation/delegations.ts'
import type { Federations } from './federation/federations.ts'
import { openFeedVoices } from './federation/feed-voices.ts'
import { openBallots } from './governance/ballots.ts'
import { openObjectionReader } from './governance/objections.ts'
import type { Proposals } from './governance/proposals.ts'
import type { Charters } from './group/charters.ts'
import type { MemberKeys } from './group/keys.ts'
import { type Life, lifeReader } from './life/life.ts'
import { openPaperReader } from './paper/paper-sheets.ts'
import { readStored, storedCid } from './stored.ts'

type MemberRow = { name: string; role: Role; state: 'pending' | 'active' | 'removed' }
type InvitationRow = { role: Role; uses: number; used: number; expires_at_ms: number }

/**
 * Opens the readers by which the rules see the tables. Charters and feeds stay in memory: a feed never changes, a charter
 * only where it is amended or the node gets another key, which is another generation.
 * @returns the reader of one log row.
 */
export function openLogReaders(
  store: Store,
  {
    proposals,
    federations,
    charters,
    life,
    keys,
  }: { proposals: Proposals; federations: Federations; charters: Charters; life: Life; keys: MemberKeys },
  generation: () => number,
): (log: number) => LogReader {
  const logId = store.prepare<[number], string>('SELECT cid FROM log WHERE id = ?').pluck()
  const charterOf = store.prepare<[number], Uint8Array>('SELECT body FROM charter WHERE log = ?').pluck()
  const feedOf = openFeedVoices(store)
  const memberOf = store.prepare<[number, Uint8Array], MemberRow>(
    'SELECT name, role, state FROM member WHERE log = ? AND key = ?',
  )
  const invitationOf = store.prepare<[number, Uint8Array], InvitationRow>(
    'SELECT role, uses, used, expires_at_ms FROM invitation WHERE log = ? AND key = ?',
  )
  const vouched = store
    .prepare<[number, Uint8Array, Uint8Array], number>(
      'SELECT 1 FROM vouch WHERE log = ? AND voucher = ? AND member = ?',
    )
    .pluck()
  const ballotsOf = store.prepare<[number], number>('SELECT count(*) FROM ballot WHERE proposal = ?').pluck()
  const inElectorate = store
    .prepare<[number, Uint8Array], number>('SELECT 1 FROM voter WHERE proposal = ? AND key = ?')
    .pluck()
  const assemblyOf = openAssemblyReaders(store)

  const ballots = openBallots(store)
  const delegations = openDelegations(store)
  const objections = openObjectionReader(store)
  const paper = openPaperReader(store)

  return log => {
    const cid = logId.get(log)
    const charter = once(generation, () => {
      const bytes = charterOf.get(log)
      return bytes && readStored(charterCodec, bytes)
    })
    const feed = once(generation, () => feedOf(log))
    return {
      log: cid === undefined ? null : storedCid(cid),
      verify: verifyOneNatively,
      charter,
      feed,
      member(key) {
        const row = memberOf.get(log, fromHex(key))
        return row && { key, ...row }
      },
      invitation(key) {
        const row = invitationOf.get(log, fromHex(key))
        return row && { key, role: row.role, uses: row.uses, used: row.used, expiresAtMs: row.expires_at_ms }
      },
      keys: keys.reader(log),
      hasVouched: (voucher, member) => vouched.get(log, fromHex(voucher), fromHex(member)) !== undefined,
      proposal(id) {
        const proposal = proposals.get(id)
        return proposal?.log === log ? proposal : undefined
      },
      ballotCount(id) {
        const proposal = proposals.get(id)
        return proposal ? (ballotsOf.get(proposal.row) ?? 0) : 0
      },
      isInElectorate(id, ballotKey) {
        const proposal = proposals.get(id)
        return proposal !== undefined && inElectorate.get(proposal.row, fromHex(ballotKey)) !== undefined
      },
      directCount(id) {
        const proposal = proposals.get(id)
        return proposal ? ballots.directCount(proposal) : { ballots: 0, counts: [] }
      },
      hasDelegation: (member, scope) => delegations.has(log, member, scope),
      hasDelegations(id, atMs) {
        const proposal = proposals.get(id)
        return proposal !== undefined && isAnyone(delegations.applying(log, proposal, atMs))
      },
      objections,
      paper,
      life: lifeReader(life, log),
      amending: charters.reader(log),
      ticket: key => federations.ticket(log, key),
      told: telling => federations.told(log, telling),
      group: id => federations.group(log, id),
      groups: () => federations.groups(log),
      groupOfSteward: key => federations.groups(log).find(group => group.state === 'member' && signsFor(group, key)),
      expulsionGrounds: group => federations.expulsionGrounds(log, group),
      seatings: () => federations.seatings(log),
      council: federations.motions.reader(log),
      mergers: () => federations.mergers(log),
      isMemberOf: federation => federations.isMemberOf(log, federation),
      federations: () => federations.memberOf(log),
      federationProposal(id) {
        const proposal = federations.proposal(id)
        return proposal?.log === log ? proposal : undefined
      },
      vetoes: { ...federations.vetoes, unsettled: () => unsettledIn(federations, log) },
      offer: first => federations.offer(log, first),
      assembly: assemblyOf(log),
    }
  }
}

/** Decided proposals with clauses that still wait for mediation, or for the vote after it. */
function unsettledIn(federations: Federations, log: number): Cid[] {
  return federations.vetoes.suspended(log).flatMap(({ proposal: id, revote }) => {
    const decision = federations.proposal(id)?.decision
    const isVotedOn = revote !== null && federations.proposal(revote)?.state === 'decided'
    const left = decision && !isVotedOn ? unsettledVetoes(decision.body, federations.vetoes.of(id)) : []
    return left.length > 0 ? [id] : []
  })
}

/** Whether anybody is delegated to. */
function isAnyone(applying: ReadonlyMap<unknown, StoredDelegation>): boolean {
  return [...applying.values()].some(({ to }) => to !== null)
}

/** Keeps the first answer that is there, for one generation; asks again while there is none. */
function once<T>(generation: () => number, read: () => T | undefined): () => T | undefined {
  let held: T | undefined
  let since = -1
  return () => {
    if (since !== generation()) held = undefined
    since = generation()
    held ??= read()
    return held
  }
}
