import { parseCoordinates } from '../format/geohash.ts'
import { ROUTES } from '../routes.ts'
import type { FoundingDraft } from './founding-draft.ts'

/** One question each, until the group is founded. */
export const QUESTIONS = ['language', 'group', 'place', 'joining', 'reading', 'rollCall', 'quorums', 'you'] as const
/** What follows: the words of the new key, and the first invitation. */
export const STEPS = [...QUESTIONS, 'phrase', 'invite'] as const

export type Question = (typeof QUESTIONS)[number]
export type Step = (typeof STEPS)[number]

/** The step that an address names; the first where it names none. */
export function stepOf(search: string): Step {
  const named = new URLSearchParams(search).get('step')
  return STEPS.find(step => step === named) ?? 'language'
}

/** @param hash with the secret of the founding, for as long as there is one. */
export function stepPath(step: Step, hash: string): string {
  return `${ROUTES.setup}?step=${step}${hash}`
}

export function stepBefore(step: Question): Question | undefined {
  return QUESTIONS[QUESTIONS.indexOf(step) - 1]
}

export function stepAfter(step: Question): Question | undefined {
  return QUESTIONS[QUESTIONS.indexOf(step) + 1]
}

/** Whether a question is answered well enough to go on. */
export function isAnswered(question: Question, { name, place, founder }: FoundingDraft): boolean {
  if (question === 'group') return name.trim() !== ''
  if (question === 'place') return place.trim() === '' || parseCoordinates(place) !== undefined
  return question !== 'you' || founder.trim() !== ''
}
