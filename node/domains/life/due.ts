import type { Cid } from '../../../protocol/bytes/cid.ts'
import { plainName } from '../../../protocol/bytes/plain-name.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { hasLapsed, mayBack, REQUEST_LAPSES_MS } from '../../../protocol/group/lost-key.ts'
import { requireOwnPermission, requirePermission } from '../../../protocol/group/membership.ts'
import { withOffices } from '../../../protocol/group/office.ts'
import type { LogReader } from '../../../protocol/log-reader.ts'
import type { Core } from '../../core.ts'
import { openElections } from '../assembly/elections.ts'
import { openAwaited } from '../federation/awaited.ts'
import { openCouncilDue } from '../federation/council-due.ts'
import { openMotionsDue } from '../federation/motions-due.ts'
import type { openBallotKeys } from '../governance/ballot-keys.ts'
import { openObjections } from '../governance/objections.ts'
import type { Voters } from '../governance/voters.ts'
import { openReminderTables } from './reminder-tables.ts'

/** Something that waits for one member. */
export type DueItem = {
  readonly kind:
    | 'vote'
    | 'task'
    | 'evaluation'
    | 'review'
    | 'objection'
    | 'draft'
    | 'amendment'
    | 'nomination'
    | 'agreement'
    | 'motion'
    | 'request'
    | 'key'
    | 'mediation'
    | 'round'
    | 'merger'
    | 'fork'
    | 'expulsion'
  /** The vote, task, draft, objection, amendment, election, veto, motion, offer, request for a membership, federation's vote or group. */
  readonly subject: Cid
  /** The vote, draft, election, federation's vote, offer or federation where it is to be done; of a request itself. */
  readonly at: Cid
  readonly title: string
  readonly dueAtMs: number | null
}

export type Due = ReturnType<typeof openDue>

/**
 * What waits for a member: votes that close soon and lack their ballot, their tasks that are due soon, what they are to look
 * back on, drafts that they were asked into and have not written in, amendments to their own drafts, elections in which they
 * were put up, drafts that they may review, objections that they may judge, requests of who has lost their key, motions of a
 * council on which they sit; and for stewards what other groups await of theirs, and what keeping a federation asks. What has been done, or no longer can be, waits no more.
 */
