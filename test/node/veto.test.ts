import t from 'tap'
import { openAwaited } from '../../node/domains/federation/awaited.ts'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { outcomeOfVeto, standingOfClause } from '../../protocol/federation/contest.ts'
import { verifyCar } from '../../protocol/federation/verify-car.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import type { VetoRaised } from '../../protocol/federation/veto.ts'
import { rational } from '../../protocol/rational.ts'
import { councilDueOf } from '../support/council-due.ts'
import { fileOf, rewriteTable, tablesOf } from '../support/tampering.ts'
import { accepted, HOUR, testClock } from '../support/test-core.ts'
import { everyoneVotes, FEDERATION_TERMS, type TestNode, testMesh } from '../support/test-federation.ts'

const CLAUSES = ['Each garden waters twice a week.', 'The wells of the hills serve the city.']
const WEEK = 7 * 24 * HOUR

/** The drought: three groups of equal weight, a plan of two clauses, and Horta that contests the second. */
async function drought() {
  const clock = testClock()
  const mesh = testMesh(clock)
  const federation = await mesh.federation('Barcelona', {
    charter: { federation: { ...FEDERATION_TERMS, quorum: rational(1, 2) } },
  })
  const groups = [await mesh.group('Gràcia', 1), await mesh.group('Eixample', 1), await mesh.group('Horta', 1)] as const
  for (const [i, group] of groups.entries()) await mesh.join(federation, group, ['2', '1', '1'][i] ?? '1')
  await mesh.settle()
  const asked = await mesh.propose(federation, { title: 'Share the water', clauses: CLAUSES })
  await mesh.settle()
  return { clock, mesh, federation, groups, asked }
}

const vetoOf = (proposal: Cid, group: TestNode, changes: Partial<VetoRaised> = {}): VetoRaised => ({
  proposal,
  group: group.id,
  clauses: [1],
  ground: 'severe-local-need',
  reason: 'Our own wells are dry.',
  evidence: [{ text: 'The levels of this summer', source: 'https://wells.example/2026' }],
  ...changes,
})

const raise = (federation: TestNode, group: TestNode, body: VetoRaised) =>
  federation.act(group.steward.signer, 'veto/raised', body)

const stored = ({ core }: TestNode, id: Cid) => core.projections.federations.proposal(id)

const awaitedOf = ({ core }: TestNode) => {
  const own = core.ownGroup()
  return own ? openAwaited(core)(own) : []
}

const reportOn = async (node: TestNode, proposal: Cid) => {
  const { root, blocks } = accepted(evidenceOfDecision(node.core, proposal))
  return verifyDecision(root, new Map(blocks))
}

/** The plan passes against Horta, whose veto of the second clause counts. */
async function vetoed() {
  const world = await drought()
  const { mesh, federation, groups, asked } = world
  const [gracia, eixample, horta] = groups
  const veto = accepted(await raise(federation, horta, vetoOf(asked, horta))).id
  await mesh.settle()
  await everyoneVotes(gracia, 3)
  await everyoneVotes(eixample, 3)
  await everyoneVotes(horta, 0)
  await mesh.settle()
  const contest = (node: TestNode) => {
    const { vetoes } = node.core.projections.federations
    const revote = vetoes.revote(asked)
    const log = node.core.projections.federations.proposal(asked)
    return {
      decided: log?.decided ?? null,
      vetoes: vetoes.of(asked),
      revote: revote ? { accepted: stored(node, revote)?.decided?.accepted ?? null } : null,
    }
  }
  return { ...world, veto, contest }
}

t.test('a veto with a ground of the charter suspends the contested clause only', async t => {
  const { mesh, federation, groups, asked, veto, contest } = await vetoed()
  await using _ = mesh
  const [gracia, , horta] = groups
  const decided = stored(federation, asked)?.decided
  t.match(decided, { accepted: true, suspended: [{ clause: 1, vetoes: [veto] }] })
  t.match(
    federation.core.projections.federations.mandates(asked).find(({ group }) => group === horta.id),
    { position: 'veto', veto },
  )
  t.same(
    decided?.weighted.map(({ points }) => points),
    [rational(3), rational(1), rational(0)],
    'it weighs against',
  )
  for (const node of [federation, gracia]) {
    t.equal(standingOfClause(contest(node), 0), 'holds')
    t.equal(standingOfClause(contest(node), 1), 'suspended')
  }
  const report = await reportOn(federation, asked)
  t.same(report.findings, [], 'anyone comes to the same from the evidence')
  t.match(report.decision, { body: { suspended: [{ clause: 1 }] }, vetoes: [{ ground: 'severe-local-need' }] })
})

