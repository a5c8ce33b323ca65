import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { VotePrivacy } from '../../../protocol/governance/vote-privacy.ts'
import { blindedSigner } from '../../../protocol/keys/ballot-key.ts'
import { rational } from '../../../protocol/rational.ts'
import { come } from '../../support/patience.ts'
import { accepted, HOUR, type Person, type TestGroup, testGroup } from '../../support/test-core.ts'
import { at, type TestHttp, testHttp } from '../../support/test-http.ts'
import { type Followed, follow } from './follow.ts'

export type Said = 'for' | 'against'
/** One ballot: by whom, and what it says. */
export type Vote = readonly [name: 'Berta' | 'Carles', said: Said]

/**
 * A group in the middle of a vote, on a real node over HTTP. Clocks and randomness are seeded: two worlds in which the same
 * is done are the same to the byte.
 */
export type World = AsyncDisposable & {
  readonly group: TestGroup
  readonly http: TestHttp
  readonly proposal: Cid
  /** Who looks on: sessions by what they are called; without one nobody. */
  readonly viewers: Readonly<Record<string, string | undefined>>
  readonly stream: Followed
  /** Ids to ask for, each with the routes that are about it; those of ballots in the order in which they came. */
  ids(): (readonly [domains: readonly string[], id: Cid])[]
  readonly members: readonly PublicKeyHex[]
  readonly ballotKeys: Readonly<Record<Vote[0], PublicKeyHex>>
  cast(vote: Vote): Promise<void>
  close(): Promise<void>
}

export async function world(privacy: VotePrivacy): Promise<World> {
  const group = await testGroup('Gràcia', {
    charter: {
      privacy: { reading: 'anyone', rollCall: 'all' },
      decisions: { method: { method: 'majority' }, quorum: rational(0) },
    },
  })
  const { clock, steward } = group
  const [alice, berta, carles, dora] = await group.join('Alice', 'Berta', 'Carles', 'Dora')
  if (!alice || !berta || !carles || !dora) throw new Error('nobody joined')
  const proposal = await group.open({ ...privacy, quorum: rational(1, 2) })
  const http = await testHttp(group)
  const viewers = { outsider: undefined, member: await http.signIn(alice), steward: await http.signIn(steward) }
  const stream = follow(http.url, viewers.steward)
  await stream.opened
  const people: Readonly<Record<Vote[0], Person>> = { Berta: berta, Carles: carles }
  const other = await surroundings(group, alice, dora, proposal)
  await stream.until(() => stream.events.some(({ kind }) => kind === 'proposal/electorate'))
  const ballots: Cid[] = []
  const vote = async (who: Person, said: Said) => {
    clock.advance(60_000)
    const before = stream.events.length
    ballots.push(accepted(await group.vote(who, proposal, { vote: said })).id)
    await stream.until(() => stream.events.slice(before).some(({ kind }) => kind === 'ballot/cast'))
  }
  const ballotKeyOf = ({ key, seed, name }: Person) => {
    const factor = group.clerk.factor(proposal, key)
    if (!factor) throw new Error(`${name} has no ballot key`)
    return publicKeyHex(blindedSigner(seed, factor).publicKey)
  }
  await vote(alice, 'for')
  return {
    group,
    http,
    proposal,
    viewers,
    stream,
    ids: () => [[['proposals'], proposal], ...other, ...ballots.map(id => [[], id] as const)],
    members: [steward, alice, berta, carles, dora].map(({ key }) => key),
    ballotKeys: { Berta: ballotKeyOf(berta), Carles: ballotKeyOf(carles) },
    async cast([name, said]) {
      await vote(people[name], said)
      await standsAt(http, proposal, ballots.length)
    },
    async close() {
      clock.advance(3 * HOUR)
      const before = stream.events.length
      await group.clerk.settle()
      await stream.until(() => stream.events.slice(before).some(({ kind }) => kind === 'proposal/closed'))
    },
    async [Symbol.asyncDispose]() {
      await stream.stop()
      await http[Symbol.asyncDispose]()
      await group[Symbol.asyncDispose]()
    },
  }
}

/** What else there is in a group: reasons, a draft, delegations, an initiative, a second vote. */
async function surroundings(
  group: TestGroup,
  alice: Person,
  dora: Person,
  proposal: Cid,
): Promise<(readonly [string[], Cid])[]> {
  const content = { title: 'A bench', text: '', method: { method: 'majority' }, quorum: rational(0) } as const
  const draft = accepted(await group.act(alice.signer, 'draft/started', { ...content, openTo: null }))
  const argument = accepted(await group.act(dora.signer, 'argument/made', { proposal, side: 'for', text: 'It peels.' }))
  const scope = { type: 'everything' } as const
  const given = accepted(await group.act(dora.signer, 'delegation/given', { scope, to: alice.key }))
  const terms = { type: 'decision', voteMs: 48 * HOUR, expiresAtMs: group.clock.now() + 48 * HOUR } as const
  const initiative = accepted(await group.act(alice.signer, 'initiative/started', { ...content, ...terms }))
  return [
    [['drafts'], draft.id],
    [['initiatives'], initiative.id],
    [[], argument.id],
    [[], given.id],
    [['proposals'], await group.open({ title: 'And the gate?' })],
  ]
}

/** A tally that is asked for all the time may be a moment old. */
async function standsAt(http: TestHttp, proposal: Cid, ballots: number): Promise<void> {
  await come(async () => {
    const { body } = await http.get(`/proposals/${proposal}`)
    // Dora is represented where that is told.
    const isTold = at(body, 'liveTally') === true && at(body, 'rollCall') === 'all'
    return at(body, 'voters') === ballots + (isTold ? 1 : 0) ? body : undefined
  })
}
