import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { JudgedMandate } from '../../../protocol/federation/aggregate.ts'
import { decisionOf } from '../../../protocol/federation/decision.ts'
import { isEnough } from '../../../protocol/federation/expulsion.ts'
import { sameQuestion, wordsOf } from '../../../protocol/federation/proposal.ts'
import { takesPart } from '../../../protocol/federation/roster.ts'
import type { Span } from '../../../protocol/federation/span.ts'
import { mediationEndsMs } from '../../../protocol/federation/veto.ts'
import { LONGEST_VOTE_MS, SHORTEST_VOTE_MS } from '../../../protocol/governance/proposal.ts'
import { charterOfVote } from '../../../protocol/group/charter-entries.ts'
import { decodeEntry } from '../../../protocol/log/entry.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { refuseBelow, spanBelow } from './below.ts'
import { openCharterNotes } from './charter-notes.ts'
import { openCouncilClerk } from './council-clerk.ts'
import type { Membership } from './federations.ts'
import { noteFeeds } from './feed-notes.ts'
import { LOOK_AGAIN_MS, openFinality } from './finality.ts'
import { type FetchEvidence, openJudging } from './judging.ts'
import { openMandates } from './mandates.ts'
import { followMerger, hasEnded } from './merging.ts'
import { revoteOn } from './revote.ts'
import type { StoredFederationProposal } from './stored-proposals.ts'

/** Time that a level must have for its mandates: a question goes down at most some twenty levels. */
const SHORTEST_LEVEL_MS = 1_000

/** What the node does for its group's federations, and for its own if it is one. */
export type FederationClerk = {
  /** Everything that is due now: open what came down, mandate what was closed, decide what is complete. */
  settle(): Promise<void>
  nextDueMs(): number | null
}