t.test('mediation over, the groups are asked again: with the share that the charter says the clause holds', async t => {
  const { clock, mesh, federation, groups, asked, contest } = await vetoed()
  await using _ = mesh
  clock.advance(WEEK - HOUR)
  await mesh.settle()
  t.equal(federation.core.projections.federations.vetoes.revote(asked), undefined, 'not before its end')
  clock.advance(2 * HOUR)
  await mesh.settle()
  const revote = federation.core.projections.federations.vetoes.revote(asked)
  if (!revote) throw new Error('nobody was asked again')
  t.match(stored(federation, revote), {
    title: 'Share the water § 2 (3/4)',
    method: { method: 'supermajority', threshold: rational(3, 4) },
  })
  const [gracia, eixample, horta] = groups
  await everyoneVotes(gracia, 3)
  await everyoneVotes(eixample, 3)
  await everyoneVotes(horta, 0)
  await mesh.settle()
  t.equal(stored(federation, revote)?.decided?.accepted, true, '3 of 4')
  for (const node of [federation, eixample]) {
    t.equal(standingOfClause(contest(node), 1), 'holds')
    t.same(
      contest(node).vetoes.map(veto => outcomeOfVeto(contest(node), veto)),
      ['overridden'],
    )
  }
  const report = await reportOn(eixample, revote)
  t.same(report.findings, [], 'the re-vote and what it is about, down to the ballots')
  t.match(report.decision, { contested: { vetoes: [{ state: 'standing' }] } })
  const again = await raise(federation, horta, vetoOf(revote, horta))
  t.match(again, { code: 'proposal/closed' })
})

t.test('where the re-vote misses the share the clause falls', async t => {
  const { clock, mesh, federation, groups, asked, contest } = await vetoed()
  await using _ = mesh
  clock.advance(WEEK + HOUR)
  await mesh.settle()
  const [gracia, eixample, horta] = groups
  const revote = federation.core.projections.federations.vetoes.revote(asked)
  if (!revote) throw new Error('nobody was asked again')
  t.match(await raise(federation, horta, vetoOf(revote, horta)), { code: 'veto/not-here' }, 'no veto of the re-vote')
  await everyoneVotes(gracia, 3)
  await everyoneVotes(eixample, 0)
  await everyoneVotes(horta, 0)
  await mesh.settle()
  t.equal(stored(federation, revote)?.decided?.accepted, false, '2 of 4')
  t.equal(standingOfClause(contest(federation), 1), 'falls')
  t.equal(standingOfClause(contest(federation), 0), 'holds', 'the rest of the plan')
  t.same((await reportOn(federation, revote)).findings, [])
})

t.test('mediation settles it: withdrawn, the clause holds; agreed, it falls', async t => {
  for (const way of ['withdrawn', 'agreed'] as const) {
    const { clock, mesh, federation, groups, asked, veto, contest } = await vetoed()
    await using _ = mesh
    const [gracia, , horta] = groups
    const about = { proposal: asked, veto }
    const waiting = () => councilDueOf(federation.core, federation.steward.key)
    t.match(waiting(), [{ kind: 'mediation', subject: veto, at: asked }], 'the council has to mediate')
    if (way === 'withdrawn') {
      const stranger = await federation.act(gracia.steward.signer, 'veto/withdrawn', about)
      t.match(stranger, { code: 'member/not-allowed' }, 'by the group alone')
      accepted(await federation.act(horta.steward.signer, 'veto/withdrawn', about))
    } else {
      const offer = { ...about, text: 'The hills serve the city from October on.' }
      const meddler = await federation.act(gracia.steward.signer, 'veto/mediated', offer)
      t.match(meddler, { code: 'member/not-allowed' }, 'the stewards of the federation hear it')
      const { id: agreement } = accepted(await federation.act(federation.steward.signer, 'veto/mediated', offer))
      await mesh.settle()
      const title = 'Share the water'
      t.match(awaitedOf(horta), [{ kind: 'agreement', subject: veto, at: asked, title }], 'it waits for the stewards')
      t.same(awaitedOf(gracia), [], 'of the group that vetoed')
      accepted(await federation.act(horta.steward.signer, 'veto/agreed', { ...about, agreement }))
    }
    await mesh.settle()
    t.same(awaitedOf(horta), [], 'nothing waits once it is settled')
    t.same(waiting(), [])
    t.equal(standingOfClause(contest(gracia), 1), way === 'withdrawn' ? 'holds' : 'falls')
    const twice = await federation.act(horta.steward.signer, 'veto/withdrawn', about)
    t.match(twice, { code: 'veto/settled' })
    clock.advance(WEEK + HOUR)
    await mesh.settle()
    t.equal(federation.core.projections.federations.vetoes.revote(asked), undefined, 'nothing is left to ask')
    const report = await reportOn(gracia, asked)
    t.same(report.findings, [])
    t.match(report.decision, { vetoes: [{ state: way }] })
  }
})

