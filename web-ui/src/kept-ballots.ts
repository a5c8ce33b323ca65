import type { Choice } from '../../protocol/governance/choice.ts'
import { OWN_BALLOTS } from './own-places.ts'

/** A ballot that this device cast. `seq` is the voter's own counter: a later vote needs a higher one. */
export type KeptBallot = {
  readonly proposal: string
  readonly title: string
  /** Entry id; the receipt is asked for by it. */
  readonly id: string
  readonly choice: Choice
  readonly seq: number
  readonly atMs: number
}

/** Enough for years of votes; the oldest make room. */
const MOST = 500

/** The ballots of this device, newest first. */
export function readBallots(storage: Storage): readonly KeptBallot[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(OWN_BALLOTS) ?? '[]')
    return Array.isArray(stored) ? stored.filter(isKeptBallot) : []
  } catch {
    return []
  }
}

/** Keeps a ballot in place of an earlier one for the same proposal. */
export function keepBallot(storage: Storage, ballot: KeptBallot): void {
  const others = readBallots(storage).filter(({ proposal }) => proposal !== ballot.proposal)
  storage.setItem(OWN_BALLOTS, JSON.stringify([ballot, ...others].slice(0, MOST)))
}

function isKeptBallot(value: unknown): value is KeptBallot {
  if (typeof value !== 'object' || value === null) return false
  const field = (name: string): unknown => Reflect.get(value, name)
  return (
    ['proposal', 'title', 'id'].every(name => typeof field(name) === 'string') &&
    ['seq', 'atMs'].every(name => typeof field(name) === 'number') &&
    typeof field('choice') === 'object' &&
    field('choice') !== null
  )
}
