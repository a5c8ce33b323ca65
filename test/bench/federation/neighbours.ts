import { once } from 'node:events'
import { startMesh } from './mesh.ts'

/** Nodes of a federation beside the one that is measured: `neighbours.ts SEATS`, seats as JSON; until standard input ends. */
await using stack = new AsyncDisposableStack()
await startMesh(JSON.parse(process.argv[2] ?? '[]'), stack)
process.stdout.write('ready\n')
process.stdin.resume()
await once(process.stdin, 'end')
