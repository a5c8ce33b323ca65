/** Methods that choose among candidates; those of yes or no, and of money, do not. */
export const ELECTION_METHODS = [
  'approval',
  'stv',
  'irv',
  'schulze',
  'copeland',
  'score',
  'star',
  'majority-judgment',
  'quadratic',
] as const

export type ElectionMethod = (typeof ELECTION_METHODS)[number]
