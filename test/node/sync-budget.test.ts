import t from 'tap'
import { openBudgetLedger } from '../../node/federation/budget-ledger.ts'
import type { Timers } from '../../node/federation/timers.ts'
import { openStore, type Store } from '../../node/store/open.ts'
import { type Cid, cidOfBytes } from '../../protocol/bytes/cid.ts'
import { openBudgets } from '../../protocol/federation/feed-sync-budget.ts'
import { accepted, HOUR, testClock } from '../support/test-core.ts'

const DAY = 24 * HOUR
const BUDGET = { entries: 500, bytes: 1_000_000, days: 1 }
const log = cidOfBytes(new Uint8Array(1))

/** A store whose node starts again and again; each start has timers of its own, that begin at zero. */
function startingNode(path: string) {
  const clock = testClock()
  let startedAtMs = clock.now()
  let due: (() => void) | undefined
  const timers: Timers = {
    nowMs: () => clock.now() - startedAtMs,
    after(_, act) {
      due = act
      return () => {
        due = undefined
      }
    },
  }
  const open = () => {
    startedAtMs = clock.now()
    const store = accepted(openStore(path))
    const ledger = openBudgetLedger({ store, now: clock.now }, timers)
    const budgets = openBudgets(BUDGET, ledger)
    budgets.follow(log, 0, timers.nowMs())
    return { store, ledger, budgets }
  }
  let running = open()
  return {
    clock,
    take: (entries: number) => running.budgets.spend(log, { entries, bytes: entries, size: 0 }, timers.nowMs()),
    isSpent: () => running.budgets.isSpent(log, timers.nowMs()),
    /** What waits for its time is done. */
    wait: () => due?.(),
    stop(): void {
      running.ledger[Symbol.dispose]()
      running.store.close()
    },
    start(): void {
      running = open()
    },
    /** As if the power had gone. */
    kill(): void {
      due = undefined
      running.store.close()
    },
    rows: () => running.store.prepare('SELECT count(*) FROM sync_budget').pluck().get(),
    store: () => running.store,
    unfollow: () => running.budgets.keepOnly(() => false),
  }
}

t.test('a node that starts again knows what it has taken, and takes no more that day', async t => {
  const node = startingNode(`${t.testdir()}/node.sqlite`)
  t.teardown(() => node.stop())
  node.take(500)
  t.ok(node.isSpent())
  for (let i = 0; i < 5; i++) {
    node.stop()
    node.start()
    t.ok(node.isSpent(), 'however often it starts')
  }
  node.clock.advance(DAY / 2)
  t.notOk(node.isSpent(), 'half a day later there is half a day’s worth')
  node.take(250)
  t.ok(node.isSpent())
  node.wait()
  node.kill()
  node.start()
  t.ok(node.isSpent(), 'a kill forgets nothing that was written')
  node.clock.advance(-10 * DAY)
  node.stop()
  node.start()
  t.ok(node.isSpent(), 'a clock that was set back gives nobody more')
})

t.test('what came into a copy after the last count was written is counted from the log', async t => {
  const node = startingNode(`${t.testdir()}/node.sqlite`)
  t.teardown(() => node.stop())
  node.take(10)
  node.wait()
  addCopy(node.store(), log, 490)
  node.kill()
  node.start()
  t.ok(node.isSpent())
})

t.test('years of quiet let in no more at once than a new copy may have', async t => {
  const node = startingNode(`${t.testdir()}/node.sqlite`)
  t.teardown(() => node.stop())
  node.take(1)
  node.clock.advance(1_000 * DAY)
  node.take(1)
  node.take(499)
  t.ok(node.isSpent())
})

t.test('there is a row for what is followed or kept, and no other', async t => {
  const node = startingNode(`${t.testdir()}/node.sqlite`)
  t.teardown(() => node.stop())
  node.take(10)
  node.wait()
  addCopy(node.store(), log, 1)
  node.unfollow()
  t.equal(node.rows(), 1, 'while there is a copy: who leaves and comes back is counted on')
  node.store().exec('DELETE FROM entry; DELETE FROM log')
  node.unfollow()
  t.equal(node.rows(), 0)
})

/** A copy of another node's log with some entries; what they say is not asked here. */
function addCopy(store: Store, cid: Cid, entries: number): void {
  store
    .prepare(
      `INSERT INTO log (id, cid, type, own, size, frontier, checkpoint, beyond) VALUES (1, ?, 'feed', 0, ?, x'', '', x'')`,
    )
    .run(cid, entries)
  const add = store.prepare(
    `INSERT INTO entry (position, log, idx, id, kind, by, seq, header, signature, accepted_at_ms)
     VALUES (?, 1, ?, ?, 'offer/published', x'', 1, x'', x'', 0)`,
  )
  for (let at = 0; at < entries; at++) add.run(at + 1, at, Buffer.from([at >> 8, at & 255]))
}