export function openDue({
  core,
  voters,
  ballotKeyOf,
}: {
  core: Core
  voters: Voters
  ballotKeyOf: ReturnType<typeof openBallotKeys>
}) {
  const { proposals, life } = core.projections
  const reminders = openReminderTables(core.store)
  const objections = openObjections(core.store)
  const elections = openElections(core.store)
  const awaited = openAwaited(core)
  const council = openCouncilDue(core)
  const motions = openMotionsDue(core)

  const votes = (log: number, member: PublicKeyHex): DueItem[] =>
    proposals.list(log, 'open').flatMap(id => {
      const proposal = proposals.get(id)
      if (!proposal || core.now() > proposal.closesAtMs || !reminders.isTold('vote', id)) return []
      const ballotKey = ballotKeyOf(id, member)
      if (!ballotKey || voters.highestSeq(proposal, ballotKey.key) !== 0) return []
      // What the lost key would have voted in, the new one cannot.
      if (core.projections.keys.reader(log).isOfReplaced(id, ballotKey.key)) return []
      return [{ kind: 'vote', subject: id, at: id, title: proposal.title, dueAtMs: proposal.closesAtMs }]
    })
  const tasks = (log: number, member: PublicKeyHex): DueItem[] =>
    life.followUp
      .openTasks(log)
      .filter(({ id, assignee }) => assignee === member && reminders.isTold('task', id))
      .map(({ id, proposal, title, dueAtMs }) => ({ kind: 'task', subject: id, at: proposal, title, dueAtMs }))
  const evaluations = (log: number, isTheirs: (by: PublicKeyHex) => boolean): DueItem[] =>
    reminders.toldOf('evaluation').flatMap(id => {
      const proposal = proposals.get(id)
      if (proposal?.log !== log || !isTheirs(proposal.by) || !life.results.of(id)?.accepted) return []
      if (life.followUp.evaluations(id).length > 0) return []
      const dueAtMs = proposal.evaluatesAtMs ?? null
      return [{ kind: 'evaluation', subject: id, at: id, title: proposal.title, dueAtMs }]
    })
  const reviews = (log: number, member: PublicKeyHex): DueItem[] =>
    life.drafts
      .inReview(log)
      .filter(({ by }) => by !== member)
      .map(({ id, title }) => ({ kind: 'review', subject: id, at: id, title, dueAtMs: null }))
  const invitations = (log: number, member: PublicKeyHex): DueItem[] =>
    life.drafts
      .list(log)
      .filter(({ state, by, openTo }) => state === 'draft' && by !== member && openTo?.includes(member))
      .filter(({ id }) => !life.drafts.revisions(id).some(({ by }) => by === member))
      .map(({ id, title }) => ({ kind: 'draft', subject: id, at: id, title, dueAtMs: null }))
  const amendments = (log: number, member: PublicKeyHex): DueItem[] =>
    life.drafts
      .list(log)
      .filter(({ state, by }) => state !== 'opened' && by === member)
      .flatMap(({ id: at, title }) =>
        life.amendments
          .list(at)
          .filter(({ state }) => state === 'offered')
          .map(({ id }) => ({ kind: 'amendment', subject: id, at, title, dueAtMs: null })),
      )
  const nominations = (log: number, member: PublicKeyHex): DueItem[] =>
    elections
      .pending(log)
      .filter(({ nominationsUntilMs }) => core.now() <= nominationsUntilMs)
      .filter(one => elections.nominees(one).some(({ key, accepts }) => key === member && accepts === null))
      .map(({ id, office: title, nominationsUntilMs: dueAtMs }) => {
        return { kind: 'nomination', subject: id, at: id, title, dueAtMs }
      })
  const judgements = (log: number, member: PublicKeyHex): DueItem[] =>
    proposals.list(log, 'open').flatMap(id => {
      const proposal = proposals.get(id)
      if (!proposal || core.now() > proposal.closesAtMs) return []
      const { title, closesAtMs: dueAtMs } = proposal
      return objections
        .list(id)
        .filter(({ by, state }) => state === 'raised' && by !== member)
        .map(one => ({ kind: 'objection', subject: one.id, at: id, title, dueAtMs }))
    })

  const lostKeys = (log: number, reader: LogReader, member: PublicKeyHex): DueItem[] =>
    core.projections.keys.open(log).flatMap(request => {
      const { id, member: loser, askedAtMs } = request
      if (hasLapsed(request, core.now()) || !mayBack(reader, member, request)) return []
      if (reader.keys?.backers(id).includes(member)) return []
      const title = plainName(reader.member(loser)?.name ?? '')
      return [{ kind: 'key', subject: id, at: id, title, dueAtMs: askedAtMs + REQUEST_LAPSES_MS }]
    })

  return {
    /** The soonest first; without a date last. */
    of(member: PublicKeyHex): DueItem[] {
      const own = core.ownGroup()
      if (!own) return []
      const reader = withOffices(core.reader(own), [core.now()])
      const charter = reader.charter()
      if (reader.member(member)?.state !== 'active') return []
      const mayReview = requirePermission(reader, member, 'review') === undefined
      const mayGovern = requirePermission(reader, member, 'govern') === undefined
      const mayJudge = requireOwnPermission(reader, member, 'review') === undefined
      const all = [
        ...votes(own.row, member),
        ...tasks(own.row, member),
        ...evaluations(own.row, by => by === member || mayReview),
        ...invitations(own.row, member),
        ...lostKeys(own.row, reader, member),
        ...amendments(own.row, member),
        ...nominations(own.row, member),
        ...motions(own, member),
        ...(mayReview ? reviews(own.row, member) : []),
        ...(mayJudge ? judgements(own.row, member) : []),
        ...(mayGovern ? awaited(own) : []),
        ...(mayGovern && charter ? council.ofSeat(own, charter, member) : []),
        ...council.ofDelegate(own, member),
      ]
      return all.sort((a, b) => (a.dueAtMs ?? Number.MAX_SAFE_INTEGER) - (b.dueAtMs ?? Number.MAX_SAFE_INTEGER))
    },
  }
}
