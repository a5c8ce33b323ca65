import { verifyCar } from '../../../protocol/federation/verify-car.ts'
import type { Verified } from '../../../protocol/federation/verify-decision.ts'
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
  const about = decision && ('motion' in decision ? decision.motion : decision.proposal).id
  if (decision && about !== proposal) throw new Error(`${about} ≠ ${proposal}`)
  return { ...report, ...(decision ? outcomeOf(decision) : { accepted: null, counts: [] }) }
}

function outcomeOf(verified: Verified): Pick<RecountAnswer, 'accepted' | 'counts'> {
  if (!('verdict' in verified)) {
    const { outcome, count } = 'motion' in verified ? verified.result.tally : verified.tally
    return {
      accepted: outcome.accepted,
      counts: count.counts.map(({ option, points }) => ({ option, points: String(points) })),
    }
  }
  const { outcome, weighted } = verified.verdict
  return {
    accepted: outcome.accepted,
    counts: weighted.map(({ option, points }) => ({ option, points: formatRational(points) })),
  }
}
