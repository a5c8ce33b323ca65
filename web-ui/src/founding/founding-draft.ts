import { ROLL_CALLS } from '../../../protocol/governance/vote-privacy.ts'
import type { Group } from '../api/shapes.ts'

export const ADMISSIONS = ['invited', 'approved', 'vouched', 'open'] as const satisfies readonly Group['admission'][]
export const READINGS = ['members', 'anyone'] as const satisfies readonly Group['reading'][]

/** How many days back members count as active, for quorums of those; none where a quorum is of all members. */
export const ACTIVE_DAYS = ['', '90', '180', '365'] as const

/** What the first steward has answered so far; every answer but the two names stands already. */
export type FoundingDraft = {
  readonly name: string
  readonly purpose: string
  /** Latitude and longitude as they were typed; may be empty. */
  readonly place: string
  readonly admission: Group['admission']
  readonly reading: Group['reading']
  readonly rollCall: Group['rollCall']
  readonly hidesTally: boolean
  readonly activeDays: (typeof ACTIVE_DAYS)[number]
  readonly founder: string
}

export const emptyFounding: FoundingDraft = {
  name: '',
  purpose: '',
  place: '',
  admission: 'invited',
  reading: 'members',
  rollCall: 'voter',
  hidesTally: false,
  activeDays: '',
  founder: '',
}

const PLACE = 'comunal.founding'

/** What was answered before the page was loaded again. */
export function readFounding(storage: Storage): FoundingDraft {
  try {
    const stored: unknown = JSON.parse(storage.getItem(PLACE) ?? 'null')
    return isFounding(stored) ? stored : emptyFounding
  } catch {
    return emptyFounding
  }
}

export function keepFounding(storage: Storage, draft: FoundingDraft): void {
  storage.setItem(PLACE, JSON.stringify(draft))
}

export function forgetFounding(storage: Storage): void {
  storage.removeItem(PLACE)
}

const CHOICES = { admission: ADMISSIONS, reading: READINGS, rollCall: ROLL_CALLS, activeDays: ACTIVE_DAYS }

function isFounding(value: unknown): value is FoundingDraft {
  if (typeof value !== 'object' || value === null) return false
  const field = (name: string): unknown => Reflect.get(value, name)
  const isLike = Object.entries(emptyFounding).every(([name, empty]) => typeof field(name) === typeof empty)
  return isLike && Object.entries(CHOICES).every(([name, all]) => all.some(one => one === field(name)))
}
