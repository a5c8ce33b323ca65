import type { Database } from 'better-sqlite3'
import type { Signer } from '../../protocol/keys/signer.ts'
import type { TreeHead } from '../../protocol/log/checkpoint.ts'
import { cosign } from '../../protocol/log/cosignature.ts'
import { openNote } from '../../protocol/log/note.ts'
import { judgeAddCheckpoint, readAddCheckpoint } from '../../protocol/log/witness.ts'
import { isRefusal, type Refusal } from '../../protocol/refusal.ts'
import { verifyOneNatively } from '../log/native-verify.ts'

/** The memory of a witness: of each log the checkpoint that it cosigned last, and nothing else. */
export type Cosigner = {
  /**
   * Answers the body of a C2SP `add-checkpoint` request with the line of a cosignature. What it vouches for is on the disk
   * before the answer is known to anyone. Refuses as `judgeAddCheckpoint` does.
   * @param keysOf verifier keys of a log by its origin; none: not a log of this witness.
   * @param standingOf where a log has another key: the head that its council let stand, which takes the place of what the former
   *   key had signed, until something by the new one was cosigned.
   */
  addCheckpoint(
    body: string,
    keysOf: (origin: string) => readonly string[],
    standingOf?: (origin: string) => TreeHead | undefined,
  ): { cosignature: string } | Refusal
  /** The checkpoint of an origin that was cosigned last. */
  latest(origin: string): string | undefined
}

/** @param parts `store` has the table `witnessed` and commits durably; `name`: the witness's, else as nodes are called. */
export function openCosigner(parts: { store: Database; signer: Signer; now: () => number; name?: string }): Cosigner {
  const { store, signer, now, name } = parts
  const latestOf = store.prepare<[string], { size: number; root: Uint8Array; note: string }>(
    'SELECT size, root, note FROM witnessed WHERE origin = ?',
  )
  const keep = store.prepare<[string, number, Uint8Array, string, number]>(
    'INSERT OR REPLACE INTO witnessed (origin, size, root, note, at_ms) VALUES (?, ?, ?, ?, ?)',
  )
  const add = store.transaction<Cosigner['addCheckpoint']>((body, keysOf, standingOf) => {
    const request = readAddCheckpoint(body)
    if (isRefusal(request)) return request
    const latest = (origin: string) => {
      const held = latestOf.get(origin)
      const standing = standingOf?.(origin)
      if (!standing) return held
      const isOfNewKey = held && !isRefusal(openNote(held.note, keysOf(origin), verifyOneNatively))
      return isOfNewKey ? held : standing
    }
    const judged = judgeAddCheckpoint(request, keysOf, latest, verifyOneNatively)
    if (isRefusal(judged)) return judged
    const { head, text } = judged
    const cosignature = cosign(text, signer, Math.floor(now() / 1000), name)
    // A checkpoint that was cosigned before changes nothing of what this witness stands for.
    if (latestOf.get(head.origin)?.note.split('\n\n')[0] !== text.trimEnd()) {
      keep.run(head.origin, head.size, head.root, request.note + cosignature, now())
    }
    return { cosignature }
  })
  return {
    addCheckpoint: (body, keysOf, standingOf) => add.immediate(body, keysOf, standingOf),
    latest: origin => latestOf.get(origin)?.note,
  }
}
