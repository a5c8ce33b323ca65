import { encodeCanonical } from '../bytes/canonical.ts'
import { toHex } from '../bytes/hex.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { replaces } from './ballot.ts'
import { type Choice, checkChoice, choiceCodec, type MethodRule } from './method.ts'

/** A reading in the log: `seq` is the teller's own counter, `index` its place. */
export type PaperReading = {
  readonly by: PublicKeyHex
  readonly seq: number
  readonly index: number
  readonly serial: string
  readonly choice: Choice | null
}

/** One sheet as its tellers read it: `agreed` once more of them, and at least two, read one thing than any other. */
export type PaperSheet = {
  readonly serial: string
  readonly readings: readonly PaperReading[]
  readonly agreed: { readonly choice: Choice | null } | null
}

/** How many sheets are out, and what became of them. */
export type PaperState = { readonly issued: number; readonly sheets: readonly PaperSheet[] }

/** The same in numbers: sheets that are out, that are agreed on, and that were read and are not agreed on. */
export type PaperStanding = { readonly issued: number; readonly agreed: number; readonly open: number }

export function paperStanding({ issued, sheets }: PaperState): PaperStanding {
  const agreed = sheets.filter(sheet => sheet.agreed).length
  return { issued, agreed, open: sheets.length - agreed }
}

/** Tellers who have to read the same for a sheet to count. */
const TELLERS_TO_AGREE = 2

/** The 32 signs of Crockford's Base32: without I, L, O and U, which are misread. */
const SERIAL = /^[0-9A-HJKMNP-TV-Z]{8}$/

/** What a serial looks like. */
export function isSerial(text: string): boolean {
  return SERIAL.test(text)
}

const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/**
 * The serial of a sheet: eight signs of Base32, five bits each. It is drawn by itself, so it leads to nobody.
 * @param random 5 random bytes.
 */
export function serialOf(random: Uint8Array): string {
  if (random.length !== 5) throw new RangeError('a serial takes 5 bytes')
  const bits = [...random].map(byte => byte.toString(2).padStart(8, '0')).join('')
  return Array.from({ length: 8 }, (_, i) => SIGNS[Number.parseInt(bits.slice(i * 5, i * 5 + 5), 2)]).join('')
}

/**
 * Every sheet with the readings that stand, in ascending order of serials. The order of the input does not matter: of one
 * teller's readings of a sheet the highest `seq` stands, then the later place.
 */
export function readSheets(readings: Iterable<PaperReading>): PaperSheet[] {
  const bySerial = new Map<string, Map<PublicKeyHex, PaperReading>>()
  for (const reading of readings) {
    const standing = bySerial.get(reading.serial) ?? new Map<PublicKeyHex, PaperReading>()
    bySerial.set(reading.serial, standing)
    const held = standing.get(reading.by)
    if (!held || replaces(reading, held)) standing.set(reading.by, reading)
  }
  return [...bySerial]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([serial, standing]) => {
      const read = [...standing.values()].sort((a, b) => a.index - b.index)
      return { serial, readings: read, agreed: agreedOf(read) }
    })
}

function agreedOf(readings: readonly PaperReading[]): PaperSheet['agreed'] {
  const alike = new Map<string, { choice: Choice | null; tellers: number }>()
  for (const { choice } of readings) {
    const key = sameAs(choice)
    alike.set(key, { choice: choice && inOrder(choice), tellers: (alike.get(key)?.tellers ?? 0) + 1 })
  }
  const [most, next] = [...alike.values()].sort((a, b) => b.tellers - a.tellers)
  if (!most || most.tellers < TELLERS_TO_AGREE || most.tellers === next?.tellers) return null
  return { choice: most.choice }
}

/** Equal for choices that say the same: the order counts in a ranking, and nowhere else. */
function sameAs(choice: Choice | null): string {
  return choice === null ? '' : toHex(encodeCanonical(choiceCodec.encode(inOrder(choice))))
}

function inOrder(choice: Choice): Choice {
  if ('approve' in choice) return { approve: choice.approve.toSorted() }
  if ('points' in choice) return { points: choice.points.toSorted(([a], [b]) => (a < b ? -1 : 1)) }
  return 'tiers' in choice ? { tiers: choice.tiers.map(tier => tier.toSorted()) } : choice
}

/** The choices on paper that count, and how many sheets are spoilt or not agreed on. */
export function countPaper({ issued, sheets }: PaperState): {
  readonly issued: number
  readonly choices: readonly Choice[]
  readonly spoilt: number
  readonly open: number
} {
  const agreed = sheets.flatMap(sheet => sheet.agreed ?? [])
  const choices = agreed.flatMap(({ choice }) => choice ?? [])
  return { issued, choices, spoilt: agreed.length - choices.length, open: sheets.length - agreed.length }
}

/**
 * Whether a sheet may be handed to a voter: until the deadline, once, to who has not voted by key. Who has needs no paper, and
 * their ballot would be one of those few of whom it is known that they went over to paper.
 */
export function refuseIssue(
  { closesAtMs, isOnPaper, hasVoted }: { closesAtMs: number; isOnPaper: boolean; hasVoted: boolean },
  nowMs: number,
): Refusal | undefined {
  if (nowMs > closesAtMs) return refuse('ballot/late', { closesAtMs })
  if (isOnPaper) return refuse('ballot/votes-on-paper')
  return hasVoted ? refuse('paper/has-voted') : undefined
}

/** Whether a sheet may be taken back: never one that is counted already. */
export function refuseReturn({ issued, agreed }: PaperStanding): Refusal | undefined {
  return agreed >= issued ? refuse('paper/more-than-issued', { issued: issued - 1 }) : undefined
}

/** What stands before a reading: of all sheets in numbers, of the one that it reads in full. */
export type BeforeReading = PaperStanding & { readonly isPrinted: boolean; readonly sheet: readonly PaperReading[] }

/**
 * Whether a reading may enter: of a sheet that was printed, by the rule of the ballot, until the time stated for keying, and
 * never so that more sheets count than were handed out.
 * @param keyedByMs last millisecond for keying in, by the node's clock.
 */
export function refuseReading(
  reading: PaperReading,
  { method, keyedByMs }: { method: MethodRule; keyedByMs: number },
  { issued, agreed, isPrinted, sheet }: BeforeReading,
  nowMs: number,
): Refusal | undefined {
  if (nowMs > keyedByMs) return refuse('ballot/late', { closesAtMs: keyedByMs })
  const { serial } = reading
  if (!isSerial(serial)) return refuse('paper/bad-serial', { serial })
  if (!isPrinted) return refuse('paper/not-printed', { serial })
  const unfit = reading.choice && checkChoice(method, reading.choice)
  if (unfit) return unfit
  const isAgreed = (readings: readonly PaperReading[]) => readSheets(readings).some(one => one.agreed)
  const others = agreed - (isAgreed(sheet) ? 1 : 0)
  if (isAgreed([...sheet, reading]) && others >= issued) return refuse('paper/more-than-issued', { issued })
}

/** Whether nothing more is to be waited for: every sheet that is out is agreed on. */
export function isPaperSettled({ issued, agreed, open }: PaperStanding): boolean {
  return agreed === issued && open === 0
}

/** The keys that would count twice: listed as voting on paper, and with a ballot of their own. A sound vote has none. */
export function doubleVotes(
  onPaper: readonly PublicKeyHex[],
  byKey: ReadonlyMap<PublicKeyHex, unknown>,
): PublicKeyHex[] {
  return onPaper.filter(key => byKey.has(key))
}
