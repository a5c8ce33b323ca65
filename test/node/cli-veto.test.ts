import { join } from 'node:path'
import t from 'tap'
import type { FederationProposalDetails } from '../../node/client/shapes.ts'
import { comunal, comunalJson, startedNode } from '../support/comunal-process.ts'
import { come } from '../support/patience.ts'

t.test('rounds, a veto and its mediation, on the command line over real nodes', async t => {
  const folder = t.testdir()
  const nodeOf = async (name: string, founding: readonly string[]) => {
    const at = ['--data', join(folder, name)]
    await comunalJson([...founding, ...at, '--name', name])
    const node = await startedNode(join(folder, name))
    t.teardown(() => node.stop())
    return at
  }
  const veto = ['--veto-ground', 'dry wells', '--mediation', '2d', '--override', '4/5']
  const [seat, gracia, horta] = await Promise.all([
    nodeOf('Barcelona', ['federation', 'found', ...veto]),
    nodeOf('Gràcia', ['init']),
    nodeOf('Horta', ['init']),
  ])
  for (const [at, weight] of [[gracia, '2'] as const, [horta, '1'] as const]) {
    const { ticket } = await comunalJson<{ ticket: string }>(['federation', 'invite', '--weight', weight, ...seat])
    await comunalJson(['federation', 'join', ticket, ...at])
  }
  const voteOn = async (id: string, ofHorta: string) => {
    const vote = async ([at, vote]: readonly [readonly string[], string]) => {
      const own = await come(async () => {
        const { stdout } = await comunal(['federation', 'proposals', '--json', ...at])
        const lines = stdout.trim().split('\n').filter(Boolean)
        const asked: FederationProposalDetails[] = lines.map(line => JSON.parse(line))
        return asked.find(proposal => proposal.id === id)?.localProposal ?? undefined
      })
      await come(async () => ((await comunal(['vote', own, vote, ...at])).code === 0 ? true : undefined))
    }
    await Promise.all([vote([gracia, 'for']), vote([horta, ofHorta])])
    await come(async () => {
      const tree = await comunalJson<{ state: string }>(['federation', 'verdict', id, ...horta])
      return tree.state === 'decided' ? true : undefined
    })
  }
  const round = (args: readonly string[]) =>
    comunalJson<{ id: string; stage: string }>(['federation', 'round', ...args])

  const survey = await round(['start', '--title', 'Is water short?', ...seat])
  t.match(await comunal(['federation', 'round', 'next', survey.id, ...seat]), {
    code: 1,
    stderr: /nothing can follow/,
  })
  await voteOn(survey.id, 'for')
  const clauses = ['--clause', 'Water twice a week.', '--clause', 'The wells serve the city.']
  const strange = await comunal(['federation', 'round', 'next', survey.id, ...clauses, ...horta])
  t.match(strange, { code: 1, stderr: /not a member/ }, 'the plan is for the council to write')
  const plan = await round(['next', survey.id, ...clauses, ...seat])
  t.equal(plan.stage, 'plan')

  await t.test('a veto takes a ground of the charter, evidence and a clause', async t => {
    await come(async () => {
      const { stdout } = await comunal(['federation', 'proposals', ...horta])
      return stdout.includes(plan.id.slice(-8)) ? true : undefined
    })
    const raise = (ground: string, more: readonly string[]) =>
      comunal([
        ...['federation', 'veto', 'raise', plan.id, '--ground', ground, '--reason', 'Ours are dry.'],
        ...['--evidence', 'Levels', '--source', 'https://wells.example', ...more, ...horta],
      ])
    t.match(await raise('taste', ['--clause', '2']), { code: 1, stderr: /names no such ground/ })
    t.match(await raise('dry wells', []), { code: 1, stderr: /names clauses/ })
    t.match(await raise('dry wells', ['--clause', '2']), { code: 0, stdout: /The veto is raised/ })
  })
  await voteOn(plan.id, 'against')
  const verdict = async () => (await comunal(['federation', 'verdict', plan.id, ...horta])).stdout
  t.match(
    await verdict(),
    /Horta +weight 1 +veto[\s\S]*§ 1 holds: Water[\s\S]*§ 2 is suspended: The wells[\s\S]*dry wells[\s\S]*In mediation until/,
  )
  await t.test('the council puts an agreement to the group, which takes it', async t => {
    const offer = ['--group', 'Horta', '--text', 'From October on.']
    t.match(await comunal(['federation', 'veto', 'mediate', plan.id, ...offer, ...horta]), { code: 1 })
    await comunalJson(['federation', 'veto', 'mediate', plan.id, ...offer, ...seat])
    await come(async () => ((await verdict()).includes('Offered: From October on.') ? true : undefined))
    const agreed = await comunal(['federation', 'veto', 'agree', plan.id, ...horta])
    t.match(agreed, { code: 0, stdout: 'Agreed: From October on.' })
    await come(async () => (/§ 2 falls/.test(await verdict()) ? true : undefined))
    t.match(await comunal(['federation', 'veto', 'withdraw', plan.id, ...horta]), {
      code: 1,
      stderr: /settled/,
    })
  })
  await t.test('what holds goes to ratification, and the rounds are listed together', async t => {
    const ratification = await round(['next', plan.id, ...seat])
    t.match(ratification, { stage: 'ratification', clauses: ['Water twice a week.'] })
    const { stdout } = await comunal(['federation', 'round', 'list', ...seat])
    t.match(stdout, /survey[\s\S]*plan[\s\S]*ratification/)
  })
  await t.test('the evidence says how the veto ended, and why the round could follow', async t => {
    const file = join(folder, 'decision.car')
    await comunalJson(['export', 'decision', plan.id, '-o', file, ...seat])
    const { code, stdout } = await comunal(['verify', file])
    t.equal(code, 0)
    t.match(stdout, /§ 2 falls[\s\S]*Upheld by agreement/)
  })
})
