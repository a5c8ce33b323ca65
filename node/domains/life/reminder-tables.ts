import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { Store } from '../../store/open.ts'
import { storedCid } from '../stored.ts'

/** What a reminder is of: a vote that closes soon, a task that is due soon, an evaluation whose day has come. */
export type ReminderKind = 'vote' | 'task' | 'evaluation'
export type Reminder = { readonly kind: ReminderKind; readonly subject: Cid }

/** Reminders as they are kept: planned once, told once. */
export function openReminderTables(store: Store) {
  const plan = store.prepare<[string, string, number]>(
    'INSERT OR IGNORE INTO reminder (kind, subject, at_ms) VALUES (?, ?, ?)',
  )
  const waiting = store.prepare<[number], { kind: ReminderKind; subject: string }>(
    'SELECT kind, subject FROM reminder WHERE told_at_ms IS NULL AND at_ms <= ? ORDER BY at_ms',
  )
  const next = store.prepare<[], number | null>('SELECT min(at_ms) FROM reminder WHERE told_at_ms IS NULL').pluck()
  const tell = store.prepare<[number, string, string]>(
    'UPDATE reminder SET told_at_ms = ? WHERE kind = ? AND subject = ? AND told_at_ms IS NULL',
  )
  const told = store
    .prepare<[string, string], number>(
      'SELECT 1 FROM reminder WHERE kind = ? AND subject = ? AND told_at_ms IS NOT NULL',
    )
    .pluck()
  const toldOf = store
    .prepare<[string], string>('SELECT subject FROM reminder WHERE kind = ? AND told_at_ms IS NOT NULL')
    .pluck()
  return {
    plan: ({ kind, subject }: Reminder, atMs: number): void => void plan.run(kind, subject, atMs),
    /** Those whose time has come, the oldest first. */
    waiting: (nowMs: number): Reminder[] =>
      waiting.all(nowMs).map(({ kind, subject }) => ({ kind, subject: storedCid(subject) })),
    nextMs: (): number | null => next.get() ?? null,
    tell: ({ kind, subject }: Reminder, nowMs: number): void => void tell.run(nowMs, kind, subject),
    isTold: (kind: ReminderKind, subject: Cid): boolean => told.get(kind, subject) !== undefined,
    toldOf: (kind: ReminderKind): Cid[] => toldOf.all(kind).map(storedCid),
  }
}
