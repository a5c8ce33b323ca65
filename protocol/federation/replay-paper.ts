import type { Cid } from '../bytes/cid.ts'
import { toHex } from '../bytes/hex.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { type PaperReading, type PaperSheet, paperStanding, readSheets } from '../governance/paper.ts'
import type { PaperReader } from '../governance/paper-entries.ts'
import type { ProposalRecord } from '../governance/proposal.ts'
import type { Chartered } from '../group/amending.ts'
import type { Charter } from '../group/charter.ts'
import type { Verify } from '../keys/verify.ts'
import type { KindName, KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { bareReader } from './bare-reader.ts'
import { openCharterReplay } from './replay-charter.ts'
import { MEMBER_KINDS, openMembers } from './replay-members.ts'
import { judgeShown, readAsMember } from './replay-objections.ts'

/** Kinds that say something of the paper of a vote. */
export const PAPER_KINDS: ReadonlySet<KindName> = new Set([
  'paper/issued',
  'paper/returned',
  'paper/printed',
  'paper/keyed',
])

/** Kinds in the evidence of a vote about its paper: what was said, and what shows by what right. */
export const PAPER_SHOWN_KINDS: ReadonlySet<KindName> = new Set([
  ...PAPER_KINDS,
  ...MEMBER_KINDS,
  'charter/amended',
  'election/called',
])

/** Sheets that were printed up to some entry. */
export type Printed = { readonly count: number; readonly root: Uint8Array }

export type PaperReplay = {
  /** Takes the next entry in the order of the log; refuses what its rule refuses. */
  take(known: KnownEntry): Refusal | undefined
  /** Ids of the entries about paper, in the order of the log. */
  ids(): readonly Cid[]
  /** Sheets that are out: issued less returned. */
  issued(): number
  sheets(): readonly PaperSheet[]
  /** Every printing, each with all sheets before it. */
  printed(): readonly Printed[]
}

/**
 * Paper of a vote, from signed entries, by the rules by which the node let them in. Whose marks they are, and which
 * serials were printed, shows only with the table that the node writes at the close.
 */
export function openPaperReplay(
  genesis: Chartered & { readonly nodes: readonly PublicKeyHex[]; readonly verify?: Verify | undefined },
  proposal: ProposalRecord,
  charters: ReadonlyMap<Cid, Charter>,
): PaperReplay {
  const ids: Cid[] = []
  const marks = new Set<string>()
  const returned = new Map<Cid, boolean>()
  const printed: Printed[] = []
  const readings = new Map<string, PaperReading[]>()
  const agreed = new Map<string, boolean>()
  const members = openMembers(genesis.charter, () => reader, genesis.nodes)
  const inForce = openCharterReplay(genesis, charters)
  const issued = () => [...returned.values()].filter(isReturned => !isReturned).length
  const said = () => {
    const agreeing = [...agreed.values()].filter(Boolean).length
    const printedSoFar = printed.at(-1)?.count ?? 0
    return {
      issued: issued(),
      agreed: agreeing,
      open: agreed.size - agreeing,
      count: ids.length,
      printed: printedSoFar,
    }
  }
  const paper: PaperReader = {
    said,
    closing: () => undefined,
    sheet: (_, serial) => readings.get(serial) ?? [],
    isPrinted: () => true,
    hasDrawn: () => true,
    issue(id) {
      const isReturned = returned.get(id)
      return isReturned === undefined ? undefined : { proposal: proposal.id, isReturned }
    },
    holder: (_, mark) => ({ isOnPaper: marks.has(toHex(mark)), hasVoted: false }),
    isOnPaper: (_: Cid, _key: PublicKeyHex) => false,
  }
  const reader: LogReader = {
    ...bareReader(genesis),
    ...members,
    charter: inForce.charter,
    proposal: id => (id === proposal.id ? proposal : undefined),
    paper,
  }
  const apply = (known: KnownEntry) => {
    const { id, header } = known.entry
    if (PAPER_KINDS.has(known.kind)) ids.push(id)
    switch (known.kind) {
      case 'paper/issued':
        marks.add(toHex(known.body.mark))
        returned.set(id, false)
        break
      case 'paper/returned':
        returned.set(known.body.issued, true)
        break
      case 'paper/printed':
        printed.push(known.body)
        break
      case 'paper/keyed': {
        const { serial, choice } = known.body
        const sheet = [
          ...(readings.get(serial) ?? []),
          { by: header.by, seq: header.seq, index: ids.length, serial, choice },
        ]
        readings.set(serial, sheet)
        agreed.set(serial, paperStanding({ issued: 0, sheets: readSheets(sheet) }).agreed === 1)
        break
      }
    }
  }
  return {
    take(known) {
      if (!PAPER_SHOWN_KINDS.has(known.kind)) return refuse('entry/not-for-this-log', { kind: known.kind })
      const refused = inForce.take(known) ?? judgeShown(known, reader)
      if (refused) return refused
      const read = readAsMember(known, reader)
      members.apply(read)
      apply(read)
    },
    ids: () => ids,
    issued,
    sheets: () => readSheets([...readings.values()].flat()),
    printed: () => printed,
  }
}
