import { type CanonicalMap, isCanonicalMap } from '../bytes/canonical.ts'
import type { Cid } from '../bytes/cid.ts'
import { plainName } from '../bytes/plain-name.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import {
  boolean,
  type Codec,
  cid,
  type Infer,
  integer,
  nullable,
  object,
  optional,
  problem,
  publicKey,
  rational as rationalCodec,
  text,
} from '../bytes/schema.ts'
import { requirePermission } from '../group/membership.ts'
import { permits, role } from '../group/role.ts'
import type { KnownEntry } from '../kinds.ts'
import type { AssemblyReader, LogReader } from '../log-reader.ts'
import { isRefusal, type Refusal, refuse } from '../refusal.ts'
import { ballotRule } from './election-ballot.ts'
import { ON_THE_WAY_MS } from './on-the-way.ts'
import { checkTerms, LONGEST_VOTE_MS, type ProposalOpened, SHORTEST_VOTE_MS } from './proposal.ts'
import { requireAssembly } from './sortition.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
const LONGEST_NOMINATING_MS = 90 * DAY_MS
export const SHORTEST_TERM_MS = HOUR_MS
export const LONGEST_TERM_MS = 10 * 366 * DAY_MS

/** A rule of a method without its options, which will be the candidates, and without its seats. */
const ballotTemplate: Codec<CanonicalMap> = {
  encode: value => value,
  decode: value => (isCanonicalMap(value) ? value : problem('not a map')),
}

/** Some members are to be elected for a time: everything that decides who, but the candidates. */
export const electionCalled = object({
  /** What they will be called: coordinator. */
  office: text({ min: 1, max: 120 }),
  text: text({ min: 0, max: 20_000 }),
  /** What they are in the group while they hold the office; null where the office gives no role. */
  role: nullable(role),
  seats: integer({ min: 1, max: 50 }),
  ballot: ballotTemplate,
  quorum: rationalCodec,
  nominationsUntilMs: integer({ min: 0 }),
  votesUntilMs: integer({ min: 0 }),
  /** How long they hold it, from the close of the vote. */
  termMs: integer({ min: SHORTEST_TERM_MS, max: LONGEST_TERM_MS }),
  /** The federation on whose council who is elected sits for the group. */
  council: optional(cid),
})
/** A member puts up another, or themselves. */
export const electionNominated = object({ election: cid, nominee: publicKey })
/** Whether who was put up will stand, and what they have to say; the last by `seq` counts. */
export const electionAnswered = object({ election: cid, accepts: boolean, statement: text({ min: 0, max: 2_000 }) })
/** Who holds an office leaves it before its time. */
export const officeResigned = object({ election: cid })

export type ElectionCalled = Infer<typeof electionCalled>

/** An election as its log knows it. */
export type ElectionRecord = ElectionCalled & {
  readonly id: Cid
  readonly by: PublicKeyHex
  /** The vote between the candidates. */
  readonly proposal: Cid | null
}

/** A member who will stand, by the name that the ballot shows. */
export type Candidate = { readonly key: PublicKeyHex; readonly name: string }

/**
 * What the ballot calls each candidate: their name, and where it is another's too the beginning of their key behind it.
 * In an order that follows from the names.
 */
export function candidateOptions(candidates: readonly Candidate[]): { option: string; key: PublicKeyHex }[] {
  const named = new Map<string, number>()
  for (const { name } of candidates) named.set(plainName(name), (named.get(plainName(name)) ?? 0) + 1)
  const optionOf = ({ key, name }: Candidate) => {
    const shown = plainName(name)
    return shown !== '' && named.get(shown) === 1 ? shown : `${shown} (${key.slice(0, 12)})`.trim()
  }
  return candidates
    .map(candidate => ({ option: optionOf(candidate), key: candidate.key }))
    .sort((a, b) => (a.option < b.option ? -1 : 1))
}

