import { openCharterClerk } from '../../node/domains/group/charter-clerk.ts'
import type { Ack } from '../../node/log/writer.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { type CharterChange, changeBytes, termsOf } from '../../protocol/group/amending.ts'
import type { Charter, CharterTerms } from '../../protocol/group/charter.ts'
import { rational } from '../../protocol/rational.ts'
import type { Refusal } from '../../protocol/refusal.ts'
import { accepted, HOUR, type Person, type TestGroup } from './test-core.ts'

/** What stewards and members do about the charter of a test group. */
export function charterOf(group: TestGroup) {
  const { core, clerk, id } = group
  const charterClerk = openCharterClerk(core)
  const reader = () => {
    const own = core.ownGroup()
    if (!own) throw new Error('no group')
    return core.reader(own)
  }
  const inForce = (): Charter => {
    const charter = reader().charter()
    if (!charter) throw new Error('no charter')
    return charter
  }
  const entry = (): Cid => reader().amending?.inForce() ?? id
  const change = (changes: Partial<CharterTerms>): CharterChange => ({
    amends: entry(),
    terms: { ...termsOf(inForce()), ...changes },
  })
  return {
    inForce,
    roleOf: (who: Person) => reader().member(who.key)?.role,
    entry,
    change,
    draft(who: Person, drawnUp: CharterChange): Promise<Ack | Refusal> {
      const signature = who.signer.sign(changeBytes(id, drawnUp))
      return group.act(who.signer, 'charter/drafted', { ...drawnUp, signature })
    },
    async sign(who: Person, draft: Cid, drawnUp: CharterChange): Promise<Ack | Refusal> {
      const signature = who.signer.sign(changeBytes(id, drawnUp))
      return group.act(who.signer, 'charter/signed', { draft, signature })
    },
    settle: () => charterClerk.settle(),
    /** Opens a vote on a change, as strict as it has to be. */
    open: (amendment: CharterChange) =>
      group.open({
        title: 'Change the charter?',
        method: { method: 'supermajority', threshold: rational(2, 3) },
        amendment,
      }),
    /** These vote for it, its time passes, and the node does what follows. */
    async pass(proposal: Cid, voters: readonly Person[]): Promise<void> {
      for (const voter of voters) accepted(await group.vote(voter, proposal, { vote: 'for' }))
      group.clock.advance(3 * HOUR)
      await clerk.settle()
      await charterClerk.settle()
    },
    /** What came of a vote on the charter. */
    cameOf: (proposal: Cid) => core.projections.charters.vote(proposal),
  }
}
