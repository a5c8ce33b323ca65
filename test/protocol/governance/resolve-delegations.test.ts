import fc from 'fast-check'
import t from 'tap'
import { representedBy, resolveDelegations, type Silence } from '../../../protocol/governance/resolve-delegations.ts'

/** Delegations as people would write them down; `null` is nobody. */
function resolve(delegates: Record<string, string | null>, voted: string, voters = Object.keys(delegates)) {
  return resolveDelegations(
    voters,
    voter => delegates[voter],
    voter => voted.split(' ').includes(voter),
  )
}

t.test('a vote goes to the delegate who votes', async t => {
  const voices = resolve({ ana: 'ben' }, 'ben')
  t.same(voices.get('ana'), { speaker: 'ben' })
  t.same([...representedBy(voices)], [['ben', 1]])
})

t.test('and on, where the delegate delegates too', async t => {
  const voices = resolve({ ana: 'ben', ben: 'carla', dora: 'ben' }, 'carla')
  t.same(voices.get('ana'), { speaker: 'carla' })
  t.same([...representedBy(voices)], [['carla', 3]])
})

t.test('a direct ballot overrides a delegation, and speaks for those behind it', async t => {
  const voices = resolve({ ana: 'ben', ben: 'carla' }, 'ben carla')
  t.same(voices.get('ben'), { speaker: 'ben' })
  t.same(voices.get('ana'), { speaker: 'ben' })
  t.same([...representedBy(voices)], [['ben', 1]])
})

t.test('nobody speaks for whom the chain ends in silence', async t => {
  t.same(resolve({ ana: 'ben' }, 'carla').get('ana'), { silent: 'not-cast', at: 'ben' })
  t.same(resolve({ ana: 'ben', ben: null }, 'carla').get('ana'), { silent: 'cancelled', at: 'ben' })
})

t.test('a loop carries no weight, nor do those who lead into it', async t => {
  const voices = resolve({ ana: 'ben', ben: 'carla', carla: 'ben', dora: 'ana' }, 'emma')
  for (const voter of ['ana', 'ben', 'carla', 'dora']) t.match(voices.get(voter), { silent: 'loop' })
  t.same([...representedBy(voices)], [])
})

t.test('a ballot inside a loop opens it', async t => {
  const voices = resolve({ ana: 'ben', ben: 'carla', carla: 'ana' }, 'carla')
  t.same([...representedBy(voices)], [['carla', 2]])
})

t.test('a chain of 100,000 ends where it ends', async t => {
  const voters = Array.from({ length: 100_000 }, (_, i) => i)
  const voices = resolveDelegations(
    voters,
    voter => (voter === 99_999 ? undefined : voter + 1),
    voter => voter === 99_999,
  )
  t.same([...representedBy(voices)], [[99_999, 99_999]])
})

type Society = { readonly delegates: readonly (number | null | undefined)[]; readonly voted: ReadonlySet<number> }

/** Obviously right, and slow: each voter's chain is walked on its own, for as many steps as there are voters. */
function slowVoice({ delegates, voted }: Society, voter: number): Silence | number {
  let at = voter
  for (let steps = 0; steps <= delegates.length; steps++) {
    if (voted.has(at)) return at
    const delegate = delegates[at]
    if (delegate === undefined) return 'not-cast'
    if (delegate === null) return 'cancelled'
    at = delegate
  }
  return 'loop'
}

function agrees(society: Society): boolean {
  const { delegates, voted } = society
  const voices = resolveDelegations(
    delegates.keys(),
    voter => delegates[voter],
    voter => voted.has(voter),
  )
  return [...delegates.keys()].every(voter => {
    const voice = voices.get(voter)
    return voice !== undefined && ('speaker' in voice ? voice.speaker : voice.silent) === slowVoice(society, voter)
  })
}

t.test('small groups agree with a slow model, whatever they delegate', async () => {
  const society = fc.integer({ min: 1, max: 12 }).chain(size =>
    fc.record({
      delegates: fc.array(fc.oneof(fc.integer({ min: 0, max: size - 1 }), fc.constantFrom(null, undefined)), {
        minLength: size,
        maxLength: size,
      }),
      voted: fc.uniqueArray(fc.integer({ min: 0, max: size - 1 })).map(voted => new Set(voted)),
    }),
  )
  fc.assert(
    fc.property(society, ({ delegates, voted }) =>
      agrees({ delegates: delegates.map((to, voter) => (to === voter ? undefined : to)), voted }),
    ),
    { numRuns: 2_000, seed: 4 },
  )
})

t.test('10,000 members with random delegations, loops and overrides agree with the slow model', async t => {
  for (const [share, seed] of [
    [0.02, 1],
    [0.3, 2],
    [0.001, 3],
  ] as const) {
    const random = numbers(seed)
    const size = 10_000
    const delegates = Array.from({ length: size }, (_, voter) => {
      const to = Math.floor(random() * size)
      const luck = random()
      return luck < 0.9 && to !== voter ? to : luck < 0.95 ? null : undefined
    })
    const voted = new Set([...delegates.keys()].filter(() => random() < share))
    t.ok(agrees({ delegates, voted }), `${voted.size} ballots`)
  }
})

/** Numbers between 0 and 1, the same in every run (a linear congruential generator). */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32
    return state / 2 ** 32
  }
}
