import { createHash } from 'node:crypto'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { LabNode } from './lab-node.ts'

type Row = { cid: string; header: Uint8Array; signature: Uint8Array; body: Uint8Array | null }

/** A hash over every entry of each log that a stopped node has kept for its federations, by the log's id. */
export function feedsKept({ data }: LabNode): ReadonlyMap<string, string> {
  const store = new Database(join(data, 'comunal.sqlite'), { readonly: true })
  try {
    const rows = store
      .prepare<[], Row>(`
        SELECT log.cid, header, signature, body FROM entry JOIN log ON log.id = entry.log
        WHERE log.type = 'feed' OR log.cid IN (SELECT federation FROM feed) ORDER BY log.cid, entry.idx`)
      .iterate()
    const hashes = new Map<string, ReturnType<typeof createHash>>()
    for (const { cid, header, signature, body } of rows) {
      const hash = hashes.get(cid) ?? createHash('sha256')
      hashes.set(
        cid,
        hash
          .update(header)
          .update(signature)
          .update(body ?? ''),
      )
    }
    return new Map([...hashes].map(([cid, hash]) => [cid, hash.digest('hex')]))
  } finally {
    store.close()
  }
}
