import { existsSync, mkdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Cid } from '../protocol/bytes/cid.ts'
import { isRefusal, type Refusal, refuse } from '../protocol/refusal.ts'
import type { Config } from './config.ts'
import { openCore, type Surroundings } from './core.ts'
import { networkKeyPath, nodeKeyPath, storePath, witnessListPath } from './data-folder.ts'
import { openElectionClerk } from './domains/assembly/election-clerk.ts'
import { openInitiativeClerk } from './domains/assembly/initiative-clerk.ts'
import { openSortitionClerk } from './domains/assembly/sortition-clerk.ts'
import { openBulletinClerk } from './domains/federation/bulletin-clerk.ts'
import { openFederationClerk } from './domains/federation/clerk.ts'
import { evidenceOfMandate } from './domains/federation/evidence.ts'
import { openReachability } from './domains/federation/reachability.ts'
import { openClerk } from './domains/governance/clerk.ts'
import { openCharterClerk } from './domains/group/charter-clerk.ts'
import { openKeyClerk } from './domains/group/key-clerk.ts'
import { networkForHttp } from './federation/for-http.ts'
import { startHost } from './federation/host/host.ts'
import { readNetworkKey } from './federation/host/network-key.ts'
import { startNetwork } from './federation/network.ts'
import { startOutsideWitnessing } from './federation/outside/outside-witnessing.ts'
import { openWitnessList } from './federation/outside/witness-list.ts'
import { startHttp } from './http/server.ts'
import { openReminders } from './jobs/reminders.ts'
import { startSettling } from './jobs/settling.ts'
import { keyInFile } from './key-file.ts'
import { nativeSignerFromSeed } from './log/native-signer.ts'
import { startVerifier } from './log/verifier.ts'
import { PAGE } from './resources.ts'

/** A running node. */
export type App = {
  /** Where its page and its API are. */
  readonly url: string
  /** The one-time link that founds a group; null once there is one. */
  readonly setupUrl: string | null
  /** Stops everything, last started first. What was acknowledged is durable; what was under way is answered. */
  stop(): Promise<void>
}

const SETUP_TOKEN_BYTES = 16

/**
 * Builds every part of a node, in order: key, store, clerks, network, duties, HTTP. The data folder has to be held
 * (`holdDataFolder`) by the caller.
 */
export async function startApp(config: Config, surroundings: Surroundings): Promise<App | Refusal> {
  const { now, randomBytes, log } = surroundings
  await using parts = new AsyncDisposableStack()
  mkdirSync(config.dataFolder, { recursive: true, mode: 0o700 })
  const seed = keyInFile(nodeKeyPath(config.dataFolder), randomBytes)
  if (isRefusal(seed)) return seed
  const verifier = parts.use(startVerifier(config.verifierThreads))
  const core = openCore({
    path: storePath(config.dataFolder),
    signer: nativeSignerFromSeed(seed),
    verifier,
    ...surroundings,
  })
  if (isRefusal(core)) return core
  parts.use(core)
  const clerk = openClerk(core)
  const { listen, announce } = config
  const random = () => new DataView(randomBytes(4).buffer).getUint32(0) / 2 ** 32
  const networkKey = networkKeyOf(config.dataFolder)
  if (isRefusal(networkKey)) return networkKey
  const host = parts.use(
    await startHost({
      seed,
      listen: [...listen],
      announce: [...announce],
      behindRouter: config.behindRouter,
      asksAround: config.asksAround,
      networkKey,
      now,
      random,
      log,
    }),
  )
  const evidence = (mandate: Cid) => evidenceOfMandate(core, mandate)
  const network = parts.use(startNetwork({ core, host, evidence, random }))
  const witnessList = openWitnessList(witnessListPath(config.dataFolder))
  if (isRefusal(witnessList)) return witnessList
  const { witnessed: gathered } = network
  const witnesses = parts.use(startOutsideWitnessing({ core, list: witnessList, gathered, random }))
  const federationClerk = openFederationClerk(core, network.fetchEvidence)
  // Apart, so that a federation that waits for evidence never holds up the group's own votes.
  const reminders = openReminders(core)
  const settlers = [
    clerk,
    openSortitionClerk(core),
    openInitiativeClerk(core),
    openElectionClerk(core),
    openKeyClerk(core),
    openCharterClerk(core),
    federationClerk,
    openReachability(core, () => host.addresses()),
    openBulletinClerk(core),
    reminders,
  ]
  const duties = settlers.map(settler => parts.use(startSettling(core, settler)))
  const setupToken = core.ownGroup() ? null : Buffer.from(randomBytes(SETUP_TOKEN_BYTES)).toString('base64url')
  const http = parts.use(
    await startHttp({
      core,
      clerk,
      reminders,
      network: networkForHttp(network, host),
      witnesses,
      ...config.http,
      pageRoot: existsSync(PAGE) ? fileURLToPath(PAGE) : null,
      setupToken,
    }),
  )
  for (const { round } of duties) void round()
  const running = parts.move()
  return {
    url: http.url,
    setupUrl: setupToken && `${http.url}/#/setup?token=${setupToken}`,
    stop: () => running.disposeAsync(),
  }
}

/** The key of a private network; undefined where the folder has none. `config/bad` where the file is no such key. */
function networkKeyOf(folder: string): Uint8Array | undefined | Refusal {
  const path = networkKeyPath(folder)
  if (!existsSync(path)) return undefined
  return readNetworkKey(readFileSync(path, 'utf8')) ?? refuse('config/bad', { name: 'network.key' })
}
