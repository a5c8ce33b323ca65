import { openPaperNotes } from '../../node/domains/paper/paper-notes.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import type { Choice } from '../../protocol/governance/method.ts'
import { accepted, HOUR, type Person, type TestGroup } from './test-core.ts'

/** What people do with the paper of one group's votes. */
export function paperOf(group: TestGroup) {
  const { core, steward } = group
  const notes = openPaperNotes(core.store)
  return {
    notes,
    issue: (proposal: Cid, voter: Person, by = steward) => {
      const mark = notes.mark(proposal, voter.key, core.randomBytes(32))
      return group.act(by.signer, 'paper/issued', { proposal, mark })
    },
    takeBack: (proposal: Cid, issued: Cid, by = steward) =>
      group.act(by.signer, 'paper/returned', { proposal, issued }),
    /** @returns the serials of the new sheets. */
    async print(proposal: Cid, sheets: number): Promise<string[]> {
      const { serials, count, root } = notes.draw(proposal, sheets, core.randomBytes)
      accepted(await group.act(steward.signer, 'paper/printed', { proposal, count, root }))
      return serials
    },
    key: (teller: Person, proposal: Cid, serial: string | undefined, choice: Choice | null) =>
      group.act(teller.signer, 'paper/keyed', { proposal, serial: serial ?? 'none', choice }),
  }
}

/** A group with two tellers besides its steward, and three more members. */
export async function paperGroup(group: TestGroup) {
  const [alice, bob, carla, tina, tom] = await group.join('Alice', 'Bob', 'Carla', 'Tina', 'Tom')
  if (!alice || !bob || !carla || !tina || !tom) throw new Error('nobody joined')
  for (const { key } of [tina, tom]) {
    accepted(await group.act(group.steward.signer, 'member/role-set', { member: key, role: 'moderator' }))
  }
  return { alice, bob, carla, tina, tom }
}

export const PAPER = { keyingMs: 24 * HOUR }
