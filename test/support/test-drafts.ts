import type { Cid } from '../../protocol/bytes/cid.ts'
import type { DraftContent } from '../../protocol/life/draft.ts'
import { rational } from '../../protocol/rational.ts'
import { accepted, HOUR, MAJORITY, type Person, type TestGroup } from './test-core.ts'

export const CONTENT: DraftContent = {
  title: 'Paint the fence?',
  text: 'Green, and soon.',
  method: MAJORITY,
  quorum: rational(1, 2),
}

/** What people do with drafts in a group, each as one entry. */
export function draftsOf(group: TestGroup) {
  const headOf = (draft: Cid): Cid => group.core.projections.life.drafts.get(draft)?.head ?? draft
  return {
    headOf,
    async start(who: Person, content: Partial<DraftContent> = {}, openTo: Person[] | null = null): Promise<Cid> {
      const body = { ...CONTENT, ...content, openTo: openTo?.map(({ key }) => key) ?? null }
      return accepted(await group.act(who.signer, 'draft/started', body)).id
    },
    revise: (who: Person, draft: Cid, text: string, base = headOf(draft)) =>
      group.act(who.signer, 'draft/revised', { ...CONTENT, text, draft, base }),
    submit: (who: Person, draft: Cid, revision = headOf(draft)) =>
      group.act(who.signer, 'draft/submitted', { draft, revision }),
    review: (who: Person, draft: Cid, verdict: 'approved' | 'changes', reason = '') =>
      group.act(who.signer, 'review/given', { draft, revision: headOf(draft), verdict, reason }),
    open(who: Person, draft: Cid | undefined, changes: Partial<DraftContent> = {}) {
      const terms = { closesAtMs: group.clock.now() + 2 * HOUR, closesEarly: false, answers: null }
      return group.act(who.signer, 'proposal/opened', { ...CONTENT, ...changes, ...terms, ...(draft ? { draft } : {}) })
    },
    amend: (who: Person, draft: Cid, text: string, base = headOf(draft)) =>
      group.act(who.signer, 'amendment/offered', { draft, base, text, reason: 'It lasts.' }),
  }
}

/** Three members, the last of them a moderator. */
export async function threePeople(group: TestGroup): Promise<[Person, Person, Person]> {
  const [alice, bob, carla] = await group.join('Alice', 'Bob', 'Carla')
  if (!alice || !bob || !carla) throw new Error('nobody joined')
  accepted(await group.act(group.steward.signer, 'member/role-set', { member: carla.key, role: 'moderator' }))
  return [alice, bob, carla]
}
