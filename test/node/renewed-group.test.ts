import { join } from 'node:path'
import t from 'tap'
import { fitInOneEntry } from '../../node/domains/federation/charter-steps.ts'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import { rebuild } from '../../node/rebuild.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { charterOf } from '../support/test-charter.ts'
import { accepted, HOUR, person, testClock } from '../support/test-core.ts'
import { everyoneVotes, feedOf, testMesh } from '../support/test-federation.ts'
import { renewed } from '../support/test-mergers.ts'

t.test(
  'a group joins that has amended its charter often, and whose node has another key by stewards of a later one',
  async t => {
    const path = join(t.testdir(), 'group.sqlite')
    await using mesh = testMesh(testClock())
    const barcelona = await mesh.federation('Barcelona')
    const former = await mesh.group('Gràcia', 2, { path })
    const biel = person('Gràcia 0')
    const charter = charterOf(former)
    accepted(await charter.draft(former.steward, charter.change({ stewards: [biel.key] })))
    await charter.settle()
    // Together more than an entry holds.
    for (let i = 0; i < 9; i++) {
      accepted(await charter.draft(biel, charter.change({ purpose: `${i} ${'水'.repeat(1_990)}` })))
      await charter.settle()
    }
    const { node: gracia } = await renewed(mesh, former, path, [biel])
    const after = charterOf(gracia)
    accepted(await after.draft(biel, after.change({ name: 'Vila de Gràcia' })))
    await after.settle()

    await mesh.join(barcelona, { ...gracia, steward: biel }, '1')
    const feed = feedOf(gracia)
    const early = await gracia.core.write(feed, 'node/reachable', { addresses: [] })
    t.match(early, { code: 'feed/unproven' }, 'the feed says nothing before it has shown whose it is')
    await mesh.settle()
    const inRoster = () => barcelona.core.projections.federations.group(1, gracia.id)
    t.match(inRoster(), { charter: after.inForce(), amended: after.entry(), feed })

    const proposal = await mesh.propose(barcelona)
    await mesh.settle()
    await everyoneVotes(gracia, 2)
    await mesh.settle()
    mesh.clock.advance(72 * HOUR)
    await mesh.settle()
    const { root, blocks } = accepted(evidenceOfDecision(barcelona.core, proposal))
    const { findings, level, decision } = await verifyDecision(root, new Map(blocks))
    t.same([findings, level], [[], 'ballots'], 'all of it follows from the evidence')
    t.same(decision && 'verdict' in decision && decision.verdict.groups.map(({ reason }) => reason), [null])
    for (const { core } of mesh.nodes) {
      const before = core.projections.digest()
      t.equal(rebuild(core).digest, before, 'the tables follow from the logs')
    }
  },
)

t.test('what stands in one entry is bounded by its number as by its size', async t => {
  const small = new Uint8Array(100)
  t.ok(fitInOneEntry(Array(50).fill(small)))
  t.notOk(fitInOneEntry(Array(51).fill(small)), 'the list of a feed or a joining holds no more')
  t.notOk(fitInOneEntry(Array(3).fill(new Uint8Array(20_000))))
})
