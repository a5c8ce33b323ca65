import { KEPT_AT, READER, READS, READS_OF } from './kept-header.ts'
import type { WorkerScope } from './worker-scope.ts'

/**
 * Opens the page where the node cannot be reached: its own files, and what the node last answered on this device.
 * The node always comes first, so that an updated node is never hidden behind old code: of the shell only the files of
 * one build are kept, whole, and a new build takes the place of the old one at once; the old one stays for the pages that stand
 * open with it, until there is a third. Nothing is ever sent from here.
 */
declare const self: WorkerScope
/** Written in by the build: every file of the page, and a hash over all of them. */
declare const SHELL: readonly string[]
declare const BUILD: string

const SHELL_CACHE = `comunal-shell-${BUILD}`
const API = '/api/v1/'
/** Files with a hash in their names: no other build means another by them. */
const ASSETS = '/assets/'
/** Not worth keeping, never ending, or wrong by the time it is read: evidence, streams, the next number to sign with. */
const NEVER_KEPT = /\/(?:stream|evidence|next-seq|receipt|live|metrics|challenges)\b/
const MOST_READS = 300
/** A node that takes longer counts as not reached, where there is something to show instead. */
const PATIENCE_MS = 8_000

self.addEventListener('install', event => {
  event.waitUntil(keepShell().then(() => self.skipWaiting()))
})
self.addEventListener('activate', event => {
  event.waitUntil(dropOldShells().then(() => self.clients.claim()))
})
self.addEventListener('fetch', event => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (request.method !== 'GET' || origin !== self.location.origin) return
  if (pathname.startsWith(API)) {
    const isKept = !NEVER_KEPT.test(pathname) && request.headers.get('accept') !== 'text/event-stream'
    if (isKept) event.respondWith(readThrough(request))
  } else if (request.mode === 'navigate') {
    event.respondWith(withPatience(request, () => fromShell('/')))
  } else event.respondWith(fromShells(pathname).then(kept => kept ?? fetch(request)))
})

async function keepShell(): Promise<void> {
  const cache = await caches.open(SHELL_CACHE)
  try {
    await cache.addAll(SHELL.map(path => new Request(path, { cache: 'reload' })))
  } catch (error) {
    // An empty one would stand for the build before.
    await caches.delete(SHELL_CACHE)
    throw error
  }
}

async function dropOldShells(): Promise<void> {
  const old = (await caches.keys()).filter(name => name.startsWith('comunal-shell-') && name !== SHELL_CACHE)
  await Promise.all(old.slice(0, -1).map(name => caches.delete(name)))
}

async function fromShell(path: string): Promise<Response | undefined> {
  return (await caches.open(SHELL_CACHE)).match(path)
}

/** A file of the page; of a build that was replaced, too, since a page that stands open goes on asking for its parts. */
async function fromShells(path: string): Promise<Response | undefined> {
  return (await fromShell(path)) ?? (path.startsWith(ASSETS) ? caches.match(path) : undefined)
}

/** What the node says now, else what it said last. */
async function readThrough(request: Request): Promise<Response> {
  const reader = request.headers.get(READER)
  const cache = await caches.open(reader === null ? READS : READS_OF(reader))
  const answer = await withPatience(request, () => cache.match(request.url))
  if (answer.headers.has(KEPT_AT)) return answer
  if (answer.status === 401 || answer.status === 403) await cache.delete(request.url)
  if (answer.status === 200 || answer.status === 404) await keep(cache, request.url, answer.clone())
  return answer
}

async function keep(cache: Cache, url: string, answer: Response): Promise<void> {
  const headers = new Headers(answer.headers)
  headers.set(KEPT_AT, String(Date.now()))
  const { status } = answer
  try {
    await cache.put(url, new Response(await answer.blob(), { status, headers }))
    const [oldest, ...others] = await cache.keys()
    if (oldest && others.length >= MOST_READS) await cache.delete(oldest)
  } catch {
    // A full device keeps less; what was asked is answered all the same.
  }
}

async function withPatience(request: Request, instead: () => Promise<Response | undefined>): Promise<Response> {
  const asked = fetch(request)
  const late = new Promise<undefined>(resolve => setTimeout(resolve, PATIENCE_MS))
  try {
    return (await Promise.race([asked, late])) ?? (await instead()) ?? (await asked)
  } catch (error) {
    const kept = await instead()
    if (kept) return kept
    throw error
  }
}
