import type { Cid } from '../bytes/cid.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { cid, type Infer, integer, nullable, object, publicKey, text } from '../bytes/schema.ts'
import { requirePermission } from '../group/membership.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Refusal, refuse } from '../refusal.ts'
import { requireAccepted } from './result.ts'

/** Something to be done because the group decided so; nobody's until somebody takes it, where no assignee is named. */
export const taskAdded = object({
  proposal: cid,
  title: text({ min: 1, max: 200 }),
  assignee: nullable(publicKey),
  dueAtMs: nullable(integer({ min: 0 })),
})
export type TaskAdded = Infer<typeof taskAdded>

export const taskDone = object({ task: cid, note: text({ min: 0, max: 2_000 }) })

/** A task is given to somebody else, or to nobody; the last in the log counts. */
export const taskAssigned = object({ task: cid, assignee: nullable(publicKey) })

/** `assignee`: whose it is now. */
export type TaskRecord = TaskAdded & { readonly id: Cid; readonly by: PublicKeyHex; readonly isDone: boolean }

export function judgeTaskAdded({ entry, body }: KnownEntry<'task/added'>, reader: LogReader): Refusal | undefined {
  const refusal = requireAccepted(reader, body.proposal) ?? requirePermission(reader, entry.header.by, 'propose')
  return refusal ?? refuseAssignee(reader, body.assignee)
}

/** Whoever has it passes it on or gives it back; who gave it, or a moderator; and anyone takes what is nobody's. */
export function judgeTaskAssigned(
  { entry, body }: KnownEntry<'task/assigned'>,
  reader: LogReader,
): Refusal | undefined {
  const task = reader.life?.task(body.task)
  if (!task) return refuse('task/unknown')
  if (task.isDone) return refuse('task/done')
  const { by } = entry.header
  const isTaking = task.assignee === null && body.assignee === by
  const isTheirs = isTaking || by === task.assignee || by === task.by
  return requirePermission(reader, by, isTheirs ? 'propose' : 'review') ?? refuseAssignee(reader, body.assignee)
}

function refuseAssignee(reader: LogReader, assignee: PublicKeyHex | null): Refusal | undefined {
  if (assignee === null || reader.member(assignee)?.state === 'active') return
  return refuse('member/unknown', { key: assignee })
}

/** Whoever it was given to says that it is done; else who gave it, or a moderator; anyone where it was nobody's. */
export function judgeTaskDone({ entry, body }: KnownEntry<'task/done'>, reader: LogReader): Refusal | undefined {
  const task = reader.life?.task(body.task)
  if (!task) return refuse('task/unknown')
  if (task.isDone) return refuse('task/done')
  const { by } = entry.header
  const isTheirs = task.assignee === null || by === task.assignee || by === task.by
  return requirePermission(reader, by, isTheirs ? 'propose' : 'review')
}
