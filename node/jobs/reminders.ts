import type { Core } from '../core.ts'
import type { StoredProposal } from '../domains/governance/proposals.ts'
import { openReminderTables, type Reminder } from '../domains/life/reminder-tables.ts'
import type { Settler } from './settling.ts'

/** Tells members in time what waits for them. */
export type Reminders = Settler & {
  /** Called when a reminder has become due, once in the life of the node's store. */
  onDue(listener: (reminder: Reminder) => void): () => void
}

const DAY_MS = 24 * 3_600_000
/** A vote that is open for less than four days is reminded of in its last quarter. */
const SHARE_OF_VOTE = 4

/**
 * Plans a reminder when its reason comes about and tells it when its time has come: both are kept before anything else
 * happens, so that a restart loses none and repeats none. What came due while the node was off is told at its start.
 */
export function openReminders(core: Core): Reminders {
  const { proposals, life } = core.projections
  const tables = openReminderTables(core.store)
  const listeners = new Set<(reminder: Reminder) => void>()
  /** What was planned since the start; the rest the table knows. */
  const planned = new Set<string>()

  const plan = (reminder: Reminder, atMs: number) => {
    const name = `${reminder.kind}/${reminder.subject}`
    if (planned.has(name)) return
    tables.plan(reminder, atMs)
    planned.add(name)
  }
  const planAll = (log: number) => {
    for (const proposal of proposals.list(log, 'open').flatMap(id => proposals.get(id) ?? [])) {
      plan({ kind: 'vote', subject: proposal.id }, remindOfVoteAtMs(proposal))
      const { evaluatesAtMs } = proposal
      if (evaluatesAtMs !== undefined) plan({ kind: 'evaluation', subject: proposal.id }, evaluatesAtMs)
    }
    for (const { id, dueAtMs } of life.followUp.openTasks(log)) {
      if (dueAtMs !== null) plan({ kind: 'task', subject: id }, dueAtMs - DAY_MS)
    }
  }
  return {
    async settle() {
      const own = core.ownGroup()
      if (!own) return
      planAll(own.row)
      for (const reminder of tables.waiting(core.now())) {
        tables.tell(reminder, core.now())
        for (const listener of listeners) listener(reminder)
      }
    },
    nextDueMs: tables.nextMs,
    onDue(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function remindOfVoteAtMs({ openedAtMs, closesAtMs }: StoredProposal): number {
  return closesAtMs - Math.min(DAY_MS, Math.floor((closesAtMs - openedAtMs) / SHARE_OF_VOTE))
}
