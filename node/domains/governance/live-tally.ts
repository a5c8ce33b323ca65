import type { Cid } from '../../../protocol/bytes/cid.ts'
import { countProfile, type Profile } from '../../../protocol/governance/method.ts'
import { countObjections } from '../../../protocol/governance/standing-objections.ts'
import { type Tally, tally } from '../../../protocol/governance/tally.ts'
import type { RollCall } from '../../../protocol/governance/vote-privacy.ts'
import type { Store } from '../../store/open.ts'
import { openDelegations } from '../delegation/delegations.ts'
import { openLivePassings } from '../delegation/live-passing.ts'
import { openPaperSheets } from '../paper/paper-sheets.ts'
import { openBallots } from './ballots.ts'
import { openClosedTally } from './closed-tally.ts'
import { openObjections } from './objections.ts'
import type { StoredProposal } from './proposals.ts'

/**
 * `final`: from the closing; else what the vote would come to if it ended now. `delegated`: whether votes that were passed on
 * are in it.
 */
export type StandingTally = Tally & { readonly final: boolean; readonly delegated: boolean }

/** Tallies as they stand, counted again when ballots have come in or delegations have changed. */
export type LiveTallies = {
  /**
   * @param rollCall whose vote anybody may know after the close. Where that is not everyone's to know, an open vote is counted
   * without what was passed on: members could pass their votes on to one after the other, and read off what each has voted.
   */
  of(proposal: StoredProposal, rollCall: RollCall): StandingTally
}

type Kept = { readonly tally: StandingTally; readonly newest: number; readonly atMs: number; readonly tookMs: number }

/** A tally that is asked for all the time is this old at most, and takes a tenth of the time at most. */
const FRESH_MS = 50
const SHARE = 10
/** Delegations expire while nothing else happens. */
const OLDEST_MS = 10_000
const MOST_KEPT = 500
const UNCOUNTED = { counted: 0, spoilt: 0, unsettled: 0 }
/** Nobody knows the seed before the close: until then a draw stands in the order of the options' names. */
const NO_SEED = new Uint8Array(32)

/**
 * @param elapsedMs a clock that only goes forward.
 * @param now the node's clock, by which delegations expire.
 */
export function openLiveTallies(store: Store, elapsedMs: () => number, now: () => number): LiveTallies {
  const ballots = openBallots(store)
  const represented = openLivePassings(store)
  const closedTally = openClosedTally(store)
  const newestOf = store.prepare<[number], number>('SELECT max(position) FROM ballot WHERE proposal = ?').pluck()
  const delegations = openDelegations(store)
  const objections = openObjections(store)
  const paper = openPaperSheets(store)
  const kept = new Map<Cid, Kept>()
  const newest = ({ id, row }: StoredProposal) =>
    Math.max(newestOf.get(row) ?? 0, delegations.newest(), objections.newest(id), paper.newest(id))

  // Who votes on paper passes nothing on, which the network of delegations does not know.
  const withPassedOn = (proposal: StoredProposal): Profile =>
    proposal.state === 'open' && !proposal.paper
      ? ballots.profileWith(proposal, represented(proposal, now()))
      : ballots.profile(proposal, now())
  const standing = (proposal: StoredProposal, rollCall: RollCall): StandingTally => {
    const result = closedTally(proposal)
    if (result) return { ...result, final: true, delegated: true }
    const mayChange = proposal.state === 'open' && now() <= proposal.closesAtMs
    const delegated = rollCall === 'all' || !mayChange || delegations.newest() === 0
    const profile = delegated ? withPassedOn(proposal) : ballots.profileWith(proposal, new Map())
    const active = activeOrNobody(proposal)
    const counted = countProfile(proposal.method, profile)
    const { id } = proposal
    const sheets = proposal.paper && paper.said(id).count > 0 ? paper.tally(id) : undefined
    // Before the deadline the sheets are not in the count.
    const shown = sheets && now() <= proposal.closesAtMs ? { ...sheets, ...UNCOUNTED } : sheets
    const objected = countObjections(objections.said(id))
    const besides = { profile, active, objections: objected, ...(shown ? { paper: shown } : {}) }
    return { ...tally(proposal, proposal.electorate?.count ?? 0, counted, NO_SEED, besides), final: false, delegated }
  }
  const isFresh = (held: Kept, proposal: StoredProposal) => {
    if (held.tally.final !== (proposal.closed !== null)) return false
    if (held.tally.electorate !== (proposal.electorate?.count ?? 0)) return false
    if (held.tally.final || elapsedMs() - held.atMs < Math.max(FRESH_MS, held.tookMs * SHARE)) return true
    const mayExpire = (proposal.paper || delegations.newest() > 0) && elapsedMs() - held.atMs > OLDEST_MS
    return held.newest === newest(proposal) && !mayExpire
  }
  return {
    of(proposal, rollCall) {
      const held = kept.get(proposal.id)
      if (held && isFresh(held, proposal)) return held.tally
      const seen = newest(proposal)
      const began = elapsedMs()
      const counted = standing(proposal, rollCall)
      const atMs = elapsedMs()
      kept.delete(proposal.id)
      kept.set(proposal.id, { tally: counted, newest: seen, atMs, tookMs: atMs - began })
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST_KEPT) break
        kept.delete(oldest)
      }
      return counted
    },
  }
}

/** Until the electorate is frozen nobody is counted. */
function activeOrNobody({ electorate }: StoredProposal): number | undefined {
  return electorate ? electorate.active?.count : 0
}
