import type { Translate } from './i18n/messages.ts'

/** Words for grades, from the worst on, by how many there are. Source of the longest list: Balinski & Laraki (2011). */
const NAMES = {
  2: ['reject', 'good'],
  3: ['reject', 'passable', 'good'],
  4: ['reject', 'passable', 'good', 'excellent'],
  5: ['reject', 'poor', 'passable', 'good', 'excellent'],
  6: ['reject', 'poor', 'passable', 'good', 'veryGood', 'excellent'],
  7: ['reject', 'poor', 'passable', 'fair', 'good', 'veryGood', 'excellent'],
} as const
const LISTS: Readonly<Record<number, readonly (typeof NAMES)[7][number][]>> = NAMES

/** Grades beyond these have numbers only. */
export const MOST_NAMED_GRADES = 7

/** What a grade is called, from 0 for the worst, where a rule has so many of them. */
export function gradeName(t: Translate, grade: number, grades: number): string {
  const name = LISTS[grades]?.[grade]
  return name ? t(`grade.${name}`) : t('grade.number', { grade, best: grades - 1 })
}
