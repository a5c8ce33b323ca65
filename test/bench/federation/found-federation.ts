import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { startVerifier } from '../../../node/log/verifier.ts'
import { joinFederation } from '../../../node/trial/federating.ts'
import { foundTrialNode } from '../../../node/trial/trial-node.ts'
import { refuse } from '../../../protocol/refusal.ts'
import { surroundings } from '../city.ts'

/** A node's data folder and where it will listen. */
export type Seat = { readonly folder: string; readonly listen: string }

/** Founds a federation and its groups in data folders, each naming addresses of this machine. The federation comes first. */
export async function foundFederation(folder: string, groups: number): Promise<Seat[]> {
  await using stack = new AsyncDisposableStack()
  const verifier = stack.use(startVerifier(0))
  const parts = { ...surroundings, verifier, fetchEvidence: async () => refuse('evidence/missing') }
  const seats: Seat[] = []
  const ports = freePorts()
  const found = async (name: string, members: 'people' | 'groups') => {
    const { value: port } = await ports.next()
    const seat = { folder: join(folder, name), listen: `/ip4/127.0.0.1/tcp/${port}` }
    const node = stack.use(await foundTrialNode(seat.folder, name, members, parts))
    seats.push(seat)
    return { node, addresses: [seat.listen] }
  }
  const federation = await found('Federation', 'groups')
  for (let i = 1; i <= groups; i++) {
    const { node, addresses } = await found(`Group ${i}`, 'people')
    await joinFederation(federation.node, node, { area: addresses, federation: federation.addresses })
  }
  return seats
}

/** Connections that go out are given ports above these: one of those could be taken before its node listens. */
const [FIRST_PORT, LAST_PORT] = [20_000, 32_000]

async function* freePorts(): AsyncGenerator<number, never> {
  for (let port = FIRST_PORT; port < LAST_PORT; port++) {
    const server = createServer()
    const isFree = await new Promise<boolean>(resolve => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true))
    })
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    yield port
  }
  throw new Error('no port is free')
}
