import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import type { ShownDecision } from '../../node/domains/federation/merging.ts'
import { type Handover, proposeReplacement, takeOver } from '../../node/domains/federation/replace-node.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { concatBytes } from '../../protocol/bytes/compare.ts'
import { writeCar } from '../../protocol/federation/car.ts'
import type { MergeTerms } from '../../protocol/federation/merge-terms.ts'
import { replacementBytes } from '../../protocol/federation/node-replacement.ts'
import { formatRational, rational } from '../../protocol/rational.ts'
import { accepted, HOUR, type Person, seededBytes, testClock } from './test-core.ts'
import { everyoneVotes, FEDERATION_TERMS, type TestMesh, type TestNode, testMesh } from './test-federation.ts'

/**
 * Two federations of two groups each, which may merge: the second into the first.
 * @param people in each group, the steward among them.
 * @param paths of stores whose nodes start again.
 * @param witnesses that a decision needs.
 */
export async function twoFederations(
  people: number,
  paths: { readonly from?: string; readonly llefia?: string; readonly into?: string } = {},
  beforeJoining: (canyet: TestNode) => Promise<void> = async () => {},
  witnesses = 0,
) {
  const clock = testClock()
  const mesh = testMesh(clock)
  const charter = { federation: { ...FEDERATION_TERMS, witnesses } }
  const at = (path: string | undefined) => (path === undefined ? {} : { path })
  const into = await mesh.federation('Barcelona', { charter, ...at(paths.into) })
  const from = await mesh.federation('Badalona', { charter, ...at(paths.from) })
  const [gracia, horta] = [await mesh.group('Gràcia', people), await mesh.group('Horta', people)]
  const [llefia, canyet] = [await mesh.group('Llefià', people, at(paths.llefia)), await mesh.group('Canyet', people)]
  await beforeJoining(canyet)
  for (const group of [gracia, horta]) await mesh.join(into, group, '1')
  for (const group of [llefia, canyet]) await mesh.join(from, group, '1')
  await mesh.settle()
  const terms: MergeTerms = {
    from: from.id,
    fromName: 'Badalona',
    into: into.id,
    intoName: 'Barcelona',
    addresses: ['/ip4/127.0.0.1/tcp/9'],
    groups: [
      { group: llefia.id, name: 'Llefià', weight: rational(1, 2) },
      { group: canyet.id, name: 'Canyet', weight: rational(2) },
    ],
  }
  /** Puts the terms to the groups of one of the two, and they decide. */
  const decide = async (federation: TestNode, asked: MergeTerms, votesFor: number) => {
    const id = await mesh.propose(federation, { title: 'Merge?', merges: asked })
    await mesh.settle()
    const names = federation.id === into.id ? ['Gràcia', 'Horta'] : ['Llefià', 'Canyet']
    for (const group of mesh.nodes.filter(node => names.includes(nameOf(node)))) await everyoneVotes(group, votesFor)
    clock.advance(25 * HOUR)
    await mesh.settle()
    return id
  }
  return { clock, mesh, into, from, gracia, horta, llefia, canyet, terms, decide }
}

/** What another federation is shown of a decision, as one that is final. */
export function shownDecision({ core }: TestNode, proposal: Cid): ShownDecision {
  const { root, blocks } = accepted(evidenceOfDecision(core, proposal))
  return { file: concatBytes(...writeCar(root, blocks)), isWitnessed: true }
}

export const rosterAt = ({ core }: TestNode, federation: TestNode) =>
  core.projections.federations
    .groups(core.logs.get(federation.id)?.row ?? 0)
    .filter(({ state }) => state === 'member')
    .map(({ charter, weight }) => [charter.name, formatRational(weight)])
    .sort()

/** As its charter was founded. */
function nameOf({ steward }: TestNode): string {
  return steward.name.replace('steward of ', '')
}

/** The council of a group or federation gives its node another key, which takes over the store at a path. */
export async function renewed(
  mesh: TestMesh,
  node: TestNode,
  path: string,
  council: readonly Person[],
  name = 'another key',
): Promise<{ node: TestNode; handovers: readonly Handover[] }> {
  const seed = seededBytes(`${name} of ${nameOf(node)}`)(32)
  const next = await mesh.restart(node, path, seed)
  const terms = accepted(proposeReplacement(next.core, next.core.nodeKey))
  const message = replacementBytes(terms)
  const signatures = council.map(({ key, signer }) => ({ by: key, signature: signer.sign(message) }))
  const handovers = accepted(await takeOver(next.core, { ...terms, signatures }, address => address))
  return { node: next, handovers }
}
