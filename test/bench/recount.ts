import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { evidenceOfVote } from '../../node/domains/federation/evidence.ts'
import { openClerk } from '../../node/domains/governance/clerk.ts'
import { nativeSha256 } from '../../node/log/native-sha256.ts'
import { startVerifier } from '../../node/log/verifier.ts'
import { readCar, writeCar } from '../../protocol/federation/car.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { accepted } from '../support/test-core.ts'
import type { City } from './city.ts'
import type { Measurement } from './measurement.ts'
import { withCity } from './open-city.ts'
import { prepareVerification } from './raw/verification.ts'

const AFTER_THE_VOTE_MS = 2 * 86_400_000

/** The recount of a whole city from a file of evidence, every signature checked, beside the bare signatures. */
export async function benchRecount(city: City, folder: string): Promise<Measurement> {
  const file = join(folder, 'evidence.car')
  const closing = () => Date.now() + AFTER_THE_VOTE_MS
  await withCity(
    city,
    async core => {
      accepted(await openClerk(core).close(city.proposal))
      const { root, blocks } = accepted(evidenceOfVote(core, city.proposal))
      await writeFile(file, writeCar(root, blocks))
    },
    closing,
  )
  const threads = availableParallelism()
  await using verification = await prepareVerification(city.ballots, threads)
  await verification.run()
  const rawMs = performance.now()
  await verification.run()
  const limit = (performance.now() - rawMs) / 1_000

  await using verifier = startVerifier(threads)
  const startMs = performance.now()
  const { root, blocks } = accepted(readCar(readFileSync(file), nativeSha256))
  const report = await verifyDecision(root, blocks, verifier.verifyMany)
  const measured = (performance.now() - startMs) / 1_000
  if (!report.verified || report.ballots !== city.ballots.length) throw new Error('the recount does not hold')
  return {
    what: `recount of ${city.ballots.length.toLocaleString('en')} signed ${city.from} from a file`,
    ...{ measured, unit: 's', goal: { value: 4, better: 'less' } },
    limit: { value: limit, what: `node:crypto alone on ${threads} threads` },
  }
}
