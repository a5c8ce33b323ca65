import { setTimeout as wait } from 'node:timers/promises'
import { verifyCar } from '../../protocol/federation/verify-car.ts'
import type { MethodRule } from '../../protocol/governance/method.ts'
import { rational } from '../../protocol/rational.ts'
import { granted } from '../client/problem.ts'
import type { FederationProposalInfo, ProposalSummary } from '../client/shapes.ts'
import { write } from '../client/write.ts'
import { nativeSha256 } from '../log/native-sha256.ts'
import { verifyOneNatively } from '../log/native-verify.ts'
import type { DemoOptions } from './demo.ts'
import { admit, type DemoGroup, foundGroup, joinFederation, vote } from './group.ts'
import type { NodeProcess } from './node-process.ts'
import type { FederationScenario, GroupScenario } from './scenario.ts'

/** How often a node is asked whether something has come: as often as a watcher can tell apart. */
const ASK_EVERY_MS = 200
/** How long anything may take to come, also what is fetched only when nodes compare heads; past it the demo says what did not. */
const PATIENCE_MS = 120_000
const HOUR_MS = 3_600_000
const MAJORITY: MethodRule = { method: 'majority' }
const HALF = rational(1, 2)

/** Founds everything at the nodes, in the order of `namesOf`, asks the question, votes, and verifies what is decided. */
export async function playScenario(options: DemoOptions, nodes: readonly NodeProcess[]): Promise<void> {
  const { scenario, pen, tell } = options
  const { assembly, federations, proposal } = scenario
  const waiting = [...nodes]
  const next = (): NodeProcess => waiting.shift() ?? impossible('fewer nodes than places')
  const method: MethodRule = { method: 'supermajority', threshold: assembly.threshold }
  const top = foundGroup(next(), pen, { ...assembly, purpose: '', members: 'groups', method })
  const branches = federations.map(federation => foundBranch(options, federation, next))
  const [seat, founded] = await Promise.all([top, Promise.all(branches)])
  for (const { seat: below, scenario } of founded) await joinFederation(seat, below, scenario.weight, pen)
  tell({ type: 'joined' })

  const closesAtMs = pen.now() + 2 * HOUR_MS
  const body = { ...proposal, method, closesAtMs, mandatesByMs: closesAtMs + HOUR_MS, answers: null }
  await write(seat.client, pen, seat.steward.signer, { kind: 'federation/proposed', log: seat.id, body })
  tell({ type: 'proposed', title: proposal.title, by: seat.name })
  await Promise.all([
    ...founded.flatMap(({ groups }) => groups.map(group => letVote(options, group))),
    ...founded.map(branch => awaitDecision(options, branch.seat, 1)),
    awaitDecision(options, seat, 0),
  ])
}

type Leaf = {
  readonly group: DemoGroup
  readonly scenario: GroupScenario
  readonly members: Awaited<ReturnType<typeof admit>>
}
type Branch = { readonly seat: DemoGroup; readonly scenario: FederationScenario; readonly groups: readonly Leaf[] }

/** A federation with its groups in it and their members in them. */
async function foundBranch(
  options: DemoOptions,
  scenario: FederationScenario,
  next: () => NodeProcess,
): Promise<Branch> {
  const { pen } = options
  const { name, place } = scenario
  const founding = { place, purpose: '', method: MAJORITY, quorum: HALF }
  const seatNode = next()
  const leaves = scenario.groups.map(group => ({ scenario: group, node: next() }))
  const seat = await foundGroup(seatNode, pen, { ...founding, name, members: 'groups' })
  const groups = await Promise.all(
    leaves.map(async ({ scenario: leaf, node }) => {
      const group = await foundGroup(node, pen, { ...founding, name: leaf.name, members: 'people' })
      return { group, scenario: leaf, members: await admit(group, pen, leaf.for + leaf.against) }
    }),
  )
  for (const { group, scenario: leaf } of groups) await joinFederation(seat, group, leaf.weight, pen)
  return { seat, scenario, groups }
}

/** Waits until the question has come down to a group and lets everybody answer it. */
async function letVote(options: DemoOptions, { group, scenario, members }: Leaf): Promise<void> {
  const { name } = group
  const open = await come(options, `The question did not come to ${name}.`, async () => {
    const [found] = await group.client.get<ProposalSummary[]>('/proposals?state=open')
    return found
  })
  await vote(group, options.pen, members, open.id, scenario)
  options.tell({ type: 'voted', group: name, for: scenario.for, against: scenario.against })
}

/** Waits until a federation's decision is witnessed and verifies it here, from its evidence alone. */
async function awaitDecision(options: DemoOptions, seat: DemoGroup, level: number): Promise<void> {
  const decided = await come(options, `${seat.name} did not decide.`, async () => {
    const proposals = await seat.client.get<FederationProposalInfo[]>(`/federation-proposals?federation=${seat.id}`)
    return proposals.find(({ state }) => state === 'decided')
  })
  const evidence = await seat.client.bytes(`/federation-proposals/${decided.id}/evidence`)
  const native = { hash: nativeSha256, verify: verifyOneNatively }
  const report = granted(await verifyCar(evidence, { ...native, verifyMany: options.verifyMany }))
  options.tell({ type: 'decided', federation: seat.name, level, report })
}

/** Asks again and again until there is an answer. */
async function come<T>({ signal, pen }: DemoOptions, otherwise: string, ask: () => Promise<T | undefined>): Promise<T> {
  const givenUpAtMs = pen.now() + PATIENCE_MS
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (pen.now() > givenUpAtMs) throw new Error(otherwise)
    await wait(ASK_EVERY_MS, undefined, { signal })
  }
}

function impossible(what: string): never {
  throw new Error(what)
}
