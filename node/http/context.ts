import type { PublicKeyHex } from '../../protocol/bytes/public-key.ts'
import { type Activity, openActivity } from '../domains/activity.ts'
import { type Elections, openElections } from '../domains/assembly/elections.ts'
import { type Initiatives, openInitiatives } from '../domains/assembly/initiatives.ts'
import { openSortitions, type Sortitions } from '../domains/assembly/sortitions.ts'
import { openTerms, type Terms } from '../domains/assembly/terms.ts'
import { type Concentrations, openConcentration } from '../domains/delegation/concentration.ts'
import { openDelegations } from '../domains/delegation/delegations.ts'
import { openOwnVoice } from '../domains/delegation/own-voice.ts'
import { type Bulletins, openBulletins } from '../domains/federation/bulletins.ts'
import { type Levels, openLevels } from '../domains/federation/levels.ts'
import { type OfferDetails, openOfferDetails } from '../domains/federation/offer-details.ts'
import { type OfferWishes, openOfferWishes } from '../domains/federation/offer-wishes.ts'
import { openActiveVoters } from '../domains/governance/active-voters.ts'
import { openBallotKeys } from '../domains/governance/ballot-keys.ts'
import { openLiveTallies } from '../domains/governance/live-tally.ts'
import { openObjections, type StoredObjections } from '../domains/governance/objections.ts'
import { openRollCalls, type RollCalls } from '../domains/governance/roll-call.ts'
import { openStandings, type Standings } from '../domains/governance/standing.ts'
import { openVoters, type Voters } from '../domains/governance/voters.ts'
import { type Members, openMembers } from '../domains/group/members.ts'
import { openPieces } from '../domains/life/contributions.ts'
import { type Due, openDue } from '../domains/life/due.ts'
import { type LiveDrafts, openLiveDrafts } from '../domains/life/live/live-drafts.ts'
import { openPaperNotes, type PaperNotes } from '../domains/paper/paper-notes.ts'
import { openPaperSheets, type PaperSheets } from '../domains/paper/paper-sheets.ts'
import { openSearch, type Search } from '../domains/search/search.ts'
import { type Challenges, openChallenges } from './challenges.ts'
import { type Handovers, openHandovers } from './handovers.ts'
import { type Limit, limitRate } from './limits.ts'
import { type LiveListeners, openLiveListeners } from './live-listeners.ts'
import { type Metrics, openMetrics } from './metrics.ts'
import type { HttpParts } from './parts.ts'
import { openReading, type Reading } from './reading.ts'
import { openSessions, type Sessions } from './sessions.ts'
import { type LiveStream, openLiveStream } from './stream.ts'
import { type EvidenceVerifier, openEvidenceVerifier } from './verify-evidence.ts'

/** Everything that routes need to answer. */
export type Context = HttpParts & {
  readonly startedMs: number
  readonly sessions: Sessions
  readonly challenges: Challenges
  readonly handovers: Handovers
  readonly reading: Reading
  readonly members: Members
  readonly voters: Voters
  readonly piecesOf: ReturnType<typeof openPieces>
  readonly activeVoters: ReturnType<typeof openActiveVoters>
  readonly ballotKeyOf: ReturnType<typeof openBallotKeys>
  readonly due: Due
  readonly live: LiveDrafts
  readonly liveListeners: LiveListeners
  readonly objections: StoredObjections
  readonly paperSheets: PaperSheets
  readonly paperNotes: PaperNotes
  readonly standings: Standings
  readonly rollCalls: RollCalls
  readonly delegations: ReturnType<typeof openDelegations>
  readonly concentration: Concentrations
  readonly ownVoice: ReturnType<typeof openOwnVoice>
  readonly levels: Levels
  readonly bulletins: Bulletins
  readonly offerDetails: OfferDetails
  readonly offerWishes: OfferWishes
  readonly sortitions: Sortitions
  readonly initiatives: Initiatives
  readonly elections: Elections
  readonly terms: Terms
  readonly search: Search
  readonly activity: Activity
  readonly stream: LiveStream
  readonly metrics: Metrics
  readonly evidenceVerifier: EvidenceVerifier
  readonly limits: {
    readonly challenges: Limit
    readonly setup: Limit
    readonly verifying: Limit
    readonly writing: Limit
    readonly witnessing: Limit
    /** What strangers look for and have written: requests for the membership of somebody who lost their key. */
    readonly asking: Limit
    readonly naming: Limit
  }
}

const MINUTE_MS = 60_000

export function openContext(parts: HttpParts): Context {
  const { core, clerk, network, reminders } = parts
  const { now, randomBytes, store } = core
  const { keys } = core.projections
  const memberOf = (key: PublicKeyHex) => {
    const own = core.ownGroup()?.row
    if (own === undefined) return key
    return keys.isReplaced(own, key) ? undefined : keys.memberOf(own, key)
  }
  const sessions = openSessions({ store, now, randomBytes, memberOf })
  const activity = openActivity(store)
  const voters = openVoters(store)
  const ballotKeyOf = openBallotKeys(clerk)
  const reading = openReading(core, sessions, ballotKeyOf)
  const due = openDue({ core, voters, ballotKeyOf })
  const live = openLiveDrafts(core)
  return {
    ...parts,
    startedMs: performance.now(),
    sessions,
    reading,
    challenges: openChallenges({ nodeKey: core.signer.publicKey, now, randomBytes }),
    handovers: openHandovers(now),
    members: openMembers(store),
    voters,
    due,
    live,
    liveListeners: openLiveListeners(live),
    piecesOf: openPieces(),
    activeVoters: openActiveVoters(store, keys),
    ballotKeyOf,
    objections: openObjections(store),
    paperSheets: openPaperSheets(store),
    paperNotes: openPaperNotes(store),
    standings: openStandings(
      core,
      openLiveTallies(store, () => performance.now(), now),
    ),
    rollCalls: openRollCalls(store),
    delegations: openDelegations(store),
    concentration: openConcentration(core),
    ownVoice: openOwnVoice(core),
    levels: openLevels(core),
    bulletins: openBulletins(core),
    offerDetails: openOfferDetails(core),
    offerWishes: openOfferWishes(store),
    sortitions: openSortitions(store),
    initiatives: openInitiatives(store),
    elections: openElections(store),
    terms: openTerms(store),
    activity,
    search: openSearch(store),
    stream: openLiveStream({ core, activity, network, reminders, due }),
    metrics: openMetrics(core, network),
    evidenceVerifier: openEvidenceVerifier(),
    limits: {
      challenges: limitRate({ most: 60, everyMs: MINUTE_MS, now }),
      setup: limitRate({ most: 20, everyMs: MINUTE_MS, now }),
      verifying: limitRate({ most: 10, everyMs: MINUTE_MS, now }),
      // A page sends what was typed a few times a second.
      writing: limitRate({ most: 900, everyMs: MINUTE_MS, now }),
      witnessing: limitRate({ most: 120, everyMs: MINUTE_MS, now }),
      asking: limitRate({ most: 10, everyMs: 60 * MINUTE_MS, now }),
      naming: limitRate({ most: 30, everyMs: 60 * MINUTE_MS, now }),
    },
  }
}
