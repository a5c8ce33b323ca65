import { author } from '../../protocol/author.ts'
import type { FeedRange, SyncMessage } from '../../protocol/federation/feed-sync-message.ts'
import { openCheckpoint, signCheckpoint } from '../../protocol/log/checkpoint.ts'
import type { SignedEntry } from '../../protocol/log/entry.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import { BEGIN_MS, type GroupPlayer, saltOf } from './cast.ts'
import { type DiskLog, emptyLog, readDisk, writeOwn } from './disk.ts'
import { verifyOnce } from './once.ts'
import type { Lie } from './schedule.ts'
import { between } from './seeded.ts'
import type { SimNode } from './sim-node.ts'
import { mandateOf, offerBy, proposalOf } from './writing.ts'

/** What a liar makes of a message on its way out; undefined: it says nothing. */
export type Liars = { said(from: SimNode, to: SimNode, message: SyncMessage): SyncMessage | undefined }
type Change = (from: SimNode, to: SimNode, message: SyncMessage) => SyncMessage | undefined

export function openLiars(random: () => number): Liars {
  const branches = new Map<SimNode, DiskLog>()
  const inRange =
    (change: (range: FeedRange, from: SimNode, to: SimNode) => FeedRange): Change =>
    (from, to, message) =>
      message.type === 'range' ? { ...message, range: change(message.range, from, to) } : message
  const ofOthers =
    (change: (entries: readonly SignedEntry[], from: SimNode, to: SimNode) => readonly SignedEntry[]): Change =>
    (from, to, message) =>
      message.type === 'range' && message.log !== from.own
        ? { ...message, range: { ...message.range, entries: change(message.range.entries, from, to) } }
        : message
  const unchanged: Change = (_from, _to, message) => message

  const changes: { readonly [lie in Lie]: Change } = {
    'forges an entry': ofOthers(([first, ...rest]) =>
      first && rest.length > 0 ? [first, first, ...rest.slice(1)] : [],
    ),
    'forges a mandate': (from, _to, message) => {
      if (message.type !== 'range') return message
      const victim = from.peers.find(({ own }) => own === message.log)
      const forged = victim?.group && forgedMandate(from, victim.group, 7)
      if (!forged) return message
      return { ...message, range: { ...message.range, entries: [...message.range.entries.slice(0, -1), forged] } }
    },
    'drops bodies': ofOthers(entries => entries.map(entry => ({ ...entry, body: null }))),
    'drops the last entry': ofOthers(entries => entries.slice(0, -1)),
    'signs a false checkpoint': (from, _to, message) =>
      message.type === 'range' && message.log === from.own
        ? { ...message, range: { ...message.range, checkpoint: falseCheckpoint(from, message.range.checkpoint) } }
        : message,
    'tampers with checkpoints': inRange(range => ({
      ...range,
      checkpoint: range.checkpoint.replace(/\n\d+\n/, '\n999\n'),
    })),
    boasts: (_from, _to, message) =>
      message.type === 'heads'
        ? { ...message, heads: message.heads.map(({ log }) => ({ log, size: 1_000_000 })) }
        : message,
    'is silent': (_from, _to, message) => (message.type === 'ask' ? message : undefined),
    withholds: (from, _to, message) =>
      message.type === 'range' && message.log !== from.own && random() < 0.8
        ? { type: 'nothing', id: message.id, log: message.log }
        : message,
    'shifts ranges': inRange(range => ({ ...range, from: range.from + between(random, 0, 1) })),
    'shows two histories': (from, to, message) => {
      if (message.type !== 'range' || message.log !== from.own || to.index % 2 === 0) return message
      const other = otherHistory(from, branches)
      const range = readDisk(new Map([[from.own, other]])).read(
        from.own,
        message.range.from,
        message.range.entries.length,
      )
      return range ? { ...message, range } : undefined
    },
    floods: unchanged,
    replays: unchanged,
    'runs ahead': unchanged,
  }
  return {
    said(from, to, message) {
      let said: SyncMessage | undefined = message
      for (const lie of from.lies) said = said && changes[lie](from, to, said)
      return said
    },
  }
}

/** A mandate in the name of another group, signed by a key that is not its. */
export function forgedMandate(liar: SimNode, victim: GroupPlayer, seq: number): SignedEntry {
  const seat = liar.peers.find(({ index }) => index === 0)
  if (!seat) throw new Error('the seat does not lie')
  const vote = { inFavour: 9, revision: 1_000, skewMs: 0 }
  const body = mandateOf(victim, proposalOf(seat.player).id, vote, BEGIN_MS)
  const authoring = { log: victim.feed, at: BEGIN_MS, seq, salt: saltOf('forged', seq) }
  return author('mandate/issued', body, authoring, { publicKey: victim.node.publicKey, sign: liar.player.node.sign })
}

/** The same size over another tree, by the log's own writer. */
function falseCheckpoint({ own, player }: SimNode, note: string): string {
  const checkpoint = openCheckpoint(note, own, player.node.publicKey, verifyOnce)
  if (isRefusal(checkpoint)) return note
  return signCheckpoint({ ...checkpoint, root: new Uint8Array(32).fill(1) }, player.node)
}

/** A second history of the own log under the same key, as long as the first; they part after the first half. */
function otherHistory(node: SimNode, branches: Map<SimNode, DiskLog>): DiskLog {
  const size = node.disk.get(node.own)?.entries.length ?? 0
  const branch = branches.get(node) ?? emptyLog()
  if (!branches.has(node)) {
    const common = node.disk.get(node.own)?.entries.slice(0, Math.max(1, size >> 1)) ?? []
    writeOwn(branch, node.own, common, node.player.node)
    branches.set(node, branch)
  }
  const missing = size - branch.entries.length
  const { group } = node
  if (group && missing > 0) {
    const others = Array.from({ length: missing }, (_, i) => offerBy(group, 10_000 + branch.entries.length + i, 0))
    writeOwn(branch, node.own, others, node.player.node)
  }
  return branch
}
