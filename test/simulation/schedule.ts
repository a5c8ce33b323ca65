import { between, pick, seeded } from './seeded.ts'

/** How long faults go on; then the network is whole and nobody crashes any more. Liars go on lying. */
export const FAULTS_MS = 100_000
export const MOST_NODES = 60
/** What a peer can do that is not our program. */
export const LIES = [
  'forges an entry',
  'forges a mandate',
  'drops bodies',
  'drops the last entry',
  'signs a false checkpoint',
  'tampers with checkpoints',
  'boasts',
  'is silent',
  'withholds',
  'shifts ranges',
  'shows two histories',
  'floods',
  'replays',
  'runs ahead',
] as const
export type Lie = (typeof LIES)[number]

/** The network as it is for a while: shares lost and doubled, and how long a message takes; much apart is out of order. */
export type Weather = {
  readonly loss: number
  readonly duplicate: number
  readonly leastMs: number
  readonly mostMs: number
}
export const FINE: Weather = { loss: 0, duplicate: 0, leastMs: 1, mostMs: 40 }

/**
 * One thing that is so or happens in a run; times are virtual milliseconds. Node 0 has the federation's seat, the others a group
 * each. Any part of a run's steps makes a run too: that is how a failing one is made shorter.
 */
export type Step =
  | { readonly type: 'liar'; readonly node: number; readonly lie: Lie }
  /** Its wall clock is off by so much, and its timers run fast or slow by so many thousandths. */
  | { readonly type: 'clock'; readonly node: number; readonly skewMs: number; readonly driftPermille: number }
  | { readonly type: 'offers'; readonly atMs: number; readonly node: number; readonly entries: number }
  | { readonly type: 'mandate'; readonly atMs: number; readonly node: number; readonly votes: number }
  | { readonly type: 'weather'; readonly atMs: number; readonly forMs: number; readonly weather: Weather }
  /** Every node is on one side or the other, by a bit of `sides` drawn for it. */
  | { readonly type: 'cut'; readonly atMs: number; readonly forMs: number; readonly sides: number }
  | {
      readonly type: 'crash'
      readonly atMs: number
      readonly forMs: number
      readonly node: number
      readonly disk: 'kept' | 'lost'
    }
  | {
      readonly type: 'slow'
      readonly atMs: number
      readonly forMs: number
      readonly node: number
      readonly mostMs: number
    }

export type Schedule = { readonly seed: number; readonly nodes: number; readonly steps: readonly Step[] }

/** Most runs are small, where faults meet each other most: 5 to 8 nodes; one in twelve has up to 20, one in sixty up to 60. */
function nodesOf(random: () => number): number {
  const size = random()
  if (size < 0.9) return between(random, 5, 8)
  return size < 0.985 ? between(random, 9, 20) : between(random, 21, MOST_NODES)
}

/** What happens under a seed. At most a third of the nodes lie; the seat does not. */
export function scheduleOf(seed: number): Schedule {
  const random = seeded(Math.imul(seed, 0x9e3779b1))
  const nodes = nodesOf(random)
  const group = () => between(random, 1, nodes - 1)
  const anyone = () => between(random, 0, nodes - 1)
  const at = (fromMs = 2_000) => between(random, fromMs, FAULTS_MS - 20_000)
  const lasting = (atMs: number) => Math.min(between(random, 1_000, 50_000), FAULTS_MS - atMs)
  const steps: Step[] = []
  const liars = random() < 0.3 ? 0 : between(random, 1, Math.min(6, Math.floor(nodes / 3)))
  for (let i = 0; i < liars; i++) steps.push({ type: 'liar', node: group(), lie: pick(random, LIES) })
  for (let i = between(random, 0, 3); i > 0; i--) {
    const skewMs = pick(random, [-1_200_000, -300_000, 300_000, 7_200_000])
    steps.push({ type: 'clock', node: anyone(), skewMs, driftPermille: between(random, -50, 50) })
  }
  for (let node = 1; node < nodes; node++) {
    if (random() < 0.8) steps.push({ type: 'mandate', atMs: at(), node, votes: between(random, 0, 9) })
  }
  for (let i = between(random, 2, 8); i > 0; i--) {
    steps.push({ type: 'offers', atMs: at(), node: group(), entries: pick(random, [1, 1, 2, 3, 8, 30]) })
  }
  if (random() < 0.3) steps.push({ type: 'mandate', atMs: at(), node: group(), votes: between(random, 0, 9) })
  if (random() < 0.8) steps.push({ type: 'weather', atMs: 0, forMs: FAULTS_MS, weather: weatherOf(random) })
  for (let i = between(random, 0, 2); i > 0; i--) {
    const atMs = at(0)
    steps.push({ type: 'cut', atMs, forMs: lasting(atMs), sides: Math.floor(random() * 2 ** 31) })
  }
  for (let i = between(random, 0, 3); i > 0; i--) {
    const atMs = at()
    steps.push({ type: 'crash', atMs, forMs: lasting(atMs), node: anyone(), disk: pick(random, ['kept', 'lost']) })
  }
  if (random() < 0.3) {
    const atMs = at(0)
    steps.push({ type: 'slow', atMs, forMs: lasting(atMs), node: anyone(), mostMs: pick(random, [2_000, 20_000]) })
  }
  return { seed, nodes, steps }
}

function weatherOf(random: () => number): Weather {
  return {
    loss: pick(random, [0, 0.05, 0.2, 0.4]),
    duplicate: pick(random, [0, 0.1, 0.3]),
    leastMs: 1,
    mostMs: pick(random, [50, 500, 3_000]),
  }
}
