import type { Cid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import type { Charter } from '../group/charter.ts'
import type { NodeReplacement } from './node-replacement.ts'
import { entryIdIn } from './read-signed.ts'
import { standingHead } from './succession.ts'

/** A charter that was in force in a log from a place on; `entry`: what set it. */
export type HeldCharter = {
  readonly from: number
  readonly entry: Cid
  readonly charter: Pick<Charter, 'stewards' | 'threshold'>
}

/** What a node holds of a federation's log: nothing but the founding charter where it keeps no copy. */
export type HeldLog = {
  readonly size: number
  /** First to last, the founding one at place 0. */
  charters(): readonly [HeldCharter, ...HeldCharter[]]
  /** New keys of its node that stand in it. */
  readonly replacements: readonly NodeReplacement[]
  /** Root over its first entries, no more than there are. */
  rootOf(size: number): Uint8Array
}

/**
 * Of new keys of a federation's node that somebody tells, each known to hold by what it shows, those that a node follows by what
 * it holds itself. Who has the former key can make up the amendment that is shown, since it counts on that key's signature alone;
 * so the stewards of the charter in force here have to have signed, as many as it asks for. Where the copy reaches as far as the
 * history that stands and is the same, what is shown has to be the last amendment in it, too: its stewards, and none whom the
 * council appointed or dismissed elsewhere.
 * @param trusted keys that need no such signatures: those by which this node came to know the federation, or cut its copy.
 */
export function followedKeys(
  told: readonly NodeReplacement[],
  held: HeldLog,
  trusted: readonly NodeReplacement[] = [],
): readonly NodeReplacement[] {
  const stranger = told.findIndex((replacement, at) => {
    if (isSame(replacement, held.replacements[at])) return false
    const isBorneOut = isSame(replacement, trusted[at]) || isByCouncil(replacement, held)
    return !isBorneOut || contradicts(replacement, held)
  })
  return stranger < 0 ? told : told.slice(0, stranger)
}

/** As many stewards of the charter in force have signed as it asks for. */
function isByCouncil({ signatures }: NodeReplacement, held: HeldLog): boolean {
  const charters = held.charters()
  const { stewards, threshold } = (charters.at(-1) ?? charters[0]).charter
  return signatures.filter(({ by }) => stewards.includes(by)).length >= threshold
}

/** The copy holds the history that stands, and another charter at its end than the one that is shown. */
function contradicts(replacement: NodeReplacement, held: HeldLog): boolean {
  const head = standingHead(replacement)
  if (!head || head.size > held.size || !equalBytes(held.rootOf(head.size), head.root)) return false
  const charters = held.charters()
  const last = charters.findLast(({ from }) => from < head.size) ?? charters[0]
  const shown = replacement.amended === undefined ? charters[0].entry : entryIdIn(replacement.amended)
  return last.entry !== shown
}

function isSame(one: NodeReplacement, other: NodeReplacement | undefined): boolean {
  return one.node === other?.node && one.replaces === other.replaces && one.standing === other.standing
}
