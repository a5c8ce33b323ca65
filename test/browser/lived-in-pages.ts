import type { Page } from 'playwright-core'
import { ROUTES } from '../../web-ui/src/routes.ts'
import { type LivedIn, livedInGroup, type Wording } from '../support/lived-in-group.ts'
import { testMesh } from '../support/test-federation.ts'
import { type PageGroup, pageGroup, runningClock } from './page-group.ts'
import { settled } from './settled.ts'

type Route = keyof typeof ROUTES
/** The routes that name one thing: each needs one to show. */
type RouteOfOne = { [R in Route]: (typeof ROUTES)[R] extends `${string}/:id` ? R : never }[Route]

export type LivedInPages = PageGroup & {
  readonly lived: LivedIn
  /** Every address there is, with the things of the group in it. */
  readonly paths: readonly string[]
}

/** A group in which something stands on every page, with the addresses of all pages. */
export async function livedInPages(say?: Wording): Promise<LivedInPages> {
  await using parts = new AsyncDisposableStack()
  const mesh = parts.use(testMesh(runningClock()))
  const lived = await livedInGroup(mesh, say)
  const kept = { ...lived.group, async [Symbol.asyncDispose]() {} }
  const place = parts.use(await pageGroup({}, kept))
  const { proposal, draft, election, initiative, draw, verdict, council } = lived
  const ids: Record<RouteOfOne, string> = { proposal, draft, election, initiative, draw, verdict, council }
  const paths = Object.entries(ROUTES).map(([name, path]) =>
    path.replace(':id', () => {
      const id: string | undefined = Reflect.get(ids, name)
      if (id === undefined) throw new Error(`nothing to show at ${path}`)
      return id
    }),
  )
  const running = parts.move()
  return {
    ...place,
    lived,
    paths: [
      ...paths,
      `/proposals/${lived.ranking}`,
      `/proposals/${lived.decided}`,
      '/search?words=ladder',
      '/nothing-here',
    ],
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  }
}

/** Waits until a page stands: its heading is there, and nothing is on its way any more. */
export async function stands(page: Page): Promise<void> {
  const waiting = page.locator('#content .waiting')
  do {
    await page.waitForFunction(
      () => document.querySelector('#content h1') && !document.querySelector('#content .waiting'),
    )
    await settled(page)
  } while ((await waiting.count()) > 0)
}

/** Goes on to another page as a link does, without loading all of it anew; the first page of a visit is loaded. */
export async function goOn(page: Page, path: string): Promise<void> {
  if (page.url() === 'about:blank') await page.goto(path)
  else
    await page.evaluate(to => {
      history.pushState(null, '', to)
      dispatchEvent(new PopStateEvent('popstate'))
    }, path)
  await stands(page)
}
