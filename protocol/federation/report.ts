import type { Cid } from '../bytes/cid.ts'
import { type Refusal, refusalSentence } from '../refusal.ts'

/** One thing that does not hold, and where. */
export type Finding = {
  /** Path from the decision down, by names of groups: `Assembly / Barcelona / Gràcia`. */
  readonly where: string
  readonly code: Refusal['code']
  readonly sentence: string
  readonly id: Cid | null
  /** Where the entry begins in the file that was verified, if it was one and holds the entry. */
  readonly byte: number | null
}

/** What a verification did and found. It holds where `findings` is empty. */
export type Report = {
  /** `ballots`: every ballot counted again. `mandates`: some branch rests on the signed figures of a group. */
  readonly level: 'ballots' | 'mandates'
  readonly verified: boolean
  readonly findings: readonly Finding[]
  /** What was checked. */
  readonly signatures: number
  readonly ballots: number
  readonly groups: number
  /** Groups whose ballots were not in the evidence. */
  readonly notRecounted: readonly string[]
}

/** Collects findings while a verification walks down a tree of evidence. */
export type Notebook = {
  find(where: string, refusal: Refusal, id?: Cid): void
  checked(what: 'signatures' | 'ballots' | 'groups', how: number): void
  unrecounted(where: string): void
  /** Takes over what another notebook holds; its findings only where asked to. */
  add(other: Notebook, take: { findings: boolean }): void
  report(): Report
}

export function openNotebook(): Notebook {
  const findings: Finding[] = []
  const notRecounted: string[] = []
  const counts = { signatures: 0, ballots: 0, groups: 0 }
  return {
    find(where, refusal, id) {
      findings.push({ where, code: refusal.code, sentence: refusalSentence(refusal), id: id ?? null, byte: null })
    },
    checked(what, how) {
      counts[what] += how
    },
    unrecounted(where) {
      notRecounted.push(where)
    },
    add(other, take) {
      const found = other.report()
      if (take.findings) findings.push(...found.findings)
      notRecounted.push(...found.notRecounted)
      counts.signatures += found.signatures
      counts.ballots += found.ballots
      counts.groups += found.groups
    },
    report: () => ({
      level: notRecounted.length === 0 ? 'ballots' : 'mandates',
      verified: findings.length === 0,
      findings,
      ...counts,
      notRecounted,
    }),
  }
}
