import type { Cid } from '../bytes/cid.ts'
import { judge, type KnownEntry, openEntry } from '../kinds.ts'
import type { Entry } from '../log/entry.ts'
import type { LogReader } from '../log-reader.ts'
import { isRefusal, refuse } from '../refusal.ts'
import type { Decision } from './decision.ts'
import { type Blocks, type FederationEvidence, readEntry, readKnown } from './evidence.ts'
import type { FederationProposal } from './proposal.ts'
import type { EarlierProposal } from './replay-roster.ts'
import type { Notebook } from './report.ts'
import { isVetoEntry, type VetoEntry, type VetoRecord, vetoRecords } from './veto.ts'

type Found = {
  readonly blocks: Blocks
  readonly notebook: Notebook
  readonly where: string
}

/**
 * What became of the vetoes of a decided proposal until its evidence was put together, by the same rules by which the
 * federation's node took it. Signatures are for the caller to check.
 */
export function replaySettlement(
  { settlement = [] }: FederationEvidence,
  {
    proposal,
    decision,
    before,
    reader,
  }: {
    readonly proposal: FederationProposal
    readonly decision: Decision
    readonly before: readonly VetoEntry[]
    readonly reader: LogReader
  },
  { blocks, notebook, where }: Found,
): { readonly vetoes: readonly VetoRecord[]; readonly entries: readonly Entry[] } {
  const said = [...before]
  const entries: Entry[] = []
  const decided: FederationProposal = { ...proposal, state: 'decided', decision }
  const later: LogReader = {
    ...reader,
    federationProposal: id => (id === proposal.id ? decided : reader.federationProposal(id)),
    vetoes: { of: id => (id === proposal.id ? vetoRecords(said) : []), revote: () => undefined },
  }
  for (const id of settlement) {
    const entry = readEntry(blocks, id)
    const known = isRefusal(entry) ? entry : openEntry(entry)
    if (isRefusal(known) || isRefusal(entry)) {
      notebook.find(where, isRefusal(known) ? known : refuse('evidence/missing'), id)
      continue
    }
    const isOfIt = isVetoEntry(known) && known.body.proposal === proposal.id
    const refused = isOfIt
      ? judge(known, later, entry.header.at)
      : refuse('entry/not-for-this-log', { kind: known.kind })
    if (refused) notebook.find(where, refused, id)
    else if (isVetoEntry(known)) {
      said.push(known)
      entries.push(entry)
    }
  }
  return { vetoes: vetoRecords(said), entries }
}

/** The round before, as its federation's node stated it, under whichever of its keys; its entries are for the caller to check. */
export function readRoundBefore(
  { follows }: FederationEvidence,
  proposed: KnownEntry<'federation/proposed'>,
  nodes: readonly string[],
  { blocks, notebook, where }: Found,
): { readonly earlier: readonly EarlierProposal[]; readonly entries: readonly Entry[] } {
  const none = { earlier: [], entries: [] }
  const named: Cid | null = proposed.body.round?.follows ?? null
  if (named === null) return none
  if (!follows || follows.proposal !== named) {
    notebook.find(where, refuse('evidence/missing', { what: 'the round before' }), proposed.entry.id)
    return none
  }
  const before = readKnown(blocks, follows.proposal, 'federation/proposed')
  const decided = readKnown(blocks, follows.decided, 'federation/decided')
  if (isRefusal(before) || isRefusal(decided)) {
    for (const refused of [before, decided]) if (isRefusal(refused)) notebook.find(where, refused, named)
    return none
  }
  const { header, id } = decided.entry
  const isOfLog = [before, decided].every(({ entry }) => entry.header.log === proposed.entry.header.log)
  if (!isOfLog || !nodes.includes(header.by) || decided.body.proposal !== named) {
    notebook.find(where, refuse('evidence/missing', { what: 'the decision of the round before' }), id)
    return none
  }
  const decision: Decision = { entry: id, atMs: header.at, body: decided.body }
  const { charter } = decided.body
  const proposal: FederationProposal = { ...before.body, id: named, state: 'decided', decision, charter }
  return { earlier: [{ proposal, vetoes: [] }], entries: [before.entry, decided.entry] }
}
