/** The part of a service worker's scope that ours uses: TypeScript has its types only in place of those of a page. */
export type Lasting = Event & { waitUntil(work: Promise<unknown>): void }
export type Fetching = Lasting & { readonly request: Request; respondWith(answer: Promise<Response>): void }
type Events = { install: Lasting; activate: Lasting; fetch: Fetching }

export type WorkerScope = {
  readonly location: Location
  readonly clients: { claim(): Promise<void> }
  skipWaiting(): Promise<void>
  addEventListener<K extends keyof Events>(type: K, listener: (event: Events[K]) => void): void
}
