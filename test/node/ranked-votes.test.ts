import t from 'tap'
import { evidenceOfDecision, evidenceOfVote } from '../../node/domains/federation/evidence.ts'
import { openLiveTallies } from '../../node/domains/governance/live-tally.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import type { Choice, MethodRule } from '../../protocol/governance/method.ts'
import { profileDigest, profileOf } from '../../protocol/governance/methods/profile.ts'
import { formatRational, rational } from '../../protocol/rational.ts'
import { accepted, HOUR, person, type TestGroup, testClock, testGroup } from '../support/test-core.ts'
import { testMesh } from '../support/test-federation.ts'

const OPTIONS = ['bread', 'roses', 'rest']
const STV: MethodRule = { method: 'stv', options: OPTIONS, seats: 2 }
const SCHULZE: MethodRule = { method: 'schulze', options: OPTIONS, seats: 1 }

const tiers = (...order: string[]): Choice => ({ tiers: order.map(option => [option]) })

/** The first members of a group vote, one for each choice. */
async function voteInTurn(group: TestGroup, name: string, proposal: Cid, choices: readonly Choice[]): Promise<void> {
  for (const [i, choice] of choices.entries()) accepted(await group.vote(person(`${name} ${i}`), proposal, choice))
}

t.test('a method that looks at whole ballots: counted, closed and recounted', async t => {
  await using group = await testGroup('Gràcia')
  await group.join(...Array.from({ length: 4 }, (_, i) => `Gràcia ${i}`))
  const proposal = await group.open({ method: STV, quorum: rational(0) })
  const choices: Choice[] = [
    { rank: ['bread', 'rest'] },
    { rank: ['bread', 'rest'] },
    { rank: ['roses'] },
    { rank: ['bread', 'rest'] },
  ]
  await voteInTurn(group, 'Gràcia', proposal, choices)
  const stored = () => {
    const found = group.core.projections.proposals.get(proposal)
    if (!found) throw new Error('no proposal')
    return found
  }
  const tallies = openLiveTallies(group.core.store, () => 0, group.clock.now)
  t.match(tallies.of(stored(), 'all'), { final: false, outcome: { selected: ['bread', 'roses'] } })

  group.clock.advance(3 * HOUR)
  await group.clerk.settle()
  t.match(stored().closed?.count, {
    ballots: 4,
    counts: [
      { option: 'bread', points: 3 },
      { option: 'roses', points: 1 },
      { option: 'rest', points: 0 },
    ],
    profile: profileDigest(profileOf(choices.toReversed())),
  })
  const final = tallies.of(stored(), 'all')
  t.match(final, { final: true, outcome: { selected: ['bread', 'roses'] } })
  t.ok(final.outcome.rounds.length > 0, 'round by round')

  const { root, blocks } = accepted(evidenceOfVote(group.core, proposal))
  const report = await verifyDecision(root, new Map(blocks))
  t.same(report.findings, [])
  t.match(report.decision, { tally: { outcome: final.outcome } })
})

t.test('groups decide together by the pairs of all their rankings, each with its weight', async t => {
  await using mesh = testMesh(testClock())
  const commons = await mesh.federation('Commons')
  const gracia = await mesh.group('Gràcia', 5)
  const sants = await mesh.group('Sants', 4)
  await mesh.join(commons, gracia, '0.5')
  await mesh.join(commons, sants, '1')
  const asked = await mesh.propose(commons, { method: SCHULZE })
  await mesh.settle()
  const open = ({ core }: TestGroup) => {
    const id = core.projections.proposals.answering(asked)
    if (!id) throw new Error('nothing came down')
    return id
  }
  await voteInTurn(gracia, 'Gràcia', open(gracia), [
    tiers('bread', 'rest', 'roses'),
    tiers('bread', 'rest', 'roses'),
    tiers('bread', 'rest', 'roses'),
    tiers('rest', 'bread', 'roses'),
  ])
  await voteInTurn(sants, 'Sants', open(sants), [
    tiers('roses', 'rest', 'bread'),
    tiers('rest', 'roses', 'bread'),
    tiers('rest', 'bread', 'roses'),
  ])
  mesh.clock.advance(25 * HOUR)
  await mesh.settle()

  const decided = commons.core.projections.federations.proposal(asked)?.decided
  // rest over bread: 1/2 + 3 against 3/2; rest over roses: 2 + 2 against 1.
  t.match(decided, { selected: ['rest'], accepted: null, popular: { count: { ballots: 7 } } })
  const first = decided?.weighted.map(({ option, points }) => `${option} ${formatRational(points)}`)
  t.same(first, ['bread 3/2', 'roses 1', 'rest 5/2'])
  t.equal(decided?.popular.count.cells?.length, 9)

  const { root, blocks } = accepted(evidenceOfDecision(commons.core, asked))
  const report = await verifyDecision(root, new Map(blocks))
  t.same(report.findings, [], 'recounted down to every ballot')
})

t.test('a federation takes no method that looks at whole ballots: its mandates carry sums', async t => {
  await using mesh = testMesh(testClock())
  const commons = await mesh.federation('Commons')
  const closesAtMs = mesh.clock.now() + 24 * HOUR
  const body = {
    title: 'Who speaks for us?',
    text: '',
    method: STV,
    closesAtMs,
    mandatesByMs: closesAtMs,
    answers: null,
  }
  const answer = await commons.act(commons.steward.signer, 'federation/proposed', body)
  t.match(answer, { code: 'proposal/bad', detail: { field: 'method', method: 'stv', instead: /schulze/ } })
})
