import type { Cid } from '../../../protocol/bytes/cid.ts'
import { readCar } from '../../../protocol/federation/car.ts'
import {
  type Blocks,
  type FederationEvidence,
  readEntry,
  readEvidence,
  readKnown,
} from '../../../protocol/federation/evidence.ts'
import { type DecisionProof, type MergeTerms, sameTerms } from '../../../protocol/federation/merge-terms.ts'
import type { NodeReplacement } from '../../../protocol/federation/node-replacement.ts'
import { replayRoster } from '../../../protocol/federation/replay-roster.ts'
import { readGenesisEntry } from '../../../protocol/federation/roster.ts'
import { openBody } from '../../../protocol/kinds.ts'
import { decodeEntry, encodeSignedEntry } from '../../../protocol/log/entry.ts'
import { isRefusal, type Refusal, refuse } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'
import { nativeSha256 } from '../../log/native-sha256.ts'
import { refuseAbove, refuseBelow } from './below.ts'
import type { Membership } from './federations.ts'
import { isWitnessed } from './finality.ts'
import { bringIn } from './merged-group.ts'

/** What the other federation shows; whoever hands it over has verified it. */
export type ShownDecision = {
  /** Evidence of its decision to merge (CAR). */
  readonly file: Uint8Array
  /** Whether as many have witnessed it as its charter asks for. */
  readonly isWitnessed: boolean
}

/** What came of a merger at this node: who came in, and who could not with the reason. */
export type Merged = {
  readonly terms: MergeTerms
  readonly groups: readonly Cid[]
  readonly refused: readonly { readonly group: Cid; readonly refusal: Refusal }[]
}

/** Whether a federation's log has ended with a merger into another one. */
export function hasEnded(core: Core, { row, id }: LogRow): boolean {
  return core.projections.federations.mergers(row).some(({ terms }) => terms.from === id)
}

/**
 * At the node of one of two federations that have decided to merge: carries it out here. The one that merges ends its log; the
 * other takes the groups in. May be done again, which goes on where it was cut off.
 * Refuses with `merge/unwitnessed` while one of the two decisions does not bind yet.
 */
export async function merge(core: Core, { file, isWitnessed: isOtherFinal }: ShownDecision): Promise<Merged | Refusal> {
  const own = core.ownGroup()
  if (!own) return refuse('group/none')
  const car = readCar(file, nativeSha256)
  const evidence = isRefusal(car) ? car : readEvidence(car.blocks, car.root)
  if (isRefusal(car) || isRefusal(evidence)) return isRefusal(car) ? car : refuse('evidence/bad')
  if (evidence.type !== 'federation') return refuse('evidence/bad', { problem: 'of no federation' })
  const asked = readKnown(car.blocks, evidence.proposal, 'federation/proposed')
  if (isRefusal(asked)) return asked
  const { merges: terms } = asked.body
  if (!terms) return refuse('merge/bad-terms', { problem: 'the decision is about no merger' })
  const loop = own.id === terms.from ? refuseBelow(core, own, terms.into) : undefined
  if (loop) return loop
  const proposal = ownDecision(core, own, terms)
  if (isRefusal(proposal)) return proposal
  if (!isOtherFinal) return refuse('merge/unwitnessed', { federation: own.id === terms.from ? terms.into : terms.from })
  const other = proofIn(car.blocks, evidence)
  if (isRefusal(other)) return other
  const isStated = core.projections.federations.mergers(own.row).some(merger => sameTerms(merger.terms, terms))
  const stated = isStated ? undefined : await core.write(own.id, 'federation/merged', { proposal, other })
  if (stated && isRefusal(stated)) return stated
  return own.id === terms.into ? takeIn(core, own, terms, car.blocks, evidence) : { terms, groups: [], refused: [] }
}

