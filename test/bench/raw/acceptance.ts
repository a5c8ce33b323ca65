import { createHash } from 'node:crypto'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import type { SignedEntry } from '../../../protocol/log/entry.ts'
import { prepareVerification } from './verification.ts'

/** Rows a transaction: about what the node's own groups come to under full load. */
const ROWS_A_COMMIT = 200

/**
 * The raw limit of accepting ballots: their signatures by `node:crypto` on so many threads, and meanwhile one row each in
 * grouped, durable commits of SQLite. No HTTP, no log, no rules.
 * @returns ballots a second.
 */
export async function rawAcceptance(ballots: readonly SignedEntry[], threads: number, folder: string): Promise<number> {
  await using verification = await prepareVerification(ballots, threads)
  const store = new Database(join(folder, 'raw.sqlite'))
  store.pragma('journal_mode = WAL')
  store.pragma('synchronous = FULL')
  store.exec('CREATE TABLE entry (position INTEGER PRIMARY KEY, id BLOB, header BLOB, signature BLOB, body BLOB)')
  store.exec('CREATE UNIQUE INDEX entry_by_id ON entry (id)')
  const insert = store.prepare('INSERT INTO entry (id, header, signature, body) VALUES (?, ?, ?, ?)')
  const commit = store.transaction((from: number) => {
    for (const { header, signature, body } of ballots.slice(from, from + ROWS_A_COMMIT)) {
      insert.run(createHash('sha256').update(header).update(signature).digest(), header, signature, body)
    }
  })
  const startMs = performance.now()
  const verified = verification.run()
  for (let from = 0; from < ballots.length; from += ROWS_A_COMMIT) {
    commit.immediate(from)
    await new Promise(resolve => setImmediate(resolve))
  }
  await verified
  const seconds = (performance.now() - startMs) / 1_000
  store.close()
  return ballots.length / seconds
}
