import { openElectionClerk } from '../../node/domains/assembly/election-clerk.ts'
import { openInitiativeClerk } from '../../node/domains/assembly/initiative-clerk.ts'
import { openSortitionClerk } from '../../node/domains/assembly/sortition-clerk.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { rational } from '../../protocol/rational.ts'
import { accepted, HOUR, MAJORITY, type Person, person } from './test-core.ts'
import { councilOf } from './test-council.ts'
import { CONTENT, draftsOf } from './test-drafts.ts'
import { everyoneVotes, feedOf, type TestMesh, type TestNode } from './test-federation.ts'

/** What people in a group wrote: names, titles, texts. Hostile in some tests. */
export type Wording = {
  name(plain: string): string
  title(plain: string): string
  text(plain: string): string
  /** A text of up to 500 characters. */
  note(plain: string): string
}

export const PLAIN_WORDS: Wording = {
  name: plain => plain,
  title: plain => plain,
  text: plain => plain,
  note: plain => plain,
}

/** One thing of every kind. */
export type LivedIn = {
  readonly group: TestNode
  readonly alice: Person
  readonly proposal: Cid
  readonly ranking: Cid
  readonly decided: Cid
  readonly draft: Cid
  readonly election: Cid
  readonly initiative: Cid
  readonly draw: Cid
  readonly verdict: Cid
  /** The federation whose council it is. */
  readonly council: Cid
  settle(): Promise<void>
}

/** A group that has lived for a while, in a federation that has decided once: something on every page. */
export async function livedInGroup(mesh: TestMesh, say: Wording = PLAIN_WORDS): Promise<LivedIn> {
  const charter = {
    name: say.name('Gràcia'),
    purpose: say.note('Tools, time and decisions.'),
    founder: say.name('Júlia'),
    initiatives: { opinion: rational(1, 2), decision: rational(1, 1), charter: rational(1, 1) },
  }
  const group = await mesh.group('Gràcia', 1, { charter })
  const alice = await group.joinAs(say.name('Alice'), 'Alice')
  const joan = await group.joinAs(say.name('Joan'), 'Joan')
  const lived = { mesh, group, alice, joan, say }
  const clerks = [openInitiativeClerk, openElectionClerk, openSortitionClerk].map(open => open(group.core))
  const settle = async () => {
    for (const clerk of [...clerks, group.clerk]) await clerk.settle()
  }
  const { verdict, council } = await federatedVerdict(lived)
  const decided = await decidedProposal(lived)
  const { draw, election } = await callings(lived, settle)
  const { initiative, draft } = await wishes(lived)
  const { proposal, ranking } = await openVotes(lived)
  await publishOffers(lived)
  await settle()
  return { group, alice, proposal, ranking, decided, draft, election, initiative, draw, verdict, council, settle }
}

type Living = { mesh: TestMesh; group: TestNode; alice: Person; joan: Person; say: Wording }

async function federatedVerdict({ mesh, group, alice, joan, say }: Living): Promise<{ verdict: Cid; council: Cid }> {
  const federation = await mesh.federation('Barcelona', { charter: { name: say.name('Barcelona') } })
  const eixample = await mesh.group('Eixample', 3, { charter: { name: say.name('Eixample') } })
  await mesh.join(federation, group, '1')
  await mesh.join(federation, eixample, '0.9')
  const asked = { title: say.title('Share one workshop?'), text: say.text('All tools in one.') }
  const id = await mesh.propose(federation, { ...asked, round: { stage: 'survey', follows: null } })
  const veto = {
    proposal: id,
    group: eixample.id,
    clauses: [0],
    ground: 'severe-local-need',
    reason: say.title('We have no money.'),
    evidence: [{ text: say.title('Our accounts'), source: 'https://example.org/accounts' }],
  }
  accepted(await federation.act(eixample.steward.signer, 'veto/raised', veto))
  await mesh.settle()
  await everyoneVotes(eixample, 2)
  const own = group.core.ownGroup()
  const [vote] = own ? group.core.projections.proposals.list(own.row, 'open') : []
  if (!vote) throw new Error('nothing is open')
  accepted(await group.vote(alice, vote, { vote: 'for' }))
  accepted(await group.vote(joan, vote, { vote: 'for' }))
  mesh.clock.advance(49 * HOUR)
  await mesh.settle()
  await councilMotions({ mesh, group, alice, say }, federation, eixample)
  return { verdict: id, council: federation.id }
}

/** A council that has changed its charter, and has a resolution before it. */
async function councilMotions(
  { mesh, group, alice, say }: Omit<Living, 'joan'>,
  federation: TestNode,
  eixample: TestNode,
): Promise<void> {
  const council = councilOf(federation)
  await council.seat(group, alice, say.name('Alice'))
  const other = person('Eixample 0')
  await council.seat(eixample, other, say.name('Eixample 0'))
  await mesh.settle()
  const words = { title: say.title('Say what we are for'), text: say.text('As it was meant.') }
  const { id } = accepted(await council.move(alice, { ...council.change({ purpose: say.note('Bread.') }), ...words }))
  for (const who of [alice, other]) accepted(await council.vote(who, id, 'for'))
  const closesAtMs = mesh.clock.now() + 14 * 24 * HOUR
  const resolution = { ...council.resolution(say.title('Rent the hall?')), text: say.text('By the river.'), closesAtMs }
  const open = accepted(await council.move(other, resolution))
  accepted(await council.vote(other, open.id, 'for'))
  await mesh.settle()
}

