import type { Cid } from '../../../protocol/bytes/cid.ts'
import { type PublicKeyHex, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { Codec } from '../../../protocol/bytes/schema.ts'
import { evaluationGiven, feedbackGiven } from '../../../protocol/life/looking-back.ts'
import { type TaskRecord, taskAdded } from '../../../protocol/life/task.ts'
import type { Store } from '../../store/open.ts'
import { readStored, storedCid } from '../stored.ts'

export type StoredTask = TaskRecord & {
  readonly log: number
  readonly atMs: number
  readonly done: { readonly by: PublicKeyHex; readonly atMs: number; readonly note: string } | null
}

type Row = { cid: string; by: Uint8Array; at_ms: number; body: Uint8Array }
type TaskRow = Row & {
  log: number
  done_by: Uint8Array | null
  done_at_ms: number | null
  note: string | null
  is_assigned: number
  assignee: Uint8Array | null
}

/** Said by somebody, at a time. */
export type Said<T> = T & { readonly id: Cid; readonly by: PublicKeyHex; readonly atMs: number }

export type FollowUp = ReturnType<typeof openFollowUp>

/** What follows a vote: tasks, feedback, evaluations. */
export function openFollowUp(store: Store) {
  const task = store.prepare<[string], TaskRow>('SELECT * FROM task WHERE cid = ?')
  const tasks = store.prepare<[string], TaskRow>('SELECT * FROM task WHERE proposal = ? ORDER BY position')
  const openTasks = store.prepare<[number], TaskRow>(
    'SELECT * FROM task WHERE log = ? AND done_at_ms IS NULL AND due_at_ms IS NOT NULL ORDER BY due_at_ms, position',
  )
  const back = store.prepare<[string, string], Row>(
    'SELECT cid, by, at_ms, body FROM looking_back WHERE proposal = ? AND kind = ? ORDER BY position',
  )
  const said = <T>(codec: Codec<T>, kind: string, proposal: Cid): Said<T>[] =>
    back.all(proposal, kind).map(({ cid, by, at_ms, body }) => ({
      ...readStored(codec, body),
      id: storedCid(cid),
      by: publicKeyHex(by),
      atMs: at_ms,
    }))
  return {
    task(id: Cid): StoredTask | undefined {
      const row = task.get(id)
      return row && readTask(row)
    },
    /** In the order of the log. */
    tasks: (proposal: Cid): StoredTask[] => tasks.all(proposal).map(readTask),
    /** Those with a date that are not done, the next due first. */
    openTasks: (log: number): StoredTask[] => openTasks.all(log).map(readTask),
    feedback: (proposal: Cid) => said(feedbackGiven, 'feedback', proposal),
    evaluations: (proposal: Cid) => said(evaluationGiven, 'evaluation', proposal),
  }
}

function readTask({ cid, log, by, at_ms, body, done_by, done_at_ms, note, ...given }: TaskRow): StoredTask {
  const isDone = done_by !== null && done_at_ms !== null
  const added = readStored(taskAdded, body)
  const assigned = given.assignee && publicKeyHex(given.assignee)
  return {
    ...added,
    assignee: given.is_assigned === 1 ? assigned : added.assignee,
    id: storedCid(cid),
    log,
    by: publicKeyHex(by),
    atMs: at_ms,
    isDone,
    done: isDone ? { by: publicKeyHex(done_by), atMs: done_at_ms, note: note ?? '' } : null,
  }
}
