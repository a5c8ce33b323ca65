import type { ArgumentInfo } from '../../node/client/shapes.ts'

/** How a reason stands to the proposal. */
export const ARGUES = { for: 'For', against: 'Against', neutral: 'Besides' } as const

/** Reasons as people read them: those for, those against, the others; nothing where there are none. */
export function argumentLines(said: readonly ArgumentInfo[]): string[] {
  const sides = ['for', 'against', 'neutral'] as const
  return sides.flatMap(side => {
    const lines = said.filter(one => one.side === side).map(({ text, byName }) => `  ${text} (${byName ?? '–'})`)
    return lines.length === 0 ? [] : ['', `${ARGUES[side]}:`, ...lines]
  })
}
