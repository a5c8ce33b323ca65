import type { Recount } from '../../../protocol/federation/recount.ts'
import { verifyCar } from '../../../protocol/federation/verify-car.ts'
import type { VerdictNode } from '../../../protocol/federation/verify-decision.ts'
import { openBatchVerifier } from '../../../protocol/keys/batch/batch-verifier.ts'
import { formatRational } from '../../../protocol/rational.ts'
import { isRefusal, refusalSentence } from '../../../protocol/refusal.ts'
import type { RecountAnswer } from './recount-answer.ts'

/** Verifies a file of evidence down to every ballot it holds. Throws where it is none, or about something else. */
export async function recountCar(file: Uint8Array, proposal: string): Promise<RecountAnswer> {
  const verify = openBatchVerifier()
  const verified = await verifyCar(file, { verifyMany: async messages => verify(messages) })
  if (isRefusal(verified)) throw new Error(refusalSentence(verified))
  const { decision, root: _, receipt: __, ...report } = verified
  // A file about another vote may hold perfectly and prove nothing about this one.
  if (decision && decision.proposal.id !== proposal) throw new Error(`${decision.proposal.id} ≠ ${proposal}`)
  return { ...report, ...(decision ? outcomeOf(decision) : { accepted: null, counts: [] }) }
}

function outcomeOf(decision: VerdictNode | Recount): Pick<RecountAnswer, 'accepted' | 'counts'> {
  if ('tally' in decision) {
    const { outcome, count } = decision.tally
    return {
      accepted: outcome.accepted,
      counts: count.counts.map(({ option, points }) => ({ option, points: String(points) })),
    }
  }
  const { outcome, weighted } = decision.verdict
  return {
    accepted: outcome.accepted,
    counts: weighted.map(({ option, points }) => ({ option, points: formatRational(points) })),
  }
}
