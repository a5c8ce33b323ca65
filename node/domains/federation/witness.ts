import { publicKeyBytes } from '../../../protocol/bytes/public-key.ts'
import type { FederationGroup } from '../../../protocol/federation/roster.ts'
import { originOf, readTreeHead } from '../../../protocol/log/checkpoint.ts'
import { readNote, verifierKey } from '../../../protocol/log/note.ts'
import { isRefusal, type Refusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import { openCosigner } from '../../witness/cosigner.ts'

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
  const cosigner = openCosigner({ store, signer, now })
  return {
    addCheckpoint(body) {
      return cosigner.addCheckpoint(
        body,
        origin => keysOf(core, origin),
        origin => {
          const note = readNote(standingNotes(core).get(origin) ?? '')
          return isRefusal(note) ? undefined : readTreeHead(note.text)
        },
      )
    },
    latest: cosigner.latest,
  }
}

/** Checkpoints that councils let stand when they gave their node another key, by origin. */
function standingNotes(core: Parameters<typeof openWitness>[0]): Map<string, string> {
  const { federations } = core.projections
  const notes = new Map<string, string>()
  const own = core.ownGroup()
  for (const { federation, replacements } of own ? federations.memberships(own.row) : []) {
    const last = replacements.at(-1)
    if (last) notes.set(originOf(federation), last.standing)
  }
  for (const { row } of core.logs.values()) {
    for (const { group, note } of federations.standing(row)) notes.set(originOf(group), note)
  }
  return notes
}

/** Verifier keys of a log by its origin, one for each federation it is witnessed for; none where it is this node's own. */
function keysOf(core: Parameters<typeof openWitness>[0], origin: string): string[] {
  const keys: string[] = []
  const own = core.ownGroup()
  if (!own) return keys
  const allow = (log: FederationGroup['id'], node: FederationGroup['charter']['node']) => {
    if (originOf(log) === origin && !core.logs.get(log)?.own) keys.push(verifierKey(origin, publicKeyBytes(node)))
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
