import { readdirSync, readFileSync } from 'node:fs'
import Database from 'better-sqlite3'
import { type Refusal, refuse } from '../../protocol/refusal.ts'
import { MIGRATIONS } from '../resources.ts'

export type Store = Database.Database

/** 'CMNL': what `file` and other programs see of a Comunal store. */
export const APPLICATION_ID = 0x434d4e4c

/**
 * Opens a group's SQLite file and brings it up to date; `:memory:` is one that leaves nothing behind.
 * Commits are durable when they return (`synchronous=FULL`, write-ahead log).
 * @returns `node/newer-store` for a file that a newer version has written or another program made.
 */
export function openStore(path: string): Store | Refusal {
  const store = new Database(path)
  const applicationId = Number(store.pragma('application_id', { simple: true }))
  const version = Number(store.pragma('user_version', { simple: true }))
  const migrations = listMigrations()
  if ((applicationId !== APPLICATION_ID && (applicationId !== 0 || version !== 0)) || version > migrations.length) {
    store.close()
    return refuse('node/newer-store', { applicationId, version, known: migrations.length })
  }
  store.pragma('journal_mode = WAL')
  store.pragma('synchronous = FULL')
  store.pragma('foreign_keys = ON')
  store.pragma('busy_timeout = 5000')
  store.pragma('cache_size = -16000')
  for (const [at, sql] of migrations.entries()) if (at >= version) migrate(store, at + 1, sql)
  return store
}

function migrate(store: Store, version: number, sql: string): void {
  store.transaction(() => {
    store.exec(sql)
    store.pragma(`application_id = ${APPLICATION_ID}`)
    store.pragma(`user_version = ${version}`)
  })()
}

/** The migrations' SQL in the order of their numbers, without a gap. */
function listMigrations(): string[] {
  const files = readdirSync(MIGRATIONS)
    .filter(name => name.endsWith('.sql'))
    .sort()
  return files.map((name, at) => {
    if (Number.parseInt(name, 10) !== at + 1) throw new Error(`migration ${name} is out of order`)
    return readFileSync(new URL(name, MIGRATIONS), 'utf8')
  })
}
