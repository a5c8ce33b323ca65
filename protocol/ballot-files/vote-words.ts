import type { Vote } from '../governance/choice.ts'

/** How people write yes, no and neither, in the languages of the page. */
const WORDS: Readonly<Record<Vote, readonly string[]>> = {
  for: ['for', 'yes', 'y', 'aye', 'in favour', 'in favor', 'sí', 'si', 'a favor', 'sim'],
  against: ['against', 'no', 'n', 'nay', 'en contra', 'contra', 'não', 'nao'],
  abstain: ['abstain', 'abstention', 'blank', 'abstenció', 'abstención', 'abstenção', 'blanc', 'blanco', 'branco'],
}

/** The words that are understood, for whoever wrote another one. */
export const VOTE_WORDS = Object.values(WORDS).flat().join(', ')

/** What a word says to a question of yes or no; undefined where it says nothing of the kind. */
export function voteOfWord(word: string): Vote | undefined {
  const key = word.trim().normalize('NFC').toLowerCase().replace(/[.!]$/, '')
  const votes = ['for', 'against', 'abstain'] as const
  return votes.find(vote => WORDS[vote].includes(key))
}
