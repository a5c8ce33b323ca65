import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { type Refusal, refuse } from '../protocol/refusal.ts'

/** Where a node keeps what is its own; the folder is made by whoever first holds it. */
export const storePath = (folder: string) => join(folder, 'comunal.sqlite')
export const nodeKeyPath = (folder: string) => join(folder, 'node.key')
/** Shared by all nodes of a private network; without it a node speaks with any. */
export const networkKeyPath = (folder: string) => join(folder, 'network.key')
/** A key that is to take the place of the node's. */
export const nextNodeKeyPath = (folder: string) => join(folder, 'node.next.key')
/** Which outside witnesses the node asks. */
export const witnessListPath = (folder: string) => join(folder, 'witnesses.json')
/** Where a witness by itself keeps its key and what it has cosigned. */
export const witnessFolder = (folder: string) => join(folder, 'witness')
export const witnessKeyPath = (folder: string) => join(witnessFolder(folder), 'witness.key')
export const witnessStorePath = (folder: string) => join(witnessFolder(folder), 'witness.sqlite')
const lockPath = (folder: string) => join(folder, 'node.lock')

/**
 * Takes the folder for one process; `node/running` while another has it. The lock is SQLite's on a file of its own: the
 * system lets go of it however the process ends, so a crash leaves nothing to clean up.
 */
export function holdDataFolder(folder: string): Disposable | Refusal {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const lock = new Database(lockPath(folder), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch {
    lock.close()
    return refuse('node/running', { folder })
  }
  return { [Symbol.dispose]: () => void lock.close() }
}
