import { outsideWitnesses } from '../../../protocol/federation/witnesses.ts'
import { witnessVkey } from '../../../protocol/log/cosignature.ts'
import { isRefusal, type Refusal, type RefusalCode } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import { openCosigned } from '../../domains/federation/cosigned.ts'
import { systemTimers, type Timers } from '../timers.ts'
import { askWitness } from './ask-witness.ts'
import type { OutsideWitness, WitnessList } from './witness-list.ts'

/** Checkpoints of a busy log are witnessed at most so often; each stands for all before it. */
const ROUND_MS = 500
/** Who could not cosign is asked again: first so soon, then after twice as long, up to the longest. */
const RETRY_MS = 2_000
const LONGEST_RETRY_MS = 600_000

/** How one outside witness stands to this node. */
export type OutsideStatus = OutsideWitness & {
  /** Whether the charter names it, so that its cosignatures count for decisions. */
  readonly counts: boolean
  /** The size of the group's own log that it cosigned last, and when; null before. */
  readonly last: { readonly size: number; readonly atMs: number } | null
  /** Why it did not cosign when it was asked last. */
  readonly problem: RefusalCode | null
  /** Failures in a row. */
  readonly failures: number
}

/** Asks the outside witnesses of a list to cosign this node's checkpoints. */
export type OutsideWitnessing = {
  status(): OutsideStatus[]
  set(witness: OutsideWitness): Refusal | undefined
  drop(vkey: string): Refusal | undefined
  [Symbol.asyncDispose](): Promise<void>
}

/** What is known of one witness: nothing of it has to outlive the node, since the witness itself says what it cosigned. */
type Asked = {
  size: number
  last: OutsideStatus['last']
  problem: RefusalCode | null
  failures: number
  round: Promise<void> | undefined
  again: boolean
  cancel: (() => void) | undefined
}

/** @param parts `gathered` is told when a cosignature has come that counts. */
export function startOutsideWitnessing(parts: {
  core: Core
  list: WitnessList
  gathered: () => void
  random: () => number
  timers?: Timers
}): OutsideWitnessing {
  const { core, list, gathered, random, timers = systemTimers } = parts
  const cosigned = openCosigned(core.store)
  const closing = new AbortController()
  const asked = new Map<string, Asked>()
  const stateOf = (vkey: string): Asked => {
    const fresh = {
      size: 0,
      last: null,
      problem: null,
      failures: 0,
      round: undefined,
      again: false,
      cancel: undefined,
    }
    const state: Asked = asked.get(vkey) ?? fresh
    asked.set(vkey, state)
    return state
  }
  const counts = (vkey: string): boolean => {
    const own = core.ownGroup()
    const charter = own && core.reader(own).charter()
    return charter ? outsideWitnesses(charter).some(key => witnessVkey(key) === vkey) : false
  }
  /** Whether the witness has cosigned the newest checkpoint of the group's own log, where decisions stand. */
  const work = async (witness: OutsideWitness, state: Asked): Promise<boolean> => {
    const row = core.ownGroup()
    if (!row || state.size === row.range.size) return true
    const answer = await askWitness(core, row, witness, state.size, closing.signal)
    if (isRefusal(answer)) {
      state.problem = answer.code
      state.failures++
      core.log.warn({ ...answer.detail, code: answer.code }, 'witness.refused')
      return false
    }
    state.size = row.range.size
    state.last = { size: row.range.size, atMs: core.now() }
    state.problem = null
    state.failures = 0
    // A line that no charter counts is not kept.
    if (counts(witness.vkey) && cosigned.add(row.id, answer.note)) gathered()
    return true
  }
  const start = (witness: OutsideWitness, state: Asked): void => {
    state.cancel = undefined
    state.again = false
    state.round = work(witness, state)
      .catch((error: unknown) => {
        core.log.error({ err: error }, 'witness.failed')
        return false
      })
      .then(done => {
        state.round = undefined
        if (!done) plan(witness, state, delayMs(Math.max(1, state.failures)))
        else if (state.again) plan(witness, state, ROUND_MS)
      })
  }
  const plan = (witness: OutsideWitness, state: Asked, afterMs: number): void => {
    state.again = true
    const isListed = list.all().some(({ vkey, url }) => vkey === witness.vkey && url === witness.url)
    if (closing.signal.aborted || state.round || state.cancel || !isListed) return
    state.cancel = timers.after(afterMs, () => start(witness, state))
  }
  /** Doubled for each failure in a row, somewhere in the upper half, so that nodes do not come back in one wave. */
  const delayMs = (failures: number): number =>
    Math.min(LONGEST_RETRY_MS, RETRY_MS * 2 ** Math.min(failures - 1, 16)) * (0.5 + random() / 2)
  const review = (): void => {
    for (const witness of list.all()) plan(witness, stateOf(witness.vkey), ROUND_MS)
  }
  const forget = (vkey: string): void => {
    asked.get(vkey)?.cancel?.()
    asked.delete(vkey)
  }
  const stopListening = core.writer.onCommit(review)
  review()

  return {
    status: () =>
      list.all().map(witness => {
        const { last, problem, failures } = stateOf(witness.vkey)
        return { ...witness, counts: counts(witness.vkey), last, problem, failures }
      }),
    set(witness) {
      const refused = list.set(witness)
      if (refused) return refused
      forget(witness.vkey)
      review()
      return undefined
    },
    drop(vkey) {
      const refused = list.drop(vkey)
      if (!refused) forget(vkey)
      return refused
    },
    async [Symbol.asyncDispose]() {
      closing.abort()
      stopListening()
      const rounds = [...asked.values()]
      for (const { cancel } of rounds) cancel?.()
      await Promise.all(rounds.map(({ round }) => round))
    },
  }
}
