import { publicKeyBytes } from '../../../protocol/bytes/public-key.ts'
import type { FederationGroup } from '../../../protocol/federation/roster.ts'
import { originOf, readTreeHead, type TreeHead } from '../../../protocol/log/checkpoint.ts'
import { cosign } from '../../../protocol/log/cosignature.ts'
import { openNote, readNote, verifierKey } from '../../../protocol/log/note.ts'
import { judgeAddCheckpoint, readAddCheckpoint } from '../../../protocol/log/witness.ts'
import { isRefusal, type Refusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import { verifyOneNatively } from '../../log/native-verify.ts'

/** This node as a witness of the logs of its federations: their own, their groups' feeds and their groups' own logs. */
export type Witness = {
  /**
   * Answers the body of a C2SP `add-checkpoint` request with the line of its cosignature. What it vouches for is on the
   * disk before the answer is known to anyone.
   */
  addCheckpoint(body: string): { cosignature: string } | Refusal
  /** The checkpoint of an origin that this node cosigned last. */
  latest(origin: string): string | undefined
}

export function openWitness(
  core: Pick<Core, 'store' | 'signer' | 'now' | 'ownGroup' | 'projections' | 'logs' | 'reader'>,
): Witness {
  const { store, signer, now } = core
  const latestOf = store.prepare<[string], { size: number; root: Uint8Array; note: string }>(
    'SELECT size, root, note FROM witnessed WHERE origin = ?',
  )
  const keep = store.prepare<[string, number, Uint8Array, string, number]>(
    'INSERT OR REPLACE INTO witnessed (origin, size, root, note, at_ms) VALUES (?, ?, ?, ?, ?)',
  )
  /**
   * Where a log's node has another key and nothing by it was cosigned yet, what the group's council let stand takes the
   * place of what the former key had signed.
   */
  const standingOf = (origin: string, keys: readonly string[]): TreeHead | undefined => {
    const standing = standingNotes(core).get(origin)
    const held = latestOf.get(origin)
    if (standing === undefined || (held && !isRefusal(openNote(held.note, keys, verifyOneNatively)))) return undefined
    const note = readNote(standing)
    return isRefusal(note) ? undefined : readTreeHead(note.text)
  }
  const add = store.transaction((body: string): { cosignature: string } | Refusal => {
    const request = readAddCheckpoint(body)
    if (isRefusal(request)) return request
    const keys = keysOfLogs(core)
    const judged = judgeAddCheckpoint(
      request,
      origin => keys.get(origin) ?? [],
      origin => standingOf(origin, keys.get(origin) ?? []) ?? latestOf.get(origin),
      verifyOneNatively,
    )
    if (isRefusal(judged)) return judged
    const { head, text } = judged
    const cosignature = cosign(text, signer, Math.floor(now() / 1000))
    // A checkpoint that was cosigned before changes nothing of what this node stands for.
    if (latestOf.get(head.origin)?.note.split('\n\n')[0] !== text.trimEnd()) {
      keep.run(head.origin, head.size, head.root, request.note + cosignature, now())
    }
    return { cosignature }
  })
  return {
    addCheckpoint: body => add.immediate(body),
    latest: origin => latestOf.get(origin)?.note,
  }
}

/** Checkpoints that councils let stand when they gave their node another key, by origin. */
function standingNotes(core: Parameters<typeof openWitness>[0]): Map<string, string> {
  const { federations } = core.projections
  const notes = new Map<string, string>()
  for (const { row } of core.logs.values()) {
    for (const { group, note } of federations.standing(row)) notes.set(originOf(group), note)
  }
  return notes
}

/** Verifier keys of every log that this node witnesses, by origin. Its own logs are not among them. */
function keysOfLogs(core: Parameters<typeof openWitness>[0]): Map<string, string[]> {
  const keys = new Map<string, string[]>()
  const own = core.ownGroup()
  if (!own) return keys
  const allow = (log: FederationGroup['id'], node: FederationGroup['charter']['node']) => {
    const origin = originOf(log)
    if (!core.logs.get(log)?.own)
      keys.set(origin, [...(keys.get(origin) ?? []), verifierKey(origin, publicKeyBytes(node))])
  }
  const { federations } = core.projections
  const rows = [own.row]
  for (const { federation, charter } of federations.memberships(own.row)) {
    allow(federation, charter.node)
    const row = core.logs.get(federation)?.row
    if (row !== undefined) rows.push(row)
  }
  for (const group of rows.flatMap(row => federations.groups(row))) {
    if (group.state !== 'member') continue
    allow(group.id, group.charter.node)
    allow(group.feed, group.charter.node)
  }
  return keys
}
