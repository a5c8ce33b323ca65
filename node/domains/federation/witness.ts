import type { Cid } from '../../../protocol/bytes/cid.ts'
import { publicKeyBytes } from '../../../protocol/bytes/public-key.ts'
import { logOfOrigin, readTreeHead } from '../../../protocol/log/checkpoint.ts'
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
          const log = logOfOrigin(origin)
          const note = readNote((log && standingNote(core, log)) ?? '')
          return isRefusal(note) ? undefined : readTreeHead(note.text)
        },
      )
    },
    latest: cosigner.latest,
  }
}

/** The checkpoint of a log that a council let stand when it gave the log's node another key. */
function standingNote(core: Parameters<typeof openWitness>[0], log: Cid): string | undefined {
  const { federations } = core.projections
  const own = core.ownGroup()
  const above = own && federations.isMemberOf(own.row, log) ? federations.memberships(own.row) : []
  const { replacements = [] } = above.find(({ federation }) => federation === log) ?? {}
  return federations.standing(log) ?? replacements.at(-1)?.standing
}

/**
 * Verifier keys of a log by its origin, one for each federation it is witnessed for; none where it is this node's own. Asked
 * by every peer for every checkpoint: only what the log concerns is read.
 */
function keysOf(core: Parameters<typeof openWitness>[0], origin: string): string[] {
  const own = core.ownGroup()
  const log = logOfOrigin(origin)
  if (!own || !log || core.logs.get(log)?.own) return []
  const { federations } = core.projections
  const above = federations.isMemberOf(own.row, log) ? federations.memberships(own.row) : []
  const rows = federations.memberOf(own.row).flatMap(federation => core.logs.get(federation)?.row ?? [])
  const groups = [own.row, ...rows].flatMap(row => federations.groupsBehind(row, log))
  const charters = [
    ...above.filter(({ federation }) => federation === log),
    ...groups.filter(({ state }) => state === 'member'),
  ].map(({ charter }) => charter)
  return charters.map(({ node }) => verifierKey(origin, publicKeyBytes(node)))
}
