import { author } from '../../protocol/author.ts'
import { type Cid, cidFromDigest, cidOfBytes } from '../../protocol/bytes/cid.ts'
import { concatBytes } from '../../protocol/bytes/compare.ts'
import { writeCar } from '../../protocol/federation/car.ts'
import {
  blocksOfEntry,
  type Evidence,
  encodeEvidence,
  readEntry,
  readEvidence,
} from '../../protocol/federation/evidence.ts'
import type { Signer } from '../../protocol/keys/signer.ts'
import type { BodyOf, KindName } from '../../protocol/kinds.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import { accepted } from './test-core.ts'

/** Numbers that look random and are the same in every run (mulberry32). */
export function seededNumbers(seed: number) {
  let state = seed >>> 0
  /** An integer from 0 to one less than `below`. */
  return (below: number): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}
export type Random = ReturnType<typeof seededNumbers>

/** A recount bundle in the hands of somebody who knows the format and puts every hash right again. */
export type Bundle = { readonly root: Cid; readonly blocks: ReadonlyMap<Cid, Uint8Array> }

export function fileOf({ root, blocks }: Bundle): Uint8Array {
  return concatBytes(...writeCar(root, blocks))
}

/** The tables of contents in a bundle, the root's first. */
export function tablesOf({ blocks }: Bundle): { id: Cid; table: Evidence }[] {
  return [...blocks.keys()].flatMap(id => {
    const table = readEvidence(blocks, id)
    return isRefusal(table) ? [] : [{ id, table }]
  })
}

/** Another block in the place of one, under the id that it has, named by whatever named the first, up to the root. */
export function replaceBlock({ root, blocks }: Bundle, id: Cid, bytes: Uint8Array): Bundle {
  const made = cidOfBytes(bytes)
  const renamed = [...blocks].map(([held, block]) =>
    held === id ? ([made, bytes] as const) : ([held, block] as const),
  )
  let bundle: Bundle = { root: root === id ? made : root, blocks: new Map(renamed) }
  for (const { id: place, table } of tablesOf(bundle)) {
    const turned = turnLinks(table, id, made)
    if (turned) bundle = replaceBlock(bundle, place, encodeEvidence(turned).bytes)
  }
  return bundle
}

/** A table of contents rewritten; `fresh` blocks put in, and blocks that nothing names any more taken out. */
export function rewriteTable(
  bundle: Bundle,
  id: Cid,
  table: Evidence,
  fresh: Iterable<[Cid, Uint8Array]> = [],
): Bundle {
  const more = { ...bundle, blocks: new Map([...bundle.blocks, ...fresh]) }
  const { root, blocks } = replaceBlock(more, id, encodeEvidence(table).bytes)
  const named = namedBlocks({ root, blocks })
  return { root, blocks: new Map([...blocks].filter(([block]) => named.has(block))) }
}

/** Everything that the root names, itself and what is named below it. */
function namedBlocks({ root, blocks }: Bundle): Set<Cid> {
  const table = accepted(readEvidence(blocks, root))
  const named = new Set<Cid>([root])
  for (const id of entriesOf(table)) {
    named.add(id)
    const entry = readEntry(blocks, id)
    if (!isRefusal(entry)) named.add(cidFromDigest(entry.header.body))
  }
  for (const inner of evidenceBelow(table)) {
    if (inner) for (const id of namedBlocks({ root: inner, blocks })) named.add(id)
  }
  return named
}

function evidenceBelow(table: Evidence): (Cid | null)[] {
  if (table.type === 'motion') return []
  return table.type === 'federation'
    ? table.mandates.map(({ evidence }) => evidence)
    : (table.amendments ?? []).map(({ vote }) => vote)
}

/** The leaf and the body of an entry that somebody signs; the first block is the leaf. */
export function forged<K extends KindName>(
  kind: K,
  body: BodyOf<K>,
  place: { log: Cid; at: number; seq: number },
  signer: Signer,
): { id: Cid; blocks: [Cid, Uint8Array][] } {
  const blocks = blocksOfEntry(author(kind, body, { ...place, salt: new Uint8Array(16) }, signer))
  const [leaf] = blocks
  if (!leaf) throw new Error('an entry without a leaf')
  return { id: leaf[0], blocks }
}

function entriesOf(table: Evidence): Cid[] {
  if (table.type === 'motion') return [table.genesis, ...table.roster]
  return table.type === 'group'
    ? [
        table.genesis,
        table.proposal,
        ...table.electorate,
        ...table.ballots,
        ...(table.delegations ?? []),
        ...(table.objections ?? []),
        ...(table.paper?.table ?? []),
        ...(table.paper?.entries ?? []),
        ...(table.replacements ?? []),
        ...(table.amendments ?? []).map(({ amended }) => amended),
        table.closed,
      ]
    : [table.genesis, ...table.roster, table.proposal, ...table.mandates.map(({ mandate }) => mandate), table.decided]
}

/** A table with every link to one block turned to another; undefined where it has none. */
function turnLinks(table: Evidence, from: Cid, to: Cid): Evidence | undefined {
  let isTurned = false
  const turn = (id: Cid): Cid => {
    isTurned ||= id === from
    return id === from ? to : id
  }
  if (table.type === 'motion') {
    const { genesis, roster, motion, closed } = table
    const turned = { genesis: turn(genesis), roster: roster.map(turn), motion: turn(motion), closed: turn(closed) }
    return isTurned ? { ...table, ...turned } : undefined
  }
  const shared = { genesis: turn(table.genesis), proposal: turn(table.proposal), place: table.place }
  const changed: Evidence =
    table.type === 'group'
      ? {
          ...shared,
          type: 'group',
          electorate: table.electorate.map(turn),
          ballots: table.ballots.map(turn),
          ...(table.delegations ? { delegations: table.delegations.map(turn) } : {}),
          ...(table.objections ? { objections: table.objections.map(turn) } : {}),
          ...(table.paper
            ? { paper: { table: table.paper.table.map(turn), entries: table.paper.entries.map(turn) } }
            : {}),
          ...(table.replacements ? { replacements: table.replacements.map(turn) } : {}),
          ...(table.amendments
            ? {
                amendments: table.amendments.map(one => ({
                  amended: turn(one.amended),
                  vote: one.vote && turn(one.vote),
                })),
              }
            : {}),
          closed: turn(table.closed),
        }
      : {
          ...shared,
          type: 'federation',
          roster: table.roster.map(turn),
          mandates: table.mandates.map(({ mandate, evidence }) => ({
            mandate: turn(mandate),
            evidence: evidence && turn(evidence),
          })),
          decided: turn(table.decided),
        }
  return isTurned ? changed : undefined
}
