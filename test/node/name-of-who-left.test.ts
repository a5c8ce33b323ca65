import t from 'tap'
import type { Core } from '../../node/core.ts'
import { openElections } from '../../node/domains/assembly/elections.ts'
import { exportedEntries } from '../../node/domains/exported.ts'
import { openApiDocument } from '../../node/http/openapi.ts'
import type { LogRow } from '../../node/log/log-tables.ts'
import { rebuild } from '../../node/rebuild.ts'
import { type Cid, cidOfBytes } from '../../protocol/bytes/cid.ts'
import { leafBytes } from '../../protocol/log/entry.ts'
import { livedInGroup, PLAIN_WORDS } from '../support/lived-in-group.ts'
import { accepted, type Person, person, testClock, testGroup } from '../support/test-core.ts'
import { councilOf } from '../support/test-council.ts'
import { type TestMesh, type TestNode, testMesh } from '../support/test-federation.ts'
import { testHttp } from '../support/test-http.ts'
import { type Asked, everyAnswer } from './roll-call/every-answer.ts'

const NAME = 'Wilhelmina Quist'
const ON_A_BALLOT = /"options?":(?:\[[^\]]*\]|"[^"]*")/g

function ownOf(core: Core): LogRow {
  const own = core.ownGroup()
  if (!own) throw new Error('no group')
  return own
}

t.test(
  'who has left has a name in no answer any more, but on the ballots of elections in which they stood',
  async t => {
    await using mesh = testMesh(testClock())
    const say = { ...PLAIN_WORDS, name: (plain: string) => (plain === 'Joan' ? NAME : plain) }
    const { group, alice, ...lived } = await livedInGroup(mesh, say)
    const { core } = group
    const joan = person('Joan')
    await using http = await testHttp(group)
    const { proposal, decided, draft, election, initiative, draw, verdict, council } = lived
    const motion = await onTheCouncil(mesh, group, council)
    const joined = core.tables
      .ofKinds(ownOf(core).row, ['member/joined'])
      .map(({ signed }) => cidOfBytes(leafBytes(signed)))
    const { proposal: ballots } = openElections(core.store).get(election) ?? {}
    if (!ballots) throw new Error('nobody is voted for')
    const above = core.logs.get(council)
    if (!above) throw new Error('no federation')
    const noted = core.tables
      .ofKinds(above.row, ['federation/council-noted'])
      .map(({ signed }) => cidOfBytes(leafBytes(signed)))
    const things = [
      council,
      motion,
      ...noted,
      proposal,
      decided,
      draft,
      election,
      ballots,
      initiative,
      draw,
      verdict,
      ...joined,
    ]
    const asked: Asked = {
      http,
      group,
      viewers: { steward: await http.signIn(group.steward) },
      ids: () => things.map(id => [['proposals', 'drafts', 'initiatives'], id] as const),
      members: [alice.key, joan.key],
      ballotKeys: {},
      words: ['Wilhelmina', 'Quist'],
    }
    for (const path of [
      '/members',
      '/search?words=quist',
      `/drafts/${draft}`,
      `/elections/${election}`,
      `/council-motions/${motion}`,
    ]) {
      t.match((await http.get(path, { token: asked.viewers.steward })).text, NAME, `${path} says it before`)
    }

    accepted(await group.act(joan.signer, 'member/removed', { member: joan.key, reason: '' }))
    const answers = await everyAnswer(asked, await openApiDocument())
    const saying = [...answers].filter(([, answer]) => answer.replaceAll(ON_A_BALLOT, '').includes(NAME))
    const routes = saying.map(([route]) => route.replace(/ \d+$/, ''))
    const ofElection = ['steward /proposals/{id}', 'steward /proposals/{id}/tally']
    t.same(routes, ['steward /my-file', ...ofElection], 'what the steward has signed, and the vote of the election')
    const own = ownOf(core)
    const exported = [own, above].flatMap(({ row, range }) => [...exportedEntries(core.store, row, range.size)])
    const saysIt = exported.filter(({ body }) => body && Buffer.from(body).includes(NAME))
    t.same(saysIt.length, 1, 'an exported log has it on the ballots of the election only')
    t.equal(rebuild(core).digest, core.projections.digest(), 'and who replays the log comes to the same')
  },
)

/** Joan sits on the council of the federation, and moves there. */
async function onTheCouncil(mesh: TestMesh, group: TestNode, council: Cid): Promise<Cid> {
  const federation = mesh.nodes.find(({ id }) => id === council)
  if (!federation) throw new Error('no federation')
  const held = councilOf(federation)
  await held.seat(group, person('Joan'), NAME)
  await mesh.settle()
  const { id } = accepted(await held.move(person('Joan'), held.resolution('Sing on Mondays')))
  await mesh.settle()
  return id
}

t.test('who was removed has a name still, and takes it along by leaving after that', async t => {
  await using group = await testGroup('Gràcia')
  const [alice] = await group.join('Alice')
  if (!alice) throw new Error('nobody joined')
  const nameOf = () => group.core.reader(ownOf(group.core)).member(alice.key)?.name
  const remove = (by: Person) => group.act(by.signer, 'member/removed', { member: alice.key, reason: '' })
  accepted(await remove(group.steward))
  t.equal(nameOf(), 'Alice')
  t.match(await remove(group.steward), { code: 'member/unknown' })
  accepted(await remove(alice))
  t.equal(nameOf(), '')
  t.match(await remove(alice), { code: 'member/unknown' }, 'once')
})