/** The vote that the node opens once nominations are over; `election/too-few` where too few will stand. */
export function proposalOfElection(
  election: ElectionRecord,
  candidates: readonly Candidate[],
  nowMs: number,
): ProposalOpened | Refusal {
  const { id, office, text, quorum, seats, votesUntilMs } = election
  const tooFew = refuse('election/too-few', { candidates: candidates.length, seats })
  if (candidates.length < seats) return tooFew
  const method = ballotRule(
    election,
    candidateOptions(candidates).map(({ option }) => option),
  )
  if (isRefusal(method)) return tooFew
  return {
    title: office,
    text,
    method,
    quorum,
    // A node that was off still gives people an hour.
    closesAtMs: Math.max(votesUntilMs, nowMs + SHORTEST_VOTE_MS + MINUTE_MS),
    closesEarly: false,
    answers: null,
    origin: { type: 'election', id },
  }
}

export function judgeElectionCalled(
  { entry, body }: KnownEntry<'election/called'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const assembly = requireAssembly(reader, 'election/called')
  if (isRefusal(assembly)) return assembly
  const bad = (field: string, found: string) => refuse('election/bad', { field, problem: found })
  const nominatingMs = body.nominationsUntilMs - nowMs
  if (nominatingMs < HOUR_MS - ON_THE_WAY_MS || nominatingMs > LONGEST_NOMINATING_MS) {
    return bad('nominationsUntilMs', 'in less than an hour or more than 90 days')
  }
  const votingMs = body.votesUntilMs - body.nominationsUntilMs
  if (votingMs < SHORTEST_VOTE_MS || votingMs > LONGEST_VOTE_MS) {
    return bad('votesUntilMs', 'less than an hour or more than 14 days after the nominations')
  }
  if (body.role !== null && !permits(body.role, 'vote')) return bad('role', 'not one that may vote')
  if (body.council !== undefined && body.seats !== 1) return bad('seats', 'a group has one seat on a council')
  if (body.council !== undefined && !reader.isMemberOf(body.council)) return refuse('federation/not-a-member')
  // As with so many candidates as there have to be, whatever they will be called.
  const standIns = Array.from({ length: Math.max(2, body.seats) }, (_, i) => `${i + 1}`)
  const method = ballotRule(body, standIns)
  if (isRefusal(method)) return method
  return (
    checkTerms({ quorum: body.quorum, method }, reader.charter()) ??
    requirePermission(reader, entry.header.by, 'govern')
  )
}

/** Any member may put up any other who may vote, once, while nominations last. */
export function judgeElectionNominated(
  { entry, body }: KnownEntry<'election/nominated'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const found = nominating(reader, body.election, nowMs)
  if (isRefusal(found)) return found
  if (found.isNominated(body.election, body.nominee)) return refuse('election/already')
  return (
    requirePermission(reader, entry.header.by, 'vote') ??
    (body.nominee === entry.header.by ? undefined : requirePermission(reader, body.nominee, 'vote'))
  )
}

/** Who was put up says so, and may say otherwise while nominations last. */
export function judgeElectionAnswered(
  { entry, body }: KnownEntry<'election/answered'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const found = nominating(reader, body.election, nowMs)
  if (isRefusal(found)) return found
  if (!found.isNominated(body.election, entry.header.by)) return refuse('election/not-nominated')
  return requirePermission(reader, entry.header.by, 'vote')
}

export function judgeOfficeResigned(
  { entry, body }: KnownEntry<'office/resigned'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const held = reader.assembly
    ?.terms(entry.header.by)
    .some(term => term.election === body.election && nowMs < term.untilMs)
  if (!held) return refuse('election/no-office')
}

function nominating(reader: LogReader, id: Cid, nowMs: number): AssemblyReader | Refusal {
  const { assembly } = reader
  const election = assembly?.election(id)
  if (!assembly || !election) return refuse('election/unknown')
  const { nominationsUntilMs } = election
  return nowMs > nominationsUntilMs ? refuse('election/late', { nominationsUntilMs }) : assembly
}
