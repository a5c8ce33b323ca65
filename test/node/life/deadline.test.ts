import t from 'tap'
import { type Core, openCore } from '../../../node/core.ts'
import { type Clerk, openClerk } from '../../../node/domains/governance/clerk.ts'
import { nativeSignerFromSeed } from '../../../node/log/native-signer.ts'
import { startVerifier } from '../../../node/log/verifier.ts'
import { openLogger } from '../../../node/ops/logger.ts'
import { author } from '../../../protocol/author.ts'
import type { Cid } from '../../../protocol/bytes/cid.ts'
import { blindedSigner } from '../../../protocol/keys/ballot-key.ts'
import {
  accepted,
  HOUR,
  type Person,
  seededBytes,
  type TestClock,
  type TestGroup,
  testClock,
  testGroup,
} from '../../support/test-core.ts'

/** A vote with three people, one hour before its deadline. */
async function nearTheEnd(
  group: TestGroup,
): Promise<{ people: [Person, Person, Person]; vote: Cid; closesAtMs: number }> {
  const [alice, bob, carla] = await group.join('Alice', 'Bob', 'Carla')
  if (!alice || !bob || !carla) throw new Error('nobody joined')
  const closesAtMs = group.clock.now() + 2 * HOUR
  const vote = await group.open({ closesAtMs })
  group.clock.advance(HOUR)
  return { people: [alice, bob, carla], vote, closesAtMs }
}

type Restarted = AsyncDisposable & { readonly core: Core; readonly clerk: Clerk }

/** The node of a test group, started again on its store. */
async function restarted(name: string, path: string, clock: TestClock): Promise<Restarted> {
  const verifier = startVerifier(0)
  const signer = nativeSignerFromSeed(seededBytes(`group/${name}`)(32))
  const randomBytes = seededBytes('started again')
  const core = accepted(openCore({ path, signer, verifier, now: clock.now, randomBytes, log: openLogger('silent') }))
  return {
    core,
    clerk: openClerk(core),
    async [Symbol.asyncDispose]() {
      await core[Symbol.asyncDispose]()
      await verifier[Symbol.asyncDispose]()
    },
  }
}

/** A ballot by somebody whose clock stands at the deadline still. */
function castAfterwards({ core, clerk }: Restarted, who: Person, vote: Cid, atMs: number) {
  const log = core.ownGroup()?.id ?? null
  const factor = clerk.factor(vote, who.key)
  if (!factor) throw new Error(`${who.name} has no ballot key`)
  const body = { proposal: vote, choice: { vote: 'for' } } as const
  const authoring = { log, at: atMs, seq: 1, salt: new Uint8Array(16) }
  return core.writer.submit(author('ballot/cast', body, authoring, blindedSigner(who.seed, factor)))
}

function closings({ core }: Restarted): unknown {
  return core.store.prepare(`SELECT count(*) FROM entry WHERE kind = 'proposal/closed'`).pluck().get()
}

t.test('the deadline, by the node’s clock', async t => {
  await t.test(
    'a ballot of its last millisecond counts, one of the next does not, whatever its author’s clock says',
    async t => {
      await using group = await testGroup('Gràcia')
      const { people, vote, closesAtMs } = await nearTheEnd(group)
      const [alice, bob, carla] = people
      group.clock.advance(closesAtMs - 1 - group.clock.now())
      accepted(await group.vote(alice, vote, { vote: 'for' }))
      group.clock.advance(1)
      accepted(await group.vote(bob, vote, { vote: 'for' }))
      await group.clerk.settle()
      t.equal(group.core.projections.proposals.get(vote)?.state, 'open', 'its last millisecond is still the vote’s')
      group.clock.advance(1)
      t.match(await group.vote(carla, vote, { vote: 'against' }), { code: 'ballot/late', detail: { closesAtMs } })
      t.match(await group.vote(alice, vote, { vote: 'against' }), { code: 'ballot/late' }, 'nor is a mind changed')
      await group.clerk.settle()
      t.match(group.core.projections.proposals.get(vote), {
        state: 'closed',
        closed: { ballots: { count: 2 }, count: { ballots: 2, counts: [{ option: 'for', points: 2 }] } },
      })
    },
  )

  await t.test(
    'a node that was off closes when it starts, with the ballots that were in time and no other',
    async t => {
      const path = `${t.testdir()}/group.sqlite`
      const clock = testClock()
      const before = await testGroup('Gràcia', { path, clock })
      const { people, vote, closesAtMs } = await nearTheEnd(before)
      const [alice, bob] = people
      clock.advance(closesAtMs - clock.now())
      accepted(await before.vote(alice, vote, { vote: 'against' }))
      const key = before.clerk.factor(vote, bob.key)
      await before[Symbol.asyncDispose]()
      clock.advance(72 * HOUR)

      await using after = await restarted('Gràcia', path, clock)
      t.equal(after.core.projections.proposals.get(vote)?.state, 'open', 'nobody was there to close it')
      t.same(after.clerk.factor(vote, bob.key), key, 'it kept what blinds the ballots')
      t.match(
        await castAfterwards(after, bob, vote, closesAtMs),
        { code: 'ballot/late' },
        'before the node has closed it, too',
      )
      t.ok((after.clerk.nextDueMs() ?? 0) <= clock.now(), 'closing is due')
      await after.clerk.settle()
      await after.clerk.settle()
      const closed = after.core.projections.proposals.get(vote)
      t.match(closed, { state: 'closed', closed: { ballots: { count: 1 }, count: { ballots: 1 } } })
      t.equal(closed?.closedAtMs, clock.now(), 'dated when it was closed')
      t.equal(closings(after), 1, 'once')
    },
  )
})
