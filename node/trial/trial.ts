import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { writeCar } from '../../protocol/federation/car.ts'
import { type DecisionReport, verifyDecision } from '../../protocol/federation/verify-decision.ts'
import type { VerifyMany } from '../../protocol/keys/verify-many.ts'
import { isRefusal, type Refusal } from '../../protocol/refusal.ts'
import { granted } from '../client/problem.ts'
import type { Surroundings } from '../core.ts'
import { evidenceOfDecision } from '../domains/federation/evidence.ts'
import { startVerifier } from '../log/verifier.ts'
import { castBallots, drawElectorate, localProposal } from './area-vote.ts'
import type { Area } from './areas.ts'
import { type Carrier, openStoreCarrier } from './carrying.ts'
import { joinFederation, proposeBudget } from './federating.ts'
import { openNetworkCarrier } from './networked.ts'
import { resultOf, type TrialResult } from './result.ts'
import { type Stopwatch, startStopwatch } from './stopwatch.ts'
import { readTrialFile, type TrialFile } from './trial-file.ts'
import { foundTrialNode, type TrialNode, type TrialParts } from './trial-node.ts'

export type TrialOptions = Surroundings & {
  /** Path of the `.pb` file. */
  readonly file: string
  /** Column of the votes whose values become groups; see `areasOf`. */
  readonly area?: string | undefined
  /** Folder that keeps every node's data folder and the decision's evidence; without one nothing is left behind. */
  readonly keep?: string | undefined
  readonly verifierThreads: number
  /** One libp2p node an area, on this machine, instead of copying from store to store. */
  readonly network?: boolean | undefined
  /** Called along the way: how many areas are founded, how many ballots cast, how many signatures verified. */
  readonly progress?: ((step: TrialStep, done: number, of: number) => void) | undefined
}

export type TrialStep = 'found' | 'vote' | 'verify'

/**
 * Takes a participatory budget through the whole way: every area becomes a group with a store and a log of its own, every
 * ballot is signed, verified and appended, every group gives its mandate, the federation counts each mandate's ballots
 * again, decides, and the decision is verified from its evidence down to every ballot.
 * Areas vote one after the other, so that memory holds the ballots of one.
 * Refuses with `file/unreadable` and `pabulib/bad`.
 */
export async function runTrial(options: TrialOptions): Promise<TrialResult | Refusal> {
  const stopwatch = startStopwatch()
  const file = await stopwatch.time('read', () => readTrialFile(options.file, options.area))
  if (isRefusal(file)) return file
  const folder = options.keep ?? mkdtempSync(join(tmpdir(), 'comunal-trial-'))
  try {
    const report = await decide(file, folder, stopwatch, options)
    return resultOf(basename(options.file), file, report, stopwatch.seconds())
  } finally {
    if (options.keep === undefined) rmSync(folder, { recursive: true, force: true })
  }
}

async function decide(
  { instance, method, areas }: TrialFile,
  folder: string,
  stopwatch: Stopwatch,
  { file, keep, network, progress, verifierThreads, ...surroundings }: TrialOptions,
): Promise<DecisionReport> {
  const nodes = new Map<Area, TrialNode>()
  await using stack = new AsyncDisposableStack()
  const verifier = stack.use(startVerifier(verifierThreads))
  const seat = () => federation
  const carrier = network === true ? openNetworkCarrier(seat) : openStoreCarrier(seat, () => nodes.values())
  const parts: TrialParts = { ...surroundings, verifier, fetchEvidence: carrier.fetchEvidence }
  const title = [instance.meta.unit, instance.meta.instance].filter(Boolean).join(' ') || basename(file)
  const federation = stack.use(await foundTrialNode(join(folder, 'federation'), title, 'groups', parts))
  stack.use(carrier)

  const proposal = await stopwatch.time('found', async () => {
    for (const [i, area] of areas.entries()) {
      const name = join(folder, `area-${String(i + 1).padStart(3, '0')}`)
      const node = stack.use(await foundTrialNode(name, area.name, 'people', parts))
      nodes.set(area, node)
      await joinFederation(federation, node, await carrier.addresses(node))
      progress?.('found', i + 1, areas.length)
    }
    return proposeBudget(federation, title, method)
  })

  let cast = 0
  for (const [area, node] of nodes) {
    await voteInArea(area, node, proposal, {
      ...{ carrier, federation, stopwatch },
      cast: ballots => {
        cast += ballots
        progress?.('vote', cast, instance.ballots.length)
      },
    })
    nodes.delete(area)
    await carrier.leave(node)
    await node[Symbol.asyncDispose]()
  }
  return await stopwatch.time('verify', async () => {
    const { root, blocks } = granted(evidenceOfDecision(federation.core, proposal))
    const held = new Map(blocks)
    if (keep !== undefined) await writeFile(join(keep, 'decision.car'), writeCar(root, held))
    let checked = 0
    const verifyMany: VerifyMany = async messages => {
      const verdicts = await verifier.verifyMany(messages)
      checked += messages.length
      progress?.('verify', Math.min(checked, instance.ballots.length), instance.ballots.length)
      return verdicts
    }
    return verifyDecision(root, held, verifyMany)
  })
}

type Along = { carrier: Carrier; federation: TrialNode; stopwatch: Stopwatch; cast: (ballots: number) => void }

/** One area's part: the question comes down, everyone votes, the mandate goes up and is counted again. */
async function voteInArea(area: Area, node: TrialNode, proposal: Cid, along: Along) {
  const { carrier, federation, stopwatch, cast } = along
  const { local, signers } = await stopwatch.time('found', async () => {
    await carrier.down(node)
    await node.federationClerk.settle()
    const local = localProposal(node, proposal)
    return { local, signers: await drawElectorate(node, local, area.ballots.length) }
  })
  await castBallots(node, local, area, signers, { stopwatch, cast })
  await stopwatch.time('close', () => node.clerk.settle())
  await stopwatch.time('mandate', async () => {
    await node.federationClerk.settle()
    await carrier.up(node)
  })
  await stopwatch.time('decide', () => federation.federationClerk.settle())
}
