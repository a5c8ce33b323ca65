import t from 'tap'
import { openFederationClerk } from '../../node/domains/federation/clerk.ts'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import { startSettling } from '../../node/jobs/settling.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { openBody } from '../../protocol/kinds.ts'
import { decodeEntry } from '../../protocol/log/entry.ts'
import { until } from '../support/patience.ts'
import { charterOf } from '../support/test-charter.ts'
import { accepted, HOUR, MAJORITY, testClock } from '../support/test-core.ts'
import { federationNode, join, netNode, ticketOf } from './sync-rig.ts'

t.test(
  'a group that has amended its charter often joins, amends it again and is counted, from evidence that is fetched',
  async t => {
    const clock = testClock()
    await using parts = new AsyncDisposableStack()
    const barcelona = parts.use(await federationNode('Barcelona', clock))
    const gracia = parts.use(await netNode('Gràcia', clock))
    const charter = charterOf(gracia)
    const [biel, carla] = await gracia.join('Biel', 'Carla')
    if (!biel || !carla) throw new Error('nobody joined')
    const stewards = [gracia.steward.key, biel.key]
    await charter.pass(await charter.open(charter.change({ stewards })), [biel, carla])
    // More than an entry holds: it takes three.
    const amendments = 16
    for (let i = 0; i < amendments; i++) {
      const purpose = `${i} ${'水'.repeat(1_900)}`
      accepted(await charter.draft(gracia.steward, charter.change({ purpose })))
      await charter.settle()
    }
    for (const node of [barcelona, gracia]) {
      const clerk = openFederationClerk(node.core, (mandate, issuer) => node.network.fetchEvidence(mandate, issuer))
      for (const settler of [node.clerk, clerk]) parts.use(startSettling(node.core, settler))
    }
    accepted(await join(gracia, await ticketOf(barcelona)))
    const inRoster = () => barcelona.core.projections.federations.group(1, gracia.id)
    t.same(inRoster()?.charter, charter.inForce(), 'it joins with the charter that it has')
    const told = barcelona.core.tables.ofKinds(1, ['federation/charter-told'])
    const steps = told.map(({ signed }) => {
      const known = openBody('federation/charter-told', accepted(decodeEntry(signed)))
      return accepted(known).body.steps.length
    })
    t.equal(steps.length, 3, 'told in parts before')
    t.equal(
      steps.reduce((sum, count) => sum + count, 0),
      amendments + 1,
    )

    accepted(await charter.draft(gracia.steward, charter.change({ name: 'Vila de Gràcia' })))
    await charter.settle()
    await until(() => inRoster()?.charter.name === 'Vila de Gràcia')

    const asked = accepted(
      await barcelona.act(barcelona.steward.signer, 'federation/proposed', {
        title: 'Trade?',
        text: '',
        method: MAJORITY,
        closesAtMs: clock.now() + 24 * HOUR,
        mandatesByMs: clock.now() + 48 * HOUR,
        answers: null,
      }),
    )
    const { proposals } = gracia.core.projections
    await until(() => proposals.list(1, 'open').length > 0)
    const [vote] = proposals.list(1, 'open')
    if (!vote) throw new Error('nothing is open')
    for (const who of [gracia.steward, biel, carla]) accepted(await gracia.vote(who, vote, { vote: 'for' }))
    const decided = () => barcelona.core.projections.federations.proposal(asked.id)?.decided
    await until(() => Boolean(decided()))
    t.same(
      decided()?.groups.map(({ reason }) => reason),
      [null],
    )
    const bundle = accepted(evidenceOfDecision(barcelona.core, asked.id))
    const report = await verifyDecision(bundle.root, new Map(bundle.blocks))
    t.same(report.findings, [])
    t.match(report, { level: 'ballots', ballots: 5 }, 'with the ballots about the charter')
  },
)