/** The proposal by which this federation has accepted the same terms for good. */
function ownDecision(core: Core, own: LogRow, terms: MergeTerms): Cid | Refusal {
  const { federations } = core.projections
  const asked = federations.proposals(own.row).flatMap(id => federations.proposal(id) ?? [])
  const about = asked.filter(({ merges }) => merges?.from === terms.from && merges.into === terms.into)
  const same = about.filter(({ merges }) => merges && sameTerms(merges, terms))
  const accepted = same.find(proposal => proposal.accepted === true)
  if (accepted?.decision) {
    const { id, charter, decision } = accepted
    const stated = { entry: decision.entry, charter, groups: decision.body.groups }
    return isWitnessed(core, own, stated) ? id : refuse('merge/unwitnessed', { federation: own.id })
  }
  return about.length > 0 && same.length === 0
    ? refuse('merge/other-terms')
    : refuse('merge/undecided', { federation: own.id })
}

function proofIn(blocks: Blocks, evidence: FederationEvidence): DecisionProof | Refusal {
  const [genesis, proposed, decided] = [evidence.genesis, evidence.proposal, evidence.decided].map(id =>
    readEntry(blocks, id),
  )
  if (!genesis || !proposed || !decided) return refuse('evidence/missing')
  if (isRefusal(genesis)) return genesis
  if (isRefusal(proposed)) return proposed
  if (isRefusal(decided)) return decided
  const replacements = replacementsIn(blocks, evidence)
  return {
    genesis: encodeSignedEntry(genesis.signed),
    ...(replacements.length > 0 ? { replacements } : {}),
    proposed: encodeSignedEntry(proposed.signed),
    decided: encodeSignedEntry(decided.signed),
    place: evidence.place,
  }
}

/** How the node of the federation that decided came to the key that it has. */
function replacementsIn(blocks: Blocks, { roster, replacements = [] }: FederationEvidence): NodeReplacement[] {
  return [...roster, ...replacements].flatMap(id => {
    const known = readKnown(blocks, id, 'node/replaced')
    return isRefusal(known) ? [] : [known.body.replacement]
  })
}

/** Every group of the terms that was a member when its federation decided; one that is a member here already stays as it is. */
async function takeIn(
  core: Core,
  own: LogRow,
  terms: MergeTerms,
  blocks: Blocks,
  evidence: FederationEvidence,
): Promise<Merged | Refusal> {
  const genesis = readGenesisEntry(readEntry(blocks, evidence.genesis), blocks.verify)
  if (isRefusal(genesis)) return genesis
  const roster = replayRoster(genesis, evidence.roster, blocks)
  if (isRefusal(roster)) return roster
  const members = new Set(roster.groups.flatMap(({ id, state }) => (state === 'member' ? [id] : [])))
  const groups: Cid[] = []
  const refused: { group: Cid; refusal: Refusal }[] = []
  for (const { group } of terms.groups) {
    if (!members.has(group) || core.projections.federations.group(own.row, group)?.state === 'member') continue
    const answer = refuseAbove(core, own, group) ?? (await bringIn(core, own, terms, roster.entries, group))
    if (isRefusal(answer)) refused.push({ group, refusal: answer })
    else groups.push(group)
  }
  return { terms, groups, refused }
}

/** At the node of a group whose federation has merged into another: it is in that one now, with the feed that it has. */
export async function followMerger(
  core: Core,
  own: LogRow,
  { federation, feed, replacements }: Membership,
): Promise<unknown> {
  const { federations } = core.projections
  const above = core.logs.get(federation)
  const merger = above && federations.mergers(above.row).find(({ terms }) => terms.from === federation)
  const stored = merger && core.tables.entry(merger.entry)
  const genesis = core.tables.entry(federation)
  if (!merger || !stored || !genesis) return undefined
  const { into, addresses, groups } = merger.terms
  // One that is in both already, or that the terms do not name, is left where it is: its steward sees the end, and leaves.
  if (!groups.some(({ group }) => group === own.id) || federations.isMemberOf(own.row, into)) return undefined
  const loop = refuseBelow(core, own, into)
  const end = decodeEntry(stored.signed)
  const known = isRefusal(end) ? end : openBody('federation/merged', end)
  if (loop || isRefusal(known)) return loop ?? known
  const { other } = known.body
  return core.write(own.id, 'group/federated', {
    federation: into,
    charter: other.genesis,
    addresses,
    feed,
    ...(other.replacements ? { replacements: other.replacements } : {}),
    merged: {
      charter: encodeSignedEntry(genesis.signed),
      ...(replacements.length > 0 ? { replacements } : {}),
      entry: encodeSignedEntry(stored.signed),
    },
  })
}
