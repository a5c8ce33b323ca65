import t from 'tap'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import { author } from '../../protocol/author.ts'
import type { MandateIssued } from '../../protocol/federation/mandate.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { blindedSigner } from '../../protocol/keys/ballot-key.ts'
import { signCheckpoint } from '../../protocol/log/checkpoint.ts'
import { decodeEntry } from '../../protocol/log/entry.ts'
import { appendLeaves, rangeRoot } from '../../protocol/log/merkle.ts'
import { formatRational, rational } from '../../protocol/rational.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import { recounted } from '../support/native-evidence.ts'
import { accepted, HOUR, person, testClock } from '../support/test-core.ts'
import {
  CREDULOUS,
  everyoneVotes,
  feedOf,
  honestMandate,
  type TestMesh,
  type TestNode,
  testMesh,
} from '../support/test-federation.ts'

const TWO_THIRDS = { method: 'supermajority', threshold: rational(2, 3) } as const

t.test('a proposal goes down two levels and mandates come up', async t => {
  await using mesh = testMesh(testClock())
  const assembly = await mesh.federation('Assembly', {
    charter: { decisions: { method: TWO_THIRDS, quorum: rational(1, 2) } },
  })
  const barcelona = await mesh.federation('Barcelona')
  const madrid = await mesh.federation('Madrid')
  const gracia = await mesh.group('Gràcia', 5)
  const eixample = await mesh.group('Eixample', 4)
  const lavapies = await mesh.group('Lavapiés', 3)
  await mesh.join(assembly, barcelona, '1')
  await mesh.join(assembly, madrid, '0.9')
  await mesh.join(barcelona, gracia, '1')
  await mesh.join(barcelona, eixample, '0.9')
  await mesh.join(madrid, lavapies, '1')
  const asked = await mesh.propose(assembly, { method: TWO_THIRDS })
  await mesh.settle()
  await everyoneVotes(gracia, 4)
  await everyoneVotes(eixample, 3)
  await everyoneVotes(lavapies, 1)
  await mesh.settle()

  const decided = assembly.core.projections.federations.proposal(asked)
  t.equal(decided?.state, 'decided')
  const points = decided?.decided?.weighted.map(({ option, points: p }) => `${option} ${formatRational(p)}`)
  t.same(points, ['for 1', 'against 9/10', 'abstain 0'])
  t.equal(decided?.decided?.accepted, false, '1 of 1.9 is less than two thirds')
  t.match(decided?.decided?.popular.count, { ballots: 12 })
  t.equal(decided?.decided?.diverges, true, '8 of 12 people are two thirds')

  const { root, blocks } = accepted(evidenceOfDecision(assembly.core, asked))
  const kept = new Map(blocks)
  const report = await verifyDecision(root, kept)
  t.same(report.findings, [])
  t.equal(report.level, 'ballots')
  t.equal(report.ballots, 12)

  await t.test('without any one block of its evidence it does not verify', async t => {
    for (const dropped of kept.keys()) {
      const poorer = await recounted(
        root,
        [...kept].filter(([id]) => id !== dropped),
      )
      t.equal(poorer.verified, false)
    }
  })
})

/** A federation of an honest group and one that does as the test says. */
async function pair(mesh: TestMesh, options?: Parameters<TestMesh['group']>[2]) {
  const federation = await mesh.federation('Barcelona')
  const honest = await mesh.group('Gràcia', 3)
  const crooked = await mesh.group('Eixample', 3, options)
  await mesh.join(federation, honest, '1')
  await mesh.join(federation, crooked, '0.8')
  const asked = await mesh.propose(federation)
  await mesh.settle()
  await everyoneVotes(honest, 2)
  await mesh.settle({ away: [crooked] })
  return { federation, honest, crooked, asked }
}

/** Where the crooked group stands in the verdict, and that anyone else comes to the same from the evidence. */
async function standingOf(federation: TestNode, asked: Parameters<typeof evidenceOfDecision>[1], group: TestNode) {
  const proposal = federation.core.projections.federations.proposal(asked)
  const { root, blocks } = accepted(evidenceOfDecision(federation.core, asked))
  const report = await verifyDecision(root, new Map(blocks))
  const standing = proposal?.decided?.groups.find(({ group: id }) => id === group.id)
  return { reason: standing?.reason, accepted: proposal?.decided?.accepted, findings: report.findings }
}

const LIES: [code: string, lie: (truth: MandateIssued) => MandateIssued][] = [
  [
    'mandate/wrong-count',
    m => ({ ...m, count: { ...m.count, counts: m.count.counts.map(c => ({ ...c, points: 1, ballots: 1 })) } }),
  ],
  ['mandate/wrong-count', m => ({ ...m, electorate: m.electorate + 40 })],
  ['mandate/bad-arithmetic', m => ({ ...m, position: 'for' })],
  ['mandate/wrong-count', m => ({ ...m, count: { ...m.count, counts: m.count.counts.slice(1) } })],
  ['mandate/wrong-weight', m => ({ ...m, weight: rational(5) })],
]