t.test('a veto without a ground of the charter, without evidence, or by who does not speak for the group', async t => {
  const { mesh, federation, groups, asked } = await drought()
  await using _ = mesh
  const [gracia, , horta] = groups
  const refused = async (body: VetoRaised, code: string, by = horta) =>
    t.match(await federation.act(by.steward.signer, 'veto/raised', body), { code })
  await refused(vetoOf(asked, horta, { ground: 'we do not like it' }), 'veto/no-ground')
  await refused(vetoOf(asked, horta, { clauses: [2] }), 'veto/bad-clause')
  await refused(vetoOf(asked, horta, { clauses: [1, 1] }), 'veto/bad-clause')
  await refused(vetoOf(asked, horta, { evidence: [{ text: 'trust us', source: 'our word' }] }), 'veto/no-evidence')
  await refused(vetoOf(asked, horta), 'member/not-allowed', gracia)
  accepted(await raise(federation, horta, vetoOf(asked, horta)))
  await refused(vetoOf(asked, horta), 'veto/raised')
})

t.test('a veto that the vote of the group does not carry suspends nothing', async t => {
  const { mesh, federation, groups, asked } = await drought()
  await using _ = mesh
  const [, , horta] = groups
  accepted(await raise(federation, horta, vetoOf(asked, horta)))
  await mesh.settle()
  for (const group of groups) await everyoneVotes(group, 3)
  await mesh.settle()
  const decided = stored(federation, asked)?.decided
  t.equal(decided?.accepted, true)
  t.equal(decided?.suspended, undefined, 'its members are for it')
})

t.test('a veto after the mandate revises it, and the decision waits for that', async t => {
  const { mesh, federation, groups, asked } = await drought()
  await using _ = mesh
  const [gracia, eixample, horta] = groups
  await everyoneVotes(horta, 0)
  await everyoneVotes(gracia, 3)
  await mesh.settle()
  accepted(await raise(federation, horta, vetoOf(asked, horta)))
  await everyoneVotes(eixample, 3)
  await mesh.settle({ away: [horta] })
  t.equal(stored(federation, asked)?.state, 'open')
  await mesh.settle()
  t.match(stored(federation, asked)?.decided, { accepted: true, suspended: [{ clause: 1 }] })
  t.same((await reportOn(federation, asked)).findings, [])
})

t.test('evidence without the veto, or with a settlement left out, is noticed', async t => {
  const { clock, mesh, federation, groups, asked, veto } = await vetoed()
  await using _ = mesh
  const made = accepted(evidenceOfDecision(federation.core, asked))
  const bundle = { root: made.root, blocks: new Map(made.blocks) }
  const [top] = tablesOf(bundle)
  if (top?.table.type !== 'federation') throw new Error('no decision')
  const roster = top.table.roster.filter(id => id !== veto)
  const without = rewriteTable(bundle, top.id, { ...top.table, roster })
  const report = await verifyDecision(without.root, without.blocks)
  t.match(report.findings, [{ code: 'mandate/bad-arithmetic' }], 'the decision suspends what nobody contests')
  const again = rewriteTable(bundle, top.id, { ...top.table, settlement: [veto] })
  t.match((await verifyDecision(again.root, again.blocks)).findings, [{ code: 'proposal/closed' }])

  clock.advance(WEEK + HOUR)
  await mesh.settle()
  for (const group of groups) await everyoneVotes(group, 3)
  await mesh.settle()
  const revote = federation.core.projections.federations.vetoes.revote(asked)
  const second = accepted(evidenceOfDecision(federation.core, revote ?? asked))
  const whole = { root: second.root, blocks: new Map(second.blocks) }
  const table = tablesOf(whole).find(({ id }) => id === whole.root)
  if (table?.table.type !== 'federation') throw new Error('no decision')
  const file = accepted(await verifyCar(fileOf(whole)))
  t.match(file, { findings: [], level: 'ballots', ballots: 6 }, 'a file that holds both votes, and nothing else')
  const { contested: _contested, ...alone } = table.table
  const cut = rewriteTable(whole, table.id, alone)
  t.match((await verifyDecision(cut.root, cut.blocks)).findings[0], { code: 'evidence/missing' })
})
