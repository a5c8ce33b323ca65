import { availableParallelism } from 'node:os'
import { type Core, openCore } from '../../node/core.ts'
import { nodeKeyPath, storePath } from '../../node/data-folder.ts'
import { keyInFile } from '../../node/key-file.ts'
import { startVerifier } from '../../node/log/verifier.ts'
import { signerFromSeed } from '../../protocol/keys/signer.ts'
import { accepted } from '../support/test-core.ts'
import { type City, surroundings } from './city.ts'

/** Ballots handed in at once: below what a node lets wait. */
const A_TURN = 5_000

/** Opens the store of a city in this process, while no node runs on it. */
export async function withCity<T>(
  city: City,
  work: (core: Core) => Promise<T>,
  now: () => number = Date.now,
): Promise<T> {
  const signer = signerFromSeed(accepted(keyInFile(nodeKeyPath(city.folder), surroundings.randomBytes)))
  await using verifier = startVerifier(availableParallelism())
  const options = { path: storePath(city.folder), signer, verifier, ...surroundings, now }
  await using core = accepted(openCore(options))
  return await work(core)
}

/** Hands in every ballot that is not in the log yet. */
export async function fillCity(city: City): Promise<void> {
  await withCity(city, async core => {
    for (let from = 0; from < city.ballots.length; from += A_TURN) {
      const turn = city.ballots.slice(from, from + A_TURN)
      for (const answer of await Promise.all(turn.map(ballot => core.writer.submit(ballot)))) accepted(answer)
    }
  })
}
