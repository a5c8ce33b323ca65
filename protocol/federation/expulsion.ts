import type { Cid } from '../bytes/cid.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { cid, list, object, text } from '../bytes/schema.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'

/** Why a group is to go: what people read, and what its members are told. */
const cause = text({ min: 1, max: 2_000 })

/** A proposal that names a group to be expelled carries this: passing it is the ground for the expulsion. */
export const expels = object({ group: cid, cause })

/** One of the stewards that the charter names wants the group out. */
export const expulsionBacked = object({ group: cid, cause })

/** The federation's node carries an expulsion out, on grounds that stand in its log: a decision, or stewards' entries. */
export const groupExpelled = object({ group: cid, cause, grounds: list(cid, { min: 1, max: 50 }) })

/** What speaks for expelling a group since it last joined: an accepted decision (`by` is null), or one steward's entry. */
export type ExpulsionGround = {
  readonly entry: Cid
  readonly group: Cid
  readonly by: PublicKeyHex | null
  readonly cause: string
}

/** A charter that says nothing leaves it to the member groups. */
export function expelsBy(charter: ReturnType<LogReader['charter']>): 'decision' | 'stewards' {
  return charter?.federation?.expulsion ?? 'decision'
}

export function judgeExpulsionBacked(
  { entry, body }: KnownEntry<'federation/expulsion-backed'>,
  reader: LogReader,
): Refusal | undefined {
  const charter = reader.charter()
  if (charter?.members !== 'groups' || expelsBy(charter) !== 'stewards') {
    return refuse('entry/not-for-this-log', { kind: 'federation/expulsion-backed' })
  }
  const { by } = entry.header
  if (!charter.stewards.includes(by)) return refuse('member/not-allowed', { permission: 'govern' })
  if (reader.group(body.group)?.state !== 'member') return refuse('federation/not-a-member')
  const isSaid = reader.expulsionGrounds(body.group).some(ground => ground.by === by)
  if (isSaid) return refuse('federation/expulsion-backed', { group: body.group })
}

/** By the charter's rule: one accepted decision that names the group, or as many stewards as it takes to change the charter. */
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
  if (!isEnough(charter, named) || named.length !== new Set(body.grounds).size) {
    return refuse('federation/no-ground', { group: body.group })
  }
}

/** Whether these grounds, all for one group, expel it by the charter's rule. */
export function isEnough(
  charter: NonNullable<ReturnType<LogReader['charter']>>,
  grounds: readonly ExpulsionGround[],
): boolean {
  if (expelsBy(charter) === 'decision') return grounds.some(({ by }) => by === null)
  return new Set(grounds.map(({ by }) => by)).size >= charter.threshold && grounds.every(({ by }) => by !== null)
}
