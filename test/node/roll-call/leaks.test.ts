import t from 'tap'
import { openApiDocument } from '../../../node/http/openapi.ts'
import type { VotePrivacy } from '../../../protocol/governance/vote-privacy.ts'
import { differences, electorateInOrder, withVotersSwapped } from './compare.ts'
import { everyAnswer } from './every-answer.ts'
import { type Vote, type World, world } from './worlds.ts'

const MOMENTS = ['started', 'voted', 'closed'] as const
type Moment = (typeof MOMENTS)[number]

/** What one world answers to everyone, and tells on its stream, once one has voted, once two have and once it is closed. */
async function shown(
  privacy: VotePrivacy,
  [first, second]: readonly [Vote, Vote],
  see: (world: World) => Seeing,
  moments: readonly Moment[] = MOMENTS,
): Promise<Record<Moment, Map<string, string>>> {
  await using one = await world(privacy)
  const seen = (moment: Moment) => (moments.includes(moment) ? see(one)() : new Map<string, string>())
  await one.cast(first)
  const started = await seen('started')
  await one.cast(second)
  const voted = await seen('voted')
  await one.close()
  return { started, voted, closed: await seen('closed') }
}

type Seeing = () => Promise<Map<string, string>>

const description = openApiDocument()

/** Everything that a world shows at a moment, edited. */
const seeing =
  (edit: (text: string, one: World) => string) =>
  (one: World): Seeing =>
  async () => {
    const answers = await everyAnswer(one, await description)
    answers.set('stream', one.stream.events.map(({ text }) => text).join('\n'))
    return new Map([...answers].map(([place, text]) => [place, edit(text, one)]))
  }
const asItIs = seeing(text => text)
const inOrder = seeing(electorateInOrder)
/** With the ballot keys of the two voters in each other's places. */
const swapped = seeing((text, one) => electorateInOrder(withVotersSwapped(text, one)))

const AS_IT_WAS: readonly [Vote, Vote] = [
  ['Berta', 'for'],
  ['Carles', 'against'],
]
/** Who voted what is the other way round: what is said when stays. */
const OTHER_VOTERS: readonly [Vote, Vote] = [
  ['Carles', 'for'],
  ['Berta', 'against'],
]
/** The same two vote one after the other, and say the opposite. */
const OTHER_CHOICES: readonly [Vote, Vote] = [
  ['Berta', 'against'],
  ['Carles', 'for'],
]

t.test('nothing that the API answers tells who voted what', async t => {
  const settings: readonly (readonly [VotePrivacy, readonly Moment[], seenBy: readonly string[]])[] = [
    [{ rollCall: 'voter', liveTally: true }, MOMENTS, []],
    [{ rollCall: 'members', liveTally: false }, ['closed'], ['member', 'steward']],
    [{ rollCall: 'all', liveTally: true }, ['voted', 'closed'], ['outsider', 'member', 'steward']],
  ]
  for (const [privacy, moments, seenBy] of settings) {
    await t.test(JSON.stringify(privacy), async t => {
      const one = await shown(privacy, AS_IT_WAS, inOrder, moments)
      const other = await shown(privacy, OTHER_VOTERS, swapped, moments)
      t.same(differences(one.started, other.started), [], 'while the first has voted')
      t.same(differences(one.voted, other.voted), [], 'while both have')
      const told = new Set(differences(one.closed, other.closed).map(place => place.replace(/ \d+$/, '')))
      const rollCall = seenBy.map(viewer => `${viewer} /proposals/{id}/roll-call`)
      t.same([...told], rollCall, 'but where it says so, once it is closed')
    })
  }
})

t.test('without live tallies nothing tells before the close how a vote stands', async t => {
  const privacy = { rollCall: 'voter', liveTally: false } as const
  const one = await shown(privacy, AS_IT_WAS, asItIs, ['started', 'voted'])
  const other = await shown(privacy, OTHER_CHOICES, asItIs, ['started', 'voted'])
  t.same(differences(one.started, other.started), [], 'whether the first is for or against')
  t.same(differences(one.voted, other.voted), [], 'whatever the two have said')
  t.ok([...one.voted.values()].length > 200, 'that is a great many answers')
})

t.test('with live tallies the same comparison sees how a vote stands: it can see', async t => {
  const privacy = { rollCall: 'voter', liveTally: true } as const
  const one = await shown(privacy, AS_IT_WAS, asItIs, ['started'])
  const other = await shown(privacy, OTHER_CHOICES, asItIs, ['started'])
  const told = differences(one.started, other.started).map(place => place.split(' ')[1])
  t.same([...new Set(told)].sort(), ['/proposals/{id}', '/proposals/{id}/tally'])
})
