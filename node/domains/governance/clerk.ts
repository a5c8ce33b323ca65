import type { Cid } from '../../../protocol/bytes/cid.ts'
import { type PublicKeyHex, publicKeyBytes, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { sha256 } from '../../../protocol/bytes/sha256.ts'
import { ballotsRoot } from '../../../protocol/governance/ballot.ts'
import { mayCloseEarly, refuseTooEarly, refuseUnsettledPaper } from '../../../protocol/governance/early-close.ts'
import { freezeElectorate } from '../../../protocol/governance/electorate.ts'
import { keyedByMs } from '../../../protocol/governance/paper-entries.ts'
import { closeObjections, countObjections } from '../../../protocol/governance/standing-objections.ts'
import { heededObjections } from '../../../protocol/governance/threshold.ts'
import { charterOfVote } from '../../../protocol/group/charter-entries.ts'
import { permits } from '../../../protocol/group/role.ts'
import { ballotFactor, blindPublicKey } from '../../../protocol/keys/ballot-key.ts'
import { isRefusal, type Refusal, refuse } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { nativeSha256 } from '../../log/native-sha256.ts'
import type { Ack } from '../../log/writer.ts'
import { openTableWriter } from '../delegation/table-writer.ts'
import { keyAmong } from '../group/keys.ts'
import { openMembers } from '../group/members.ts'
import { openPaperSheets } from '../paper/paper-sheets.ts'
import { openPaperWriter } from '../paper/paper-writer.ts'
import { openActiveVoters } from './active-voters.ts'
import { openBallots } from './ballots.ts'
import { openObjections } from './objections.ts'
import type { StoredProposal } from './proposals.ts'
import { openProposalSecrets, type ProposalSecret } from './secrets.ts'
import { openVotePrivacy } from './vote-privacy.ts'

/** What the node does for every vote of its group: draws the electorate at opening, closes at the deadline. */
export type Clerk = {
  /** The factor that blinds a member's key for one vote: for that member alone. The member is named by any key of theirs. */
  factor(proposal: Cid, member: PublicKeyHex): Uint8Array | undefined
  /** The key that is blinded: the one that signed for the member when the vote opened. */
  voterKey(proposal: Cid, member: PublicKeyHex): PublicKeyHex | undefined
  /** Closes a vote that is due; `proposal/too-early` before its deadline. */
  close(proposal: Cid): Promise<Ack | Refusal>
  /** Does everything that is due now. Safe to call at any time and again after a crash. */
  settle(): Promise<void>
  /** When something will be due by the clock alone; null while nothing will. */
  nextDueMs(): number | null
}

/** Keys blinded before others get a turn: a key takes about a millisecond. */
const KEYS_A_TURN = 10

export function openClerk(core: Core): Clerk {
  const { proposals, keys: memberKeys } = core.projections
  const members = openMembers(core.store)
  const secrets = openProposalSecrets(core.store)
  const ballots = openBallots(core.store)
  const objections = openObjections(core.store)
  const activeVoters = openActiveVoters(core.store, memberKeys)
  const sheets = openPaperSheets(core.store)
  const writeTable = openTableWriter(core)
  const writePaper = openPaperWriter(core)
  const privacyIn = openVotePrivacy(core)

  const freeze = async (proposal: StoredProposal, own: LogRow) => {
    const log = own.id
    const secret = secrets.get(proposal.id) ?? draw(proposal)
    const keys = await blind(proposal.id, secret)
    const charter = charterOfVote(core.reader(own), proposal)
    const active = activeVoters.commit(proposal, secret, charter?.decisions.activeDays)
    const parts = freezeElectorate(proposal.id, keys, sha256(secret.seed), { active, charter: proposal.charter })
    const seen = proposal.electorate?.partsSeen ?? 0
    for (const part of parts.slice(seen)) {
      const ack = await core.write(log, 'proposal/electorate', part)
      if (isRefusal(ack)) return void core.log.error({ code: ack.code, proposal: proposal.id }, 'electorate-refused')
    }
  }
  const blind = async (proposal: Cid, { members, blinding }: ProposalSecret): Promise<PublicKeyHex[]> => {
    const keys: PublicKeyHex[] = []
    for (const [i, member] of members.entries()) {
      if (i % KEYS_A_TURN === KEYS_A_TURN - 1) await new Promise(resolve => setImmediate(resolve))
      const key = publicKeyBytes(member)
      keys.push(publicKeyHex(blindPublicKey(key, ballotFactor(blinding, proposal, key))))
    }
    const log = core.ownGroup()?.row
    if (log === undefined) throw new Error('a vote without its group')
    const holders = members.map(key => memberKeys.memberOf(log, key))
    if (!secrets.hasKeys(proposal)) secrets.keepKeys(proposal, holders, keys)
    return keys
  }
  const draw = (proposal: StoredProposal) => {
    const entitled = members.list(proposal.log).filter(({ state, role }) => state === 'active' && permits(role, 'vote'))
    const secret = {
      blinding: core.randomBytes(32),
      seed: core.randomBytes(32),
      members: entitled.map(({ key }) => memberKeys.current(proposal.log, key)),
      delegations: null,
    }
    secrets.keep(proposal.id, secret)
    return secret
  }
  const entitledKey = (id: Cid, { members: entitled }: ProposalSecret, member: PublicKeyHex) => {
    const log = proposals.get(id)?.log
    return log === undefined ? undefined : keyAmong(entitled, memberKeys.keysOf(log, memberKeys.memberOf(log, member)))
  }
  const closeOnce = async (id: Cid): Promise<Ack | Refusal> => {
    const own = core.ownGroup()
    const proposal = proposals.get(id)
    const secret = secrets.get(id)
    if (!own || !proposal || proposal.log !== own.row) return refuse('proposal/unknown')
    if (proposal.state === 'closed') return refuse('proposal/closed')
    if (!secret) return refuse('proposal/not-open', { state: proposal.state })
    const refusal =
      refuseTooEarly(proposal, core.reader(own), core.now()) ??
      (await writeTable(own, proposal)) ??
      (await writePaper(own, proposal))
    if (refusal) return refusal
    // Read again: with its tables the vote has another state.
    const ready = proposals.get(id) ?? proposal
    const { delegations, paperTable } = ready
    const said = sheets.closing(id)
    const keys = paperTable && { count: paperTable.count, root: paperTable.root }
    const objected = closeObjections(objections.said(id), nativeSha256)
    const privacy = privacyIn(ready)
    const ids = ballots.ids(ready)
    return core.write(own.id, 'proposal/closed', {
      proposal: id,
      ballots: { count: ids.length, root: ballotsRoot(ids, nativeSha256) },
      ...(delegations ? { delegations: { count: delegations.count, root: delegations.root } } : {}),
      ...(objected ? { objections: objected } : {}),
      ...(said && keys ? { paper: { ...said, keys } } : {}),
      seed: secret.seed,
      count: ballots.count(ready, core.now()),
      ...(privacy.rollCall === 'all' ? { blinding: secret.blinding } : {}),
    })
  }
  /** Who asks while a vote is being closed gets the answer of that. */
  const closing = new Map<Cid, Promise<Ack | Refusal>>()
  const close = (id: Cid): Promise<Ack | Refusal> => {
    const running = closing.get(id) ?? closeOnce(id).finally(() => closing.delete(id))
    closing.set(id, running)
    return running
  }
  /** While sheets are out after the deadline, only the end of keying is due by the clock. */
  const dueMs = (proposal: StoredProposal | undefined): number | undefined => {
    if (!proposal) return undefined
    const isOver = core.now() > proposal.closesAtMs
    return isOver && sheets.said(proposal.id).issued > 0 ? keyedByMs(proposal) : proposal.closesAtMs
  }
  const isDue = (proposal: StoredProposal) => {
    const nowMs = core.now()
    const unsettled = proposal.paper ? refuseUnsettledPaper(proposal, sheets.said(proposal.id), nowMs) : null
    if (unsettled !== null) return unsettled === undefined
    if (nowMs > proposal.closesAtMs) return true
    if (!proposal.closesEarly) return false
    const isComplete = ballots.isComplete(proposal)
    if (isComplete && !heededObjections(proposal)) return true
    if (!isComplete && proposal.closesEarly !== 'settled') return false
    const standing = countObjections(objections.said(proposal.id))
    const { electorate } = proposal
    const besides = { objections: standing, active: electorate?.active?.count }
    return mayCloseEarly(proposal, electorate?.count ?? 0, ballots.directCount(proposal), besides)
  }

  return {
    factor(id, member) {
      const secret = secrets.get(id)
      const key = secret && entitledKey(id, secret, member)
      return key && ballotFactor(secret.blinding, id, publicKeyBytes(key))
    },
    voterKey(id, member) {
      const secret = secrets.get(id)
      return secret && entitledKey(id, secret, member)
    },
    close,
    async settle() {
      const own = core.ownGroup()
      if (!own) return
      const stored = (state: 'opening' | 'open') =>
        proposals.list(own.row, state).flatMap(id => proposals.get(id) ?? [])
      for (const proposal of stored('opening')) await freeze(proposal, own)
      for (const proposal of stored('open')) {
        const secret = secrets.hasKeys(proposal.id) ? undefined : secrets.get(proposal.id)
        if (secret) await blind(proposal.id, secret)
        if (!isDue(proposal)) continue
        const answer = await close(proposal.id)
        // A ballot that came in while the count was made is counted by the next round.
        if (isRefusal(answer)) core.log.warn({ code: answer.code, proposal: proposal.id }, 'closing-refused')
      }
    },
    nextDueMs() {
      const own = core.ownGroup()
      if (!own) return null
      const deadlines = proposals.list(own.row, 'open').flatMap(id => dueMs(proposals.get(id)) ?? [])
      return deadlines.length === 0 ? null : Math.min(...deadlines)
    },
  }
}
