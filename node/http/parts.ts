import type { Cid } from '../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../protocol/bytes/public-key.ts'
import type { LogStatus } from '../../protocol/federation/feed-sync-status.ts'
import type { SignedEntry } from '../../protocol/log/entry.ts'
import type { Refusal } from '../../protocol/refusal.ts'
import type { Core } from '../core.ts'
import type { DetailAnswer } from '../domains/federation/offer-details.ts'
import type { Clerk } from '../domains/governance/clerk.ts'
import type { OutsideWitnessing } from '../federation/outside/outside-witnessing.ts'
import type { Reminders } from '../jobs/reminders.ts'

/** What the HTTP API stands on. */
export type HttpParts = {
  readonly core: Core
  readonly clerk: Pick<Clerk, 'factor' | 'voterKey' | 'close'>
  /** Null where nobody is reminded of anything. */
  readonly reminders: Pick<Reminders, 'onDue'> | null
  /** Null where the node stays by itself. */
  readonly network: HttpNetwork | null
  /** The outside witnesses that the node asks; null where it asks none. */
  readonly witnesses: Pick<OutsideWitnessing, 'status' | 'set' | 'drop'> | null
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  /** Folder of the members' page; null where none was built. */
  readonly pageRoot: string | null
  /** Opens the setup once, while the node keeps no group; null where it is not to be opened here. */
  readonly setupToken: string | null
}

/** The part of the federation network that the API shows and steers. */
export type HttpNetwork = {
  /** Multiaddrs under which others reach this node. */
  addresses(): readonly string[]
  /** Nodes that this one knows, connected or not. */
  peers(): readonly PeerState[]
  /** All that is to be shown of the network, in one look. */
  whole(): NetworkWhole
  /** Called when a peer comes or goes. */
  onPeerChange(listener: (peer: PeerState) => void): () => void
  /** Asks the owning group's node for the details of an offer. */
  askDetails(offer: Cid): Promise<DetailAnswer | Refusal>
  /** What a steward has to sign so that this group joins the federation of a ticket. */
  planJoining(ticket: string): Promise<JoinPlan | Refusal>
  /** Hands the signed entries of a plan to the federation and to this group's log. */
  join(ticket: string, entries: readonly SignedEntry[]): Promise<{ federation: Cid } | Refusal>
  /** Hands an entry to the node of a federation that the group belongs to. */
  submit(federation: Cid, entry: SignedEntry): Promise<unknown>
}

export type PeerState = {
  readonly key: PublicKeyHex
  readonly connected: boolean
  /** Since when it has been there; null while it is not. */
  readonly sinceMs: number | null
  /** How it is reached now; null while it is not connected. */
  readonly route: 'direct' | 'relayed' | null
  readonly transport: 'tcp' | 'websocket' | null
  readonly isLocal: boolean | null
  /** The node that it is reached through. */
  readonly relay: PublicKeyHex | null
  /** Nodes through which it says that it can be reached. */
  readonly relays: readonly PublicKeyHex[]
  readonly rttMs: number | null
  readonly addresses: readonly string[]
  /** Dials that failed since it was last there, and why the last did. */
  readonly failures: number
  readonly problem: string | null
  readonly nextDialAtMs: number | null
  /** Since the node's start. */
  readonly bytesIn: number
  readonly bytesOut: number
  readonly timesLost: number
  readonly lostAtMs: number | null
  /** Why it was cut off, and until when it is refused. */
  readonly barred: { readonly why: string; readonly untilMs: number } | null
}

export type NetworkWhole = {
  readonly peers: readonly (PeerState & { readonly federations: readonly Cid[] })[]
  readonly feeds: readonly FeedState[]
  readonly traffic: { readonly bytesIn: number; readonly bytesOut: number }
}

/** A log that the nodes of a federation keep; `group` null: the federation's own. */
export type FeedState = LogStatus & {
  readonly federation: Cid
  readonly group: Cid | null
  readonly writer: PublicKeyHex
  /** Who brought its newest entries, when; null before any came since the start. */
  readonly last: { readonly from: PublicKeyHex; readonly atMs: number } | null
}

export type JoinPlan = {
  readonly federation: Cid
  readonly name: string
  /** `n/d`. */
  readonly weight: string
  readonly feed: Cid
  readonly entries: readonly {
    readonly log: Cid
    readonly kind: string
    /** Canonical body without its salt. */
    readonly body: Uint8Array
    readonly to: 'federation' | 'group'
  }[]
}
