import { evidenceOfMotion } from '../../node/domains/federation/evidence.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import type { CouncilMoved, CouncilVote } from '../../protocol/federation/council-motion.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { termsOf } from '../../protocol/group/amending.ts'
import type { Charter, CharterTerms } from '../../protocol/group/charter.ts'
import { accepted, HOUR, type Person } from './test-core.ts'
import { feedOf, type TestNode } from './test-federation.ts'

const DAY = 24 * HOUR

/** What delegates do on the council of a test federation. */
export function councilOf(federation: TestNode) {
  const { core, clock } = federation
  const reader = () => {
    const own = core.ownGroup()
    if (!own) throw new Error('no federation')
    return core.reader(own)
  }
  const charter = (): Charter => {
    const held = reader().charter()
    if (!held) throw new Error('no charter')
    return held
  }
  const inForce = (): Cid => reader().amending?.inForce() ?? federation.id
  const motion = (id: Cid) => {
    const held = core.projections.federations.motions.get(id)
    if (!held) throw new Error('no motion')
    return held
  }
  return {
    charter,
    inForce,
    motion,
    /** A group sends one of its members. */
    async seat(group: TestNode, who: Person, name = who.name): Promise<void> {
      const fromMs = clock.now()
      const body = { delegate: who.key, name, fromMs, untilMs: fromMs + 90 * DAY, election: null }
      accepted(await group.act(group.steward.signer, 'council/seated', body, feedOf(group)))
    },
    resolution: (title: string): CouncilMoved => ({
      title,
      text: '',
      does: { type: 'resolution' },
      closesAtMs: clock.now() + DAY,
    }),
    change: (changes: Partial<CharterTerms>): CouncilMoved => ({
      title: 'Change the charter?',
      text: '',
      does: { type: 'charter', amends: inForce(), terms: { ...termsOf(charter()), ...changes } },
      closesAtMs: clock.now() + DAY,
    }),
    move: (who: Person, body: CouncilMoved) => federation.act(who.signer, 'council/moved', body),
    vote: (who: Person, id: Cid, vote: CouncilVote) =>
      federation.act(who.signer, 'council/voted', { motion: id, vote }),
    withdraw: (who: Person, id: Cid) => federation.act(who.signer, 'council/withdrawn', { motion: id }),
    async verified(node: TestNode, id: Cid) {
      const { root, blocks } = accepted(evidenceOfMotion(node.core, id))
      return verifyDecision(root, new Map(blocks))
    },
  }
}
