import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Core } from '../core.ts'
import type { HttpNetwork } from './parts.ts'

export type Metrics = ReturnType<typeof openMetrics>

/** Seconds: a vote takes a few thousandths, a recount several whole ones. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10]

/** What a machine room watches, in Prometheus' text format; a registry a node. */
export function openMetrics(core: Core, network: HttpNetwork | null) {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry, prefix: 'comunal_' })
  const commits = new Counter({ name: 'comunal_commits_total', help: 'Transactions of the log writer.', registers })
  const requests = new Histogram({
    name: 'comunal_http_request_seconds',
    help: 'Time to answer, by route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers,
  })
  let waiting = 0
  new Gauge({
    name: 'comunal_entries_waiting',
    help: 'Entries taken over HTTP that wait to be verified and made durable.',
    registers,
    collect() {
      this.set(waiting)
    },
  })
  new Gauge({
    name: 'comunal_entries',
    help: 'Entries in all logs of this node.',
    registers,
    collect() {
      this.set(core.tables.lastPosition())
    },
  })
  new Gauge({
    name: 'comunal_peers',
    help: 'Nodes connected now.',
    registers,
    collect() {
      this.set(network?.peers().filter(({ connected }) => connected).length ?? 0)
    },
  })
  const stop = core.writer.onCommit(() => commits.inc())
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    answered(method: string, route: string, status: number, seconds: number): void {
      requests.observe({ method, route, status }, seconds)
    },
    /** Entries came in, or left again with their answers where the number is negative. */
    entriesWait(more: number): void {
      waiting += more
    },
    [Symbol.dispose]() {
      stop()
      registry.clear()
    },
  }
}
