import type { Cid } from '../bytes/cid.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { cid, list, object, text } from '../bytes/schema.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { requireSeat, seatsAt } from './council.ts'

/** Why a group is to go: what people read, and what its members are told. */
const cause = text({ min: 1, max: 2_000 })

/** A proposal that names a group to be expelled carries this: passing it is the ground for the expulsion. */
export const expels = object({ group: cid, cause })

/** One of the stewards that the charter names, or of the delegates on the council, wants the group out. */
export const expulsionBacked = object({ group: cid, cause })

/** The federation's node carries an expulsion out, on grounds that stand in its log: a decision, or the entries of stewards or delegates. */
export const groupExpelled = object({ group: cid, cause, grounds: list(cid, { min: 1, max: 50 }) })

/** What speaks for expelling a group since it last joined: an accepted decision (`by` is null), or one steward's or delegate's entry. */
export type ExpulsionGround = {
  readonly entry: Cid
  readonly group: Cid
  readonly by: PublicKeyHex | null
  readonly cause: string
}

/** A charter that says nothing leaves it to the member groups. */
export function expelsBy(charter: ReturnType<LogReader['charter']>): 'decision' | 'stewards' | 'council' {
  return charter?.federation?.expulsion ?? 'decision'
}

export function judgeExpulsionBacked(
  { entry, body }: KnownEntry<'federation/expulsion-backed'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const charter = reader.charter()
  const rule = expelsBy(charter)
  if (charter?.members !== 'groups' || rule === 'decision') {
    return refuse('entry/not-for-this-log', { kind: 'federation/expulsion-backed' })
  }
  const { by, at } = entry.header
  const unseated = rule === 'council' ? requireSeat(reader, by, [at, nowMs]) : undefined
  if (unseated) return unseated
  if (rule === 'stewards' && !charter.stewards.includes(by)) {
    return refuse('member/not-allowed', { permission: 'govern' })
  }
  if (reader.group(body.group)?.state !== 'member') return refuse('federation/not-a-member')
  const isSaid = reader.expulsionGrounds(body.group).some(ground => ground.by === by)
  if (isSaid) return refuse('federation/expulsion-backed', { group: body.group })
}

/** By the charter's rule: one accepted decision that names the group, enough stewards, or enough of the council. */
export function judgeExpelled(
  { entry, body }: KnownEntry<'federation/expelled'>,
  reader: LogReader,
): Refusal | undefined {
  const charter = reader.charter()
  if (charter?.members !== 'groups') return refuse('entry/not-for-this-log', { kind: 'federation/expelled' })
  if (entry.header.by !== charter.node) return refuse('member/not-allowed', { kind: 'federation/expelled' })
  if (reader.group(body.group)?.state !== 'member') return refuse('federation/not-a-member')
  const standing = reader.expulsionGrounds(body.group)
  const named = standing.filter(ground => body.grounds.includes(ground.entry))
  if (!isEnough(reader, named, entry.header.at) || named.length !== new Set(body.grounds).size) {
    return refuse('federation/no-ground', { group: body.group })
  }
}

/**
 * Whether these grounds, all for one group, expel it at a moment by the charter's rule. Of a council, the voices of those
 * who sit then, for more than half of the member groups: a seat that is empty is a voice that was not given. A decision goes
 * by the charter under which it was asked for, and stands whatever the rule has become since.
 */
export function isEnough(reader: LogReader, grounds: readonly ExpulsionGround[], atMs: number): boolean {
  const charter = reader.charter()
  const rule = expelsBy(charter)
  if (grounds.some(({ by }) => by === null)) return true
  const backers = new Set(grounds.map(({ by }) => by))
  if (!charter || rule === 'decision') return false
  if (rule === 'stewards') return charter.stewards.filter(key => backers.has(key)).length >= charter.threshold
  const voices = seatsAt(reader, atMs).filter(delegate => backers.has(delegate)).length
  return voices * 2 > reader.groups().filter(({ state }) => state === 'member').length
}
