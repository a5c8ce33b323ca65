import Database from 'better-sqlite3'

/** All that a witness by itself keeps: of each log the checkpoint that it cosigned last. */
const TABLE = `
  CREATE TABLE IF NOT EXISTS witnessed (
    origin TEXT PRIMARY KEY,
    size INTEGER NOT NULL,
    root BLOB NOT NULL,
    note TEXT NOT NULL,
    at_ms INTEGER NOT NULL
  ) STRICT`

/** Opens the file of a witness. A commit is on the disk, its folder's entry too, when it returns (`synchronous=EXTRA`). */
export function openWitnessStore(path: string): Database.Database {
  const store = new Database(path)
  store.pragma('journal_mode = DELETE')
  store.pragma('synchronous = EXTRA')
  store.exec(TABLE)
  return store
}
