import type { BallotFile } from '../../../protocol/ballot-files/ballot-file.ts'
import { isRefusal, type Refusal, refusalSentence } from '../../../protocol/refusal.ts'

/** What a sound file says, in short: how many say what. */
export function said(read: BallotFile | Refusal): [weight: number, tiers: string, scores?: string][] {
  return sound(read).ballots.map(({ weight, tiers, scores }) => {
    const ranking = tiers.map(tier => tier.join('=')).join('>')
    return scores ? [weight, ranking, scores.map(mark => mark.join('/')).join(' ')] : [weight, ranking]
  })
}

export function sound(read: BallotFile | Refusal): BallotFile {
  if (isRefusal(read)) throw new Error(refusalSentence(read))
  return read
}

/** Where and why a file is refused. */
export function problem(read: BallotFile | Refusal): string {
  if (!isRefusal(read)) return 'read'
  return `${read.detail.line}: ${read.detail.problem}`
}
