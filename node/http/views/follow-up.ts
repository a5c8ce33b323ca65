import { REST_MS } from '../../../protocol/life/running-again.ts'
import type { StoredProposal } from '../../domains/governance/proposals.ts'
import type { StoredTask } from '../../domains/life/follow-up.ts'
import type { Life } from '../../domains/life/life.ts'
import type { FollowUpView } from '../schema/follow-up.ts'
import type { NameOf } from './name.ts'

/** What follows a vote. */
export function followUpView(proposal: StoredProposal, { results, followUp }: Life, nameOf: NameOf): FollowUpView {
  const result = results.of(proposal.id)
  const said = ({ id, by, atMs }: Pick<StoredTask, 'id' | 'by' | 'atMs'>) => ({ id, by, byName: nameOf(by), at: atMs })
  return {
    accepted: result?.accepted ?? null,
    again: proposal.again ?? null,
    mayRunAgainAtMs: result && !result.accepted ? result.closedAtMs + REST_MS : null,
    evaluatesAtMs: proposal.evaluatesAtMs ?? null,
    tasks: followUp.tasks(proposal.id).map(task => ({
      ...said(task),
      title: task.title,
      assignee: task.assignee,
      assigneeName: task.assignee && nameOf(task.assignee),
      dueAtMs: task.dueAtMs,
      done: task.done && {
        by: task.done.by,
        byName: nameOf(task.done.by),
        at: task.done.atMs,
        note: task.done.note,
      },
    })),
    feedback: followUp.feedback(proposal.id).map(one => ({ ...said(one), text: one.text })),
    evaluations: followUp.evaluations(proposal.id).map(one => ({ ...said(one), text: one.text, met: one.met })),
  }
}
