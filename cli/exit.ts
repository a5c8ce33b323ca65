import type { ProblemDetails } from '../node/client/problem.ts'

/** What a command says to whoever called it; part of the interface, see `docs/commands.md`. */
export const EXIT = { done: 0, refused: 1, usage: 2, unreachable: 3, waiting: 4 } as const

export function exitOf({ code }: ProblemDetails): number {
  return code === 'node/unreachable' ? EXIT.unreachable : EXIT.refused
}