async function decidedProposal({ mesh, group, alice, joan, say }: Living): Promise<Cid> {
  const decided = await group.open({ title: say.title('Paint the gate?'), text: say.text('Blue, as it was.') })
  for (const who of [alice, joan]) accepted(await group.vote(who, decided, { vote: 'for' }))
  accepted(await group.vote(group.steward, decided, { vote: 'against' }))
  mesh.clock.advance(3 * HOUR)
  await group.clerk.settle()
  const task = { proposal: decided, title: say.title('Buy paint'), assignee: joan.key, dueAtMs: null }
  accepted(await group.act(alice.signer, 'task/added', task))
  return decided
}

async function callings({ mesh, group, alice, joan, say }: Living, settle: () => Promise<void>) {
  const now = mesh.clock.now()
  const called = {
    office: say.name('Coordinator'),
    text: say.text('Keeps the keys.'),
    role: null,
    seats: 1,
    ballot: { method: 'approval', minApprovals: 0, maxApprovals: 1_000 },
    quorum: rational(0),
    nominationsUntilMs: now + 24 * HOUR,
    votesUntilMs: now + 72 * HOUR,
    termMs: 100 * 24 * HOUR,
  }
  const { id: election } = accepted(await group.act(group.steward.signer, 'election/called', called))
  for (const { signer, key } of [alice, joan]) {
    accepted(await group.act(signer, 'election/nominated', { election, nominee: key }))
  }
  const statement = { election, accepts: true, statement: say.note('Open doors.') }
  accepted(await group.act(alice.signer, 'election/answered', statement))
  const panel = { title: say.title('Rules panel'), text: say.text(''), pool: null, seats: 1, joinsUntilMs: now + HOUR }
  const { id: draw } = accepted(await group.act(group.steward.signer, 'sortition/called', panel))
  await settle()
  const mine = { sortition: draw, contribution: new Uint8Array(32).fill(1) }
  accepted(await group.act(alice.signer, 'sortition/joined', mine))
  mesh.clock.advance(25 * HOUR)
  await settle()
  return { election, draw }
}

async function wishes({ mesh, group, alice, joan, say }: Living) {
  const wanted = {
    type: 'decision' as const,
    title: say.title('Plant a palm?'),
    text: say.text('In the yard.'),
    method: MAJORITY,
    quorum: rational(1, 2),
    voteMs: 48 * HOUR,
    expiresAtMs: mesh.clock.now() + 240 * HOUR,
  }
  const { id: initiative } = accepted(await group.act(alice.signer, 'initiative/started', wanted))
  const drafts = draftsOf(group)
  const title = say.title('Mend the roof?')
  const draft = await drafts.start(alice, { title, text: say.text('Before winter.') })
  const revised = { ...CONTENT, title, text: say.text('Before winter, with tiles.'), draft, base: draft }
  accepted(await group.act(joan.signer, 'draft/revised', revised))
  accepted(await drafts.amend(group.steward, draft, say.text('With slate.')))
  return { initiative, draft }
}

async function openVotes({ mesh, group, joan, say }: Living) {
  const options = ['By the gate', 'In the yard', 'On the roof'].map(say.title)
  const ranking = await group.open({
    title: say.title('Where do we plant the lemon tree?'),
    text: say.text('One tree, three places.'),
    method: { method: 'schulze', options, seats: 1 },
    closesAtMs: mesh.clock.now() + 72 * HOUR,
  })
  const proposal = await group.open({
    title: say.title('Buy a second ladder?'),
    text: say.text('The old one is short.'),
    closesAtMs: mesh.clock.now() + 12 * HOUR,
  })
  accepted(await group.vote(joan, proposal, { vote: 'for' }))
  const reason = { proposal, side: 'against' as const, text: say.note('It is heavy.') }
  accepted(await group.act(joan.signer, 'argument/made', reason))
  return { ranking, proposal }
}

async function publishOffers({ mesh, group, say }: Living): Promise<void> {
  for (const [title, direction] of [
    ['Hammer', 'offer'],
    ['Ladder', 'need'],
  ] as const) {
    const published = {
      revises: null,
      direction,
      kind: 'tool',
      title: say.name(title),
      quantity: 1,
      unit: 'piece',
      fromMs: mesh.clock.now(),
      untilMs: mesh.clock.now() + 240 * HOUR,
      place: 'sp3e',
      terms: say.note(''),
    }
    accepted(await group.act(group.steward.signer, 'offer/published', published, feedOf(group)))
  }
}
