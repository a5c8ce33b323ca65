import type { Cid } from '../../../protocol/bytes/cid.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { type ArgumentMade, argumentMade } from '../../../protocol/life/argument.ts'
import type { Store } from '../../store/open.ts'
import { readStored, storedCid } from '../stored.ts'

export type StoredArgument = ArgumentMade & { readonly id: Cid; readonly by: PublicKeyHex; readonly atMs: number }

type Row = { position: number; cid: string; by: Uint8Array; at_ms: number; body: Uint8Array }

export type Arguments = ReturnType<typeof openArguments>

/** What members say for and against. */
export function openArguments(store: Store) {
  const ofProposal = store.prepare<[string], Row>(
    'SELECT position, cid, by, at_ms, body FROM argument WHERE about = ? ORDER BY position',
  )
  return {
    /** About any of these, such as a vote and the draft that it was; in the order of the log. */
    list: (...about: readonly Cid[]): StoredArgument[] =>
      about
        .flatMap(id => ofProposal.all(id))
        .sort((a, b) => a.position - b.position)
        .map(read),
  }
}

function read({ cid, by, at_ms, body }: Row): StoredArgument {
  return { ...readStored(argumentMade, body), id: storedCid(cid), by: publicKeyHex(by), atMs: at_ms }
}
