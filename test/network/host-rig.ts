import { pino } from 'pino'
import { type HostOptions, type NetworkHost, startHost } from '../../node/federation/host/host.ts'
import { until } from '../support/patience.ts'

export const LOOPBACK = '/ip4/127.0.0.1/tcp/0'
export const bytes = (text: string) => new TextEncoder().encode(text)
export const text = (message: Uint8Array) => new TextDecoder().decode(message)

/** A host on loopback with a key of its own for each number. */
export function hostNumber(number: number, options: Partial<HostOptions> = {}): Promise<NetworkHost> {
  const seed = new Uint8Array(32)
  new DataView(seed.buffer).setUint32(0, number)
  return startHost({
    seed,
    listen: [LOOPBACK],
    now: Date.now,
    random: () => 0.5,
    log: pino({ level: process.env.COMUNAL_TEST_LOG ?? 'silent' }),
    ...options,
  })
}

/** A gossip validator that accepts everything and keeps it. */
export function hearInto(heard: string[]): (message: Uint8Array) => 'accept' {
  return message => {
    heard.push(text(message))
    return 'accept'
  }
}

export const wholeMessage = (message: Uint8Array) => message

export const contact = (host: NetworkHost) => ({ key: host.publicKey, addresses: host.addresses() })

/** Every host allows and dials every other. */
export function introduceAll(hosts: readonly NetworkHost[]): void {
  for (const host of hosts) host.allow(hosts.map(contact))
}

export const isConnected = (host: NetworkHost, to: NetworkHost) =>
  host.peers().some(({ peer, connected }) => peer === to.publicKey && connected)

export async function pairOfHosts(first = 1, second = 2): Promise<[NetworkHost, NetworkHost]> {
  const pair: [NetworkHost, NetworkHost] = [await hostNumber(first), await hostNumber(second)]
  introduceAll(pair)
  await until(() => isConnected(pair[0], pair[1]) && isConnected(pair[1], pair[0]))
  return pair
}