for (const [code, lie] of LIES) {
  t.test(`a lie in a mandate is left out as ${code}`, async t => {
    await using mesh = testMesh(testClock())
    const { federation, crooked, asked } = await pair(mesh)
    await everyoneVotes(crooked, 0)
    await crooked.clerk.settle()
    accepted(await crooked.core.write(feedOf(crooked), 'mandate/issued', lie(honestMandate(crooked))))
    await mesh.settle()
    t.match(await standingOf(federation, asked, crooked), { reason: code, accepted: true, findings: [] })
  })
}

t.test('a forged ballot in the evidence costs the group its mandate', async t => {
  await using mesh = testMesh(testClock())
  const { federation, crooked, asked } = await pair(mesh, { verifier: CREDULOUS })
  const own = crooked.core.ownGroup()
  const [proposal] = own ? crooked.core.projections.proposals.list(own.row) : []
  if (!proposal) throw new Error('nothing is open')
  const victim = person('Eixample 0')
  const factor = crooked.clerk.factor(proposal, victim.key)
  if (!factor) throw new Error('no ballot key')
  const forger = { ...blindedSigner(victim.seed, factor), sign: () => new Uint8Array(64).fill(7) }
  accepted(await crooked.act(forger, 'ballot/cast', { proposal, choice: { vote: 'for' } }))
  accepted(await crooked.vote(person('Eixample 1'), proposal, { vote: 'for' }))
  mesh.clock.advance(25 * HOUR)
  await mesh.settle()
  t.match(await standingOf(federation, asked, crooked), { reason: 'ballot/bad-signature', findings: [] })
})

t.test("a mandate with a stranger's signature is left out, though it stands in the group's feed", async t => {
  await using mesh = testMesh(testClock())
  const { federation, crooked, asked } = await pair(mesh)
  await everyoneVotes(crooked, 3)
  await crooked.clerk.settle()
  const feed = crooked.core.logs.get(feedOf(crooked))
  if (!feed) throw new Error('no feed')
  const stranger = person('nobody knows')
  const authoring = { log: feed.id, at: mesh.clock.now(), seq: 1, salt: new Uint8Array(16) }
  t.match(
    await crooked.core.writer.submit(author('mandate/issued', honestMandate(crooked), authoring, stranger.signer)),
    { code: 'member/not-allowed' },
    'an honest node would not even take it',
  )
  const signed = author('mandate/issued', honestMandate(crooked), authoring, stranger.signer)
  const entry = accepted(decodeEntry(signed))
  const { range } = appendLeaves(feed.range, [entry.leafHash])
  const checkpoint = signCheckpoint({ log: feed.id, size: range.size, root: rangeRoot(range) }, crooked.core.signer)
  const copied = crooked.core.tables.range(feed.row, 0, 100).map(({ signed: held }) => held)
  const writer = crooked.core.signer.publicKey
  const given = { log: feed.id, from: 0, entries: [...copied, signed], checkpoint, writer }
  t.notOk(isRefusal(await federation.core.writer.replicate(given)))
  await mesh.settle({ away: [crooked] })
  t.match(await standingOf(federation, asked, crooked), { reason: 'mandate/bad-signature', findings: [] })
})

t.test('a group that votes while it is cut off and comes back is counted', async t => {
  await using mesh = testMesh(testClock())
  const { federation, crooked: away, asked } = await pair(mesh)
  await everyoneVotes(away, 3)
  mesh.clock.advance(30 * HOUR)
  await mesh.settle({ away: [away] })
  t.equal(
    federation.core.projections.federations.proposal(asked)?.state,
    'open',
    'the deadline for mandates is not past',
  )
  await mesh.settle()
  const decided = federation.core.projections.federations.proposal(asked)?.decided
  t.equal(
    decided?.groups.every(({ reason }) => reason === null),
    true,
  )
})

t.test('a group that comes back after the deadline for mandates is named late', async t => {
  await using mesh = testMesh(testClock())
  const { federation, crooked: away, asked } = await pair(mesh)
  mesh.clock.advance(49 * HOUR)
  await away.clerk.settle()
  await away.federation.settle()
  await mesh.settle()
  t.match(await standingOf(federation, asked, away), { reason: 'mandate/late', accepted: true, findings: [] })
})

t.test('a group that never comes back is named missing', async t => {
  await using mesh = testMesh(testClock())
  const { federation, crooked: away, asked } = await pair(mesh)
  mesh.clock.advance(49 * HOUR)
  await mesh.settle({ away: [away] })
  t.match(await standingOf(federation, asked, away), { reason: 'mandate/missing', accepted: true, findings: [] })
})
