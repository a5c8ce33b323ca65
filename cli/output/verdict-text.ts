import type { VerdictGroup, VerdictTree } from '../../node/client/shapes.ts'
import { compareRationals, divide, parseRational, type Rational, rational, ZERO } from '../../protocol/rational.ts'
import { contestLines } from './contest-text.ts'
import { emphasis } from './output.ts'
import { columns } from './table.ts'
import { decimal } from './words.ts'

/** A federation's verdict with all that it rests on, as a tree; the last line says what follows. */
export function verdictText(tree: VerdictTree): string {
  return [emphasis('bold', tree.title), branchText(tree)].join('\n')
}

/** The same without the question. */
export function branchText(tree: VerdictTree): string {
  const lines = [tree.name, columns(groupRows(tree, '')), verdictSentence(tree), ...contestLines(tree.contest)]
  return [...lines, ...witnessSentence(tree)].join('\n')
}

/** `Witnessed by 7 of 9 nodes.`; with fewer than the charter asks for, that it is not final. */
function witnessSentence({ witnesses, state }: VerdictTree): string[] {
  if (!witnesses) return state === 'waiting' ? ['Waiting for witnesses: a cosignature does not hold.'] : []
  const { by, of, needed } = witnesses
  const nodes = by.some(({ group }) => group === null) ? 'witnesses' : 'nodes'
  const said = `${by.length} of ${of} ${nodes}`
  return [
    state === 'waiting' ? `Waiting for witnesses: ${said}, ${needed} needed before it binds.` : `Witnessed by ${said}.`,
  ]
}

function groupRows({ groups }: VerdictTree, indent: string): string[][] {
  return groups.toSorted(weightiestFirst).flatMap((group, at) => {
    const last = at === groups.length - 1
    const name = `${indent}${last ? '└─' : '├─'} ${group.name}`
    const below = group.below ? groupRows(group.below, `${indent}${last ? '   ' : '│  '}`) : []
    return [[name, `weight ${decimal(group.weight)}`, positionOf(group), countsOf(group)], ...below]
  })
}

function weightiestFirst(a: VerdictGroup, b: VerdictGroup): number {
  const [ofA, ofB] = [parseRational(a.weight) ?? ZERO, parseRational(b.weight) ?? ZERO]
  return compareRationals(ofB, ofA) || a.name.localeCompare(b.name)
}

function positionOf({ position, counted, reasonText, reason }: VerdictGroup): string {
  return counted ? (position ?? 'counted') : `left out: ${reasonText ?? reason}`
}

function countsOf({ counts, below, counted, recounted, mandate }: VerdictGroup): string {
  if (mandate === null) return ''
  const said = below ? below.weighted : counts
  const text = said.filter(isSaid).map(({ option, points }) => `${decimal(String(points))} ${option}`)
  return `${text.join(', ')}${counted && recounted ? '  ✓' : ''}`
}

/** Abstentions are said only where there are some. */
function isSaid({ option, points }: { option: string; points: string | number }): boolean {
  return option !== 'abstain' || String(points) !== '0'
}

/** `1.9 for, 0.7 against: 73 %, passes.` */
export function verdictSentence({ weighted, quorum, accepted, selected, state, diverges }: VerdictTree): string {
  const share = shareOf(weighted)
  const points = weighted.filter(isSaid).map(({ option, points }) => `${decimal(points)} ${option}`)
  const outcome = accepted === null ? selected.join(', ') || 'open' : accepted ? 'passes' : 'does not pass'
  const missing = quorum.met ? '' : `, ${quorum.counted} of ${quorum.needed} groups needed`
  const figures = `${points.join(', ')}${share === undefined ? '' : `: ${share} %`}`
  const not = state === 'open' ? ' so far' : ''
  return `${figures}, ${outcome}${not}${missing}.${diverges ? ' The popular count comes out differently.' : ''}`
}

/** Whole per cent of for in for and against; undefined where the question is another. */
function shareOf(weighted: VerdictTree['weighted']): string | undefined {
  const points = (option: string): Rational | undefined => {
    const found = weighted.find(item => item.option === option)
    return found && parseRational(found.points)
  }
  const [pro, contra] = [points('for'), points('against')]
  if (!pro || !contra) return undefined
  const both: Rational = rational(pro[0] * contra[1] + contra[0] * pro[1], pro[1] * contra[1])
  if (compareRationals(both, ZERO) <= 0) return undefined
  const [numerator, denominator] = divide(pro, both)
  return ((numerator * 200n + denominator) / (denominator * 2n)).toString()
}
