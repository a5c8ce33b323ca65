import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { startVerifier } from '../../node/log/verifier.ts'
import { openLogger } from '../../node/ops/logger.ts'
import { drawElectorate } from '../../node/trial/area-vote.ts'
import { foundTrialNode, type TrialNode } from '../../node/trial/trial-node.ts'
import { author } from '../../protocol/author.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { type PublicKeyHex, publicKeyHex } from '../../protocol/bytes/public-key.ts'
import type { Choice } from '../../protocol/governance/method.ts'
import type { BudgetRule } from '../../protocol/governance/methods/budget.ts'
import type { SignedEntry } from '../../protocol/log/entry.ts'
import { readPabulib } from '../../protocol/pabulib/read.ts'
import { methodOfInstance } from '../../protocol/pabulib/rule-of-instance.ts'
import { ZERO } from '../../protocol/rational.ts'
import { isRefusal, refuse } from '../../protocol/refusal.ts'
import { accepted } from '../support/test-core.ts'

const WROCLAW = fileURLToPath(
  new URL('../../../shared/data/participatory-budgets/Poland_Wroclaw_2015_150_-_500.pb', import.meta.url),
)
const DAY_MS = 86_400_000

/** A group with an open vote and signed ballots, none of them handed in. */
export type City = {
  readonly folder: string
  readonly from: string
  readonly method: BudgetRule
  readonly group: Cid
  readonly proposal: Cid
  readonly ballots: readonly SignedEntry[]
  /** Ballot keys of the entitled: of each ballot in their order, then of those who hand in none. */
  readonly keys: readonly PublicKeyHex[]
}

export const surroundings = {
  now: Date.now,
  randomBytes: (length: number) => new Uint8Array(randomBytes(length)),
  log: openLogger('error'),
}

/**
 * Founds the group in a data folder, so that a node can be started on it, and closes it again.
 * @param silent how many more are entitled and hand in no ballot.
 */
export async function foundCity(folder: string, voters: number, silent = 0): Promise<City> {
  const { from, method, choices } = readChoices(voters)
  await using verifier = startVerifier(0)
  const fetchEvidence = async () => refuse('evidence/missing')
  await using node = await foundTrialNode(folder, 'Wrocław', 'people', { ...surroundings, verifier, fetchEvidence })
  const { id: proposal } = await node.act('proposal/opened', {
    title: 'Participatory budget',
    text: '',
    method,
    quorum: ZERO,
    closesAtMs: Date.now() + DAY_MS,
    closesEarly: false,
    answers: null,
  })
  return { folder, from, method, group: node.id, proposal, ...(await signBallots(node, proposal, choices, silent)) }
}

async function signBallots(
  node: TrialNode,
  proposal: Cid,
  choices: readonly Choice[],
  silent: number,
): Promise<Pick<City, 'ballots' | 'keys'>> {
  const signers = await drawElectorate(node, proposal, choices.length + silent)
  const ballots = signers.slice(0, choices.length).map((signer, i) => {
    const choice = choices[i] ?? { approve: [] }
    const authoring = { log: node.id, at: Date.now(), seq: 1, salt: surroundings.randomBytes(16) }
    return author('ballot/cast', { proposal, choice }, authoring, signer)
  })
  return { ballots, keys: signers.map(({ publicKey }) => publicKeyHex(publicKey)) }
}

/** The real ballots of Wrocław 2015 where they are at hand; else as many made up, over as many projects. */
function readChoices(count: number): Pick<City, 'from' | 'method'> & { choices: Choice[] } {
  if (existsSync(WROCLAW)) {
    const instance = accepted(readPabulib(readFileSync(WROCLAW, 'utf8')))
    const method = methodOfInstance(instance)
    if (!isRefusal(method)) {
      const choices = instance.ballots.slice(0, count).map(({ choice }) => choice)
      return { from: 'ballots of Wrocław 2015', method, choices }
    }
  }
  const options = Array.from({ length: 200 }, (_, i) => ({ id: `${i + 1}`, cost: 150_000 + 1_000 * i }))
  const method: BudgetRule = {
    ...{ method: 'budget', options, budget: 3_000_000 },
    ballot: { type: 'choose-1' },
    selection: { rule: 'greedy-no-skip' },
  }
  const choices = Array.from({ length: count }, (_, i) => ({ approve: [`${((i * 7_919) % 200) + 1}`] }))
  return { from: 'made-up ballots', method, choices }
}
