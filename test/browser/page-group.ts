import { fileURLToPath } from 'node:url'
import { openElectionClerk } from '../../node/domains/assembly/election-clerk.ts'
import { openInitiativeClerk } from '../../node/domains/assembly/initiative-clerk.ts'
import { openSortitionClerk } from '../../node/domains/assembly/sortition-clerk.ts'
import { openCharterClerk } from '../../node/domains/group/charter-clerk.ts'
import { openKeyClerk } from '../../node/domains/group/key-clerk.ts'
import { PAGE } from '../../node/resources.ts'
import { toHex } from '../../protocol/bytes/hex.ts'
import type { Charter } from '../../protocol/group/charter.ts'
import { type Person as Member, type TestClock, type TestGroup, testGroup } from '../support/test-core.ts'
import { type TestHttp, testHttp } from '../support/test-http.ts'
import { type Device, openBrowser, type Person } from './browser.ts'

/** A group whose members look at the built page. */
export type PageGroup = AsyncDisposable & {
  readonly group: TestGroup
  readonly http: TestHttp
  /** A member at their own device, their key on it; nobody in particular where none is named. */
  arrive(member?: Member, device?: Omit<Device, 'origin'>): Promise<Person>
  /** What the node does by itself: opens votes, closes them, draws. */
  settle(): Promise<void>
  /** Everything that must not have happened on any page. */
  mishaps(): readonly string[]
}

/** One whose time the test moves on, at the node and on every page. */
export type MovedPageGroup = PageGroup & { advance(ms: number): Promise<void> }

/** A page whose time nobody moves goes by the machine's clock: one that is set makes every timer dearer. */
const SAME_MS = 1_000

/** The machine's clock, which a test can move on. */
export function runningClock(): TestClock {
  let aheadMs = 0
  return {
    now: () => Date.now() + aheadMs,
    advance(ms) {
      aheadMs += ms
    },
  }
}

/** @param made a group that stands already; it is closed with its pages. */
export async function pageGroup(charter: Partial<Charter> = {}, made?: TestGroup): Promise<PageGroup> {
  const { advance: _, ...place } = await openPageGroup({ charter, made, isMoved: false })
  return place
}

export async function movedPageGroup(charter: Partial<Charter> = {}): Promise<MovedPageGroup> {
  // From the start: timers of before, and what was asked of them, would go by another clock.
  return openPageGroup({ charter, isMoved: true })
}

async function openPageGroup({
  charter,
  made,
  isMoved,
}: {
  charter: Partial<Charter>
  made?: TestGroup | undefined
  isMoved: boolean
}): Promise<MovedPageGroup> {
  await using parts = new AsyncDisposableStack()
  const group = parts.use(made ?? (await testGroup('Gràcia', { clock: runningClock(), charter })))
  const http = parts.use(await testHttp(group, { pageRoot: fileURLToPath(PAGE) }))
  const browser = parts.use(await openBrowser())
  const { core, clock, clerk } = group
  const openers = [openInitiativeClerk, openElectionClerk, openSortitionClerk, openKeyClerk]
  const settlers = [...openers.map(open => open(core)), clerk, openCharterClerk(core)]
  const people: Person[] = []
  const settle = async () => {
    for (const settler of settlers) await settler.settle()
  }
  const running = parts.move()
  return {
    group,
    http,
    settle,
    async arrive(member, device = {}) {
      const person = await browser.arrive({ origin: http.url, ...device })
      if (isMoved || Math.abs(clock.now() - Date.now()) > SAME_MS) await person.page.clock.setSystemTime(clock.now())
      if (member) {
        const deviceKey = JSON.stringify({ key: member.key, seed: toHex(member.seed) })
        await person.page.addInitScript(key => localStorage.setItem('comunal.key', key), deviceKey)
      }
      people.push(person)
      return person
    },
    async advance(ms) {
      clock.advance(ms)
      for (const { page } of people) await page.clock.setSystemTime(clock.now())
      await settle()
    },
    mishaps: () => people.flatMap(({ mishaps }) => mishaps),
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}