export function openFederationClerk(core: Core, fetchEvidence: FetchEvidence): FederationClerk {
  const { federations, proposals } = core.projections
  const judging = openJudging(core, fetchEvidence)
  const mandates = openMandates(core, judging)
  const finality = openFinality(core)
  const council = openCouncilClerk(core, finality)
  const charterNotes = openCharterNotes(core)
  const report = (event: string, answer: unknown) => {
    if (isRefusal(answer)) core.log.warn({ code: answer.code, ...answer.detail }, event)
  }

  /** What goes wrong with one proposal, which others have written, must not keep this node from any other. */
  const attempt = async ({ id }: StoredFederationProposal, duty: () => Promise<void>) => {
    try {
      await duty()
    } catch (error) {
      core.log.error({ err: error, proposal: id }, 'duty-failed')
    }
  }

  /** A federation's proposal comes down: it opens here by itself where the charter says so. */
  const openBelow = async (own: LogRow, { federation }: Membership, asked: StoredFederationProposal) => {
    const charter = core.reader(own).charter()
    if (charter?.federatedProposals !== 'open-at-once') return
    const { title, text, clauses, method, closesAtMs, mandatesByMs } = asked
    const answers = { federation, proposal: asked.id }
    const usual = charter.decisions.method
    const rule = sameQuestion(method, usual) ? usual : method
    const now = core.now()
    if (charter.members === 'groups') {
      if (federations.answering(own.row, asked.id) || now >= closesAtMs) return
      // Half of the time between the ballots' end and the mandates' is this level's, the other half the one above's.
      const byMs = closesAtMs + Math.floor((mandatesByMs - closesAtMs) / 2)
      // Federations that are members of each other in a ring would hand a question round for ever.
      if (byMs - closesAtMs < SHORTEST_LEVEL_MS) return
      const terms = { title, text, method: rule, closesAtMs, mandatesByMs: byMs, answers }
      const body = { ...terms, ...(clauses ? { clauses } : {}) }
      return report('relay-refused', await core.write(own.id, 'federation/proposed', body))
    }
    if (proposals.answering(asked.id) || closesAtMs - now < SHORTEST_VOTE_MS) return
    const { quorum, activeDays } = charter.decisions
    const share = { quorum, ...(activeDays === undefined ? {} : { quorumOf: 'active' as const }) }
    const until = Math.min(closesAtMs, now + LONGEST_VOTE_MS)
    const body = { title, text: wordsOf(asked), method: rule, ...share, closesAtMs: until, closesEarly: true, answers }
    report('opening-refused', await core.write(own.id, 'proposal/opened', body))
  }

  const isFinal = (own: LogRow, id: Cid | undefined): boolean => {
    const proposal = id && federations.proposal(id)
    if (!proposal?.decision) return false
    const { entry, body } = proposal.decision
    return finality.isFinal(own, { entry, charter: proposal.charter, groups: body.groups })
  }

  /** What was closed or decided here goes up as this group's mandate: once, and again where a veto of its comes or goes. */
  const mandateUp = async (own: LogRow, membership: Membership, asked: StoredFederationProposal) => {
    const said = federations
      .mandates(asked.id)
      .filter(({ group, feed }) => group === own.id && feed === membership.feed)
      .toSorted((a, b) => b.revision - a.revision)
    const [last] = said
    const mayVeto = last?.position === 'against' || last?.position === 'veto'
    if (last && (!mayVeto || last.veto === mandates.ownVeto(own, asked))) return
    // What a federation says one level up is what it has decided for good.
    const answer = federations.answering(own.row, asked.id)
    if (answer && !isFinal(own, answer)) return
    const mandate = mandates.of(own, membership, asked)
    const revision = last ? last.revision + 1 : 0
    if (mandate)
      report('mandate-refused', await core.write(membership.feed, 'mandate/issued', { ...mandate, revision }))
  }

  /** A federation decides when every member group has spoken, or at the deadline for mandates. */
  const decide = async (own: LogRow, proposal: StoredFederationProposal) => {
    const isFinal = core.now() > proposal.mandatesByMs
    await judging.round(own, proposal, isFinal)
    const judged = judging.judged(proposal)
    if (!isFinal && awaitsVeto(proposal, judged)) return
    const spoken = new Set(judged.map(({ mandate }) => mandate.group))
    const members = federations.groups(own.row).filter(group => takesPart(group, proposal))
    if (members.length === 0 || (!isFinal && members.some(({ id }) => !spoken.has(id)))) return
    const body = decisionOf(proposal.id, judging.verdict(own, proposal), proposal.charter)
    report('decision-refused', await core.write(own.id, 'federation/decided', body))
  }

  /** A group that has raised a veto after its mandate went up will revise it. */
  const awaitsVeto = ({ id }: StoredFederationProposal, judged: readonly JudgedMandate[]): boolean =>
    federations.vetoes.of(id).some(veto => {
      const own = judged.filter(({ mandate, problem }) => mandate.group === veto.group && problem === null)
      const isAgainst = own.some(({ mandate }) => mandate.position === 'against')
      return veto.state === 'standing' && isAgainst && !own.some(({ mandate }) => mandate.veto === veto.id)
    })

  /** Mediation is over: what is not settled by then, the groups are asked again, by the share that the charter says. */
  const askAgain = async (own: LogRow) => {
    if (core.reader(own).charter()?.members !== 'groups') return
    for (const id of federations.vetoes.contested(own.row)) {
      const proposal = federations.proposal(id)
      const charter = proposal && charterOfVote(core.reader(own), proposal)
      const body = charter && revoteOn(charter, proposal, federations.vetoes.of(id), openedMs(id), core.now())
      if (body) report('revote-refused', await core.write(own.id, 'federation/proposed', body))
    }
  }
  const openedMs = (id: Cid): number => {
    const entry = core.tables.entry(id)
    const read = entry && decodeEntry(entry.signed)
    if (!read || isRefusal(read)) throw new Error('a proposal without its entry')
    return read.header.at
  }

  /** A group goes once what the charter asks for stands in the log. */
  const expel = async (own: LogRow) => {
    const charter = core.reader(own).charter()
    if (charter?.members !== 'groups') return
    for (const { id: group, state } of federations.groups(own.row)) {
      if (state !== 'member') continue
      const standing = federations.expulsionGrounds(own.row, group)
      const decision = standing.find(({ by }) => by === null)
      if (decision && !isFinal(own, federations.decidedBy(decision.entry))) continue
      const grounds = decision ? [decision] : standing
      const [first] = grounds
      if (!first || !isEnough(core.reader(own), grounds, core.now())) continue
      const body = { group, cause: first.cause, grounds: grounds.map(({ entry }) => entry) }
      report('expulsion-refused', await core.write(own.id, 'federation/expelled', body))
    }
  }

  /** Those above hear which federations are below, so that nobody can close a loop. */
  const tellSpan = async (own: LogRow, { feed }: Membership) => {
    const row = core.logs.get(feed)?.row
    const below = spanBelow(core, own)
    if (row === undefined || sameSpan(below, federations.span(row))) return
    report('span-refused', await core.write(feed, 'group/spans', { federations: below }))
  }

  const stored = (log: number, state?: 'open' | 'decided') =>
    federations.proposals(log, state).flatMap(id => federations.proposal(id) ?? [])

  return {
    async settle() {
      const own = core.ownGroup()
      if (!own) return
      finality.begin()
      for (const membership of federations.memberships(own.row)) {
        const above = core.logs.get(membership.federation)
        // In a loop of federations nothing is asked and nothing answered: every group would count many times.
        if (!above || refuseBelow(core, own, membership.federation)) continue
        if (hasEnded(core, above)) {
          report('merger-refused', await followMerger(core, own, membership))
          continue
        }
        await tellSpan(own, membership)
        await charterNotes.tell(own, membership)
        await council.seatElected(own, membership)
        for (const asked of stored(above.row, 'open')) {
          await attempt(asked, () => openBelow(own, membership, asked))
          await attempt(asked, () => mandateUp(own, membership, asked))
        }
      }
      if (hasEnded(core, own)) return
      await Promise.all(stored(own.row, 'open').map(proposal => attempt(proposal, () => decide(own, proposal))))
      await askAgain(own)
      await noteFeeds(core, own, [charterNotes.notes, council.notes])
      await council.decide(own)
      await expel(own)
    },
    nextDueMs() {
      const own = core.ownGroup()
      // What was open when the federation merged away stays so.
      if (!own || !core.reader(own).charter() || hasEnded(core, own)) return null
      const mediated = federations.vetoes.contested(own.row).flatMap(id => {
        const proposal = federations.proposal(id)
        const charter = proposal && charterOfVote(core.reader(own), proposal)
        const endsMs = charter && proposal.decision && mediationEndsMs(charter, proposal.decision.atMs)
        // What has been settled meanwhile is due no more.
        return endsMs !== undefined && endsMs >= core.now() ? [endsMs + 1] : []
      })
      const asked = stored(own.row, 'open').map(({ mandatesByMs }) => mandatesByMs + 1)
      const moved = federations.motions.open(own.row).map(({ closesAtMs }) => closesAtMs + 1)
      const due = [...asked, ...mediated, ...moved, finality.nextDueMs() ?? []].flat()
      // What is overdue could not be done in the round that has just been.
      const next = due.map(dueMs => (dueMs > core.now() ? dueMs : core.now() + LOOK_AGAIN_MS))
      return next.length === 0 ? null : Math.min(...next)
    },
  }
}

function sameSpan(a: Span, b: Span): boolean {
  const text = (span: Span) => [...new Set(span.map(item => `${item.id} ${item.in}`))].sort().join('\n')
  return text(a) === text(b)
}
