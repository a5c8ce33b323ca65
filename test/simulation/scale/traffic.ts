import { encodeSyncMessage, type SyncMessage } from '../../../protocol/federation/feed-sync-message.ts'

/** Name of the topic and the frame around a gossip message. */
const TOPIC_BYTES = 75 + 10
/** Each heartbeat tells some who are not in the mesh what came lately: a message's id, so often, to a share of them. */
const HEARTBEATS = 3
const ID_BYTES = 34
const GOSSIP_FACTOR = 0.25
const LEAST_LAZY = 6
const MESH = 6

export type Traffic = {
  /** Messages that carry entries, and their bytes as they are encoded. */
  readonly messages: number
  readonly bytes: number
  /** Ids told to peers outside the mesh (gossipsub's IHAVE): counted by its rule, not simulated. */
  readonly idBytes: number
  readonly syncBytes: number
}

export function openTraffic() {
  const kinds = new Map<Uint8Array, number>()
  const sizes = new Map<string, number>()
  let bytes = 0
  let syncBytes = 0
  let messages = 0
  return {
    sent(message: SyncMessage | Uint8Array): void {
      if (message instanceof Uint8Array) {
        messages++
        bytes += message.length + TOPIC_BYTES
        kinds.set(message, message.length)
      } else syncBytes += sizeOf(message, sizes)
    },
    total(nodes: number): Traffic {
      const lazy = Math.max(LEAST_LAZY, GOSSIP_FACTOR * (nodes - 1 - MESH))
      return { messages, bytes, syncBytes, idBytes: Math.round(kinds.size * nodes * lazy * HEARTBEATS * ID_BYTES) }
    },
  }
}

/** Heads of the same number of logs are the same size within a byte or two each: one of them is encoded. */
function sizeOf(message: SyncMessage, sizes: Map<string, number>): number {
  if (message.type !== 'heads') return encodeSyncMessage(message).length
  const name = `${message.heads.length} ${message.reply}`
  const size = sizes.get(name) ?? encodeSyncMessage(message).length
  sizes.set(name, size)
  return size
}
