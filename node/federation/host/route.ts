import { BlockList, isIP } from 'node:net'
import { CODE_P2P, CODE_P2P_CIRCUIT, CODE_WS, CODE_WSS, type Multiaddr } from '@multiformats/multiaddr'
import { parseAddress } from './dialing.ts'
import { keyOfPeerIdText, type PeerKey } from './peer-key.ts'

/** The way a connection takes. */
export type Route = {
  /** At once, or through another node. */
  readonly route: 'direct' | 'relayed'
  /** What the first stretch goes over. */
  readonly transport: 'tcp' | 'websocket'
  /** On this machine or this local network: an address that leads nowhere else. */
  readonly isLocal: boolean
  /** The node that it goes through. */
  readonly relay: PeerKey | null
}

/** RFC 1918, RFC 4193, RFC 3927, RFC 4291 §2.5.6, and this machine. */
const LOCAL = localAddresses()

export function routeOf(address: Multiaddr): Route {
  const parts = address.getComponents()
  const ip = parts.find(({ name }) => name === 'ip4' || name === 'ip6')?.value
  const circuit = isRelayed(address)
  return {
    route: circuit ? 'relayed' : 'direct',
    transport: parts.some(({ code }) => code === CODE_WS || code === CODE_WSS) ? 'websocket' : 'tcp',
    isLocal: !circuit && ip !== undefined && LOCAL.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4'),
    relay: circuit ? relayOf(address) : null,
  }
}

export function isRelayed(address: Multiaddr): boolean {
  return address.getComponents().some(({ code }) => code === CODE_P2P_CIRCUIT)
}

/** Nodes through which a peer says that it can be reached. */
export function relaysOf(addresses: readonly string[]): PeerKey[] {
  const relays = addresses.flatMap(text => {
    if (!text.includes('/p2p-circuit')) return []
    return relayOf(parseAddress(text)) ?? []
  })
  return [...new Set(relays)]
}

function relayOf(address: Multiaddr): PeerKey | null {
  const parts = address.getComponents()
  const at = parts.findIndex(({ code }) => code === CODE_P2P_CIRCUIT)
  const relay = parts.slice(0, at).findLast(({ code }) => code === CODE_P2P)?.value
  return (relay === undefined ? undefined : keyOfPeerIdText(relay)) ?? null
}

function localAddresses(): BlockList {
  const local = new BlockList()
  for (const [net, bits] of [
    ['10.0.0.0', 8],
    ['127.0.0.0', 8],
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.168.0.0', 16],
  ] as const) {
    local.addSubnet(net, bits, 'ipv4')
  }
  local.addAddress('::1', 'ipv6')
  local.addSubnet('fc00::', 7, 'ipv6')
  local.addSubnet('fe80::', 10, 'ipv6')
  return local
}
