import type { Cid } from '../bytes/cid.ts'
import { equalBytes } from '../bytes/compare.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { type ClosedPaper, isSamePaper, paperEntries } from '../governance/closed-paper.ts'
import { refuseUnsettledPaper } from '../governance/early-close.ts'
import { electorateRoot } from '../governance/electorate.ts'
import type { Choice } from '../governance/method.ts'
import { countPaper, doubleVotes, isSerial, paperStanding } from '../governance/paper.ts'
import { serialsRoot, unsoundKeys } from '../governance/paper-table.ts'
import type { KnownEntry } from '../kinds.ts'
import { refuse } from '../refusal.ts'
import { type Desk, readAny, readOwn, requireNode } from './desk.ts'
import type { PaperEvidence } from './evidence.ts'
import { openPaperReplay, type PaperReplay } from './replay-paper.ts'

/** The paper of a vote as its evidence shows it. */
export type RecountedPaper = {
  readonly keys: readonly PublicKeyHex[]
  readonly choices: readonly Choice[]
  readonly closed: ClosedPaper
}

type Vote = {
  readonly opened: KnownEntry<'proposal/opened'>
  readonly closed: KnownEntry<'proposal/closed'>
  readonly entitled: ReadonlySet<PublicKeyHex>
  /** Who has a ballot by key. */
  readonly byKey: ReadonlyMap<PublicKeyHex, unknown>
}

/**
 * Reads the sheets again: handed out and taken back, printed, and read by two who may and who differ; as many keys as sheets
 * are out, each entitled and without a ballot of its own. What the closing does not name could have been added or left out by
 * anyone; what is wrong in entries that it names is the node's own doing.
 */
export function recountPaper(desk: Desk, evidence: PaperEvidence | undefined, vote: Vote): RecountedPaper | undefined {
  const named = vote.closed.body.paper
  const missing = (problem: string, at?: Cid) =>
    void desk.find(refuse('evidence/missing', { what: 'paper', problem }), at)
  const isShown = evidence !== undefined && evidence.table.length + evidence.entries.length > 0
  if (!isShown || !named) return isShown || named ? missing('not what the closing names') : undefined
  const table = readTable(desk, evidence.table, vote.opened.entry.id)
  if (!table) return
  const replay = replayEntries(desk, evidence.entries, vote)
  const { keys } = table
  const sheets = countPaper({ issued: replay.issued(), sheets: replay.sheets() })
  const { choices, spoilt } = sheets
  const found: ClosedPaper = {
    entries: paperEntries(replay.ids(), desk.blocks.hash),
    keys: { count: keys.length, root: electorateRoot(keys, desk.blocks.hash) },
    counted: choices.length,
    spoilt,
    unsettled: sheets.open,
  }
  if (!isSamePaper(found, named)) return missing('not what the closing names')
  const wrong = (problem: string) => desk.find(refuse('mandate/wrong-count', { what: 'paper', problem }))
  const differs =
    found.counted !== named.counted || found.spoilt !== named.spoilt || found.unsettled !== named.unsettled
  if (differs) wrong('not what the tellers read')
  if (keys.length !== sheets.issued) wrong('not as many keys as sheets are out')
  const unsound = unsoundKeys(keys, key => vote.entitled.has(key))
  if (unsound) wrong(unsound)
  if (doubleVotes(keys, vote.byKey).length > 0) wrong('a voter on paper has a ballot too')
  const unprinted = unsoundSerials(table.serials, replay, desk)
  if (unprinted) wrong(unprinted)
  const { opened, closed } = vote
  const standing = paperStanding({ issued: sheets.issued, sheets: replay.sheets() })
  const unsettled = refuseUnsettledPaper(opened.body, standing, closed.entry.header.at)
  if (unsettled) desk.find(unsettled, closed.entry.id)
  return { keys, choices, closed: found }
}

function readTable(
  desk: Desk,
  ids: readonly Cid[],
  proposal: Cid,
): { keys: PublicKeyHex[]; serials: string[] } | undefined {
  const keys: PublicKeyHex[] = []
  const serials: string[] = []
  for (const [place, id] of ids.entries()) {
    const part = readOwn(desk, id, 'proposal/paper')
    if (!part) return
    requireNode(desk, part.entry)
    if (part.body.proposal !== proposal || part.body.part !== place || part.body.parts !== ids.length) {
      return void desk.find(refuse('evidence/missing', { what: 'paper' }), id)
    }
    keys.push(...part.body.keys)
    serials.push(...part.body.serials)
  }
  return { keys, serials }
}

function replayEntries(desk: Desk, ids: readonly Cid[], { opened }: Vote): PaperReplay {
  const { id, header } = opened.entry
  const record = { ...opened.body, id, by: header.by, state: 'open', electorate: null, delegations: null } as const
  const genesis = { id: desk.group, charter: desk.founding, nodes: desk.nodes, verify: desk.blocks.verify }
  const replay = openPaperReplay(genesis, record, desk.charters)
  if (new Set(ids).size !== ids.length) {
    desk.find(refuse('evidence/missing', { what: 'paper', problem: 'an entry stands twice' }))
  }
  for (const next of ids) {
    const known = readAny(desk, next)
    const refused = known && replay.take(known)
    if (!refused) continue
    const isRule = /^(paper|proposal|ballot)\//.test(refused.code)
    const code = isRule ? 'mandate/wrong-count' : 'evidence/missing'
    desk.find(refuse(code, { what: 'paper', problem: refused.code }), next)
  }
  return replay
}

/** What is wrong with the serials that a table reveals: each printing committed to all up to it, and no other was read. */
function unsoundSerials(serials: readonly string[], replay: PaperReplay, { blocks }: Desk): string | undefined {
  const known = new Set(serials)
  if (known.size !== serials.length || !serials.every(isSerial)) return 'a serial stands twice, or is none'
  if ((replay.printed().at(-1)?.count ?? 0) !== serials.length) return 'not the serials that were printed'
  for (const { count, root } of replay.printed()) {
    if (!equalBytes(serialsRoot(serials.slice(0, count), blocks.hash), root)) return 'not the serials that were printed'
  }
  if (replay.sheets().some(({ serial }) => !known.has(serial))) return 'a sheet was read that was not printed'
}
