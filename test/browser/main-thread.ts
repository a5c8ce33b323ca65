import type { Page } from 'playwright-core'

/** What the main thread of a page did, in milliseconds of its own CPU time: what else the machine does is not in it. */
export type MainThread = { readonly totalMs: number; readonly longestTaskMs: number }

type TraceEvent = {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

const CATEGORIES = ['toplevel', 'disabled-by-default-devtools.timeline', '__metadata']

/** Traces the page while `work` lasts (Trace Event Format: `tdur` is microseconds of the thread's clock). */
export async function mainThreadDuring(page: Page, work: () => Promise<unknown>): Promise<MainThread> {
  const browser = page.context().browser()
  if (!browser) throw new Error('no browser of its own')
  await browser.startTracing(page, { categories: CATEGORIES })
  await work()
  const trace = await browser.stopTracing()
  const { traceEvents }: { traceEvents: TraceEvent[] } = JSON.parse(trace.toString('utf8'))
  const renderers = traceEvents.filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
  const isOfPage = ({ pid, tid }: TraceEvent) => renderers.some(thread => thread.pid === pid && thread.tid === tid)
  const tasks = traceEvents.filter(event => event.name === 'RunTask' && isOfPage(event))
  const spentMs = tasks.map(({ tdur = 0 }) => tdur / 1_000)
  const longestTaskMs = spentMs.reduce((longest, ms) => Math.max(longest, ms), 0)
  return { totalMs: spentMs.reduce((sum, ms) => sum + ms, 0), longestTaskMs }
}
