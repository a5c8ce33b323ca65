import type { Cid } from '../../protocol/bytes/cid.ts'
import { parseCid } from '../../protocol/bytes/cid.ts'
import { encodeSubmissionAnswer } from '../../protocol/federation/submission.ts'
import { encodeReplacements } from '../../protocol/federation/succession.ts'
import { VETO_KINDS } from '../../protocol/federation/veto.ts'
import { openBody } from '../../protocol/kinds.ts'
import { decodeEntry, decodeSignedEntry, type Entry, encodeSignedEntry } from '../../protocol/log/entry.ts'
import { isRefusal, type Refusal, refuse } from '../../protocol/refusal.ts'
import type { Core } from '../core.ts'
import { refuseAbove } from '../domains/federation/below.ts'
import { replacementsOf } from '../domains/federation/replace-node.ts'
import type { Ack } from '../log/writer.ts'
import type { NetworkHost, PeerKey } from './host/host.ts'
import { type FederationScope, sharedWith } from './roster.ts'
import type { Timers } from './timers.ts'

/** The genesis of the federation that this node serves, for whoever holds a ticket. Asked with the federation's id. */
export const GENESIS_PROTOCOL = '/comunal/genesis/1'
/** How the federation's node came to its key. Asked with the federation's id; empty where its charter names it. */
export const SUCCESSION_PROTOCOL = '/comunal/succession/1'
/** One signed entry for the federation's log. */
export const SUBMIT_PROTOCOL = '/comunal/submit/1'
const LIMITS = { maxBytes: 128 * 1024, strangers: true }

/** What a member group's node may hand in besides a joining; the rules ask who has signed it. */
const FROM_MEMBERS: readonly string[] = [
  'federation/charter-told',
  'federation/joined',
  'federation/proposed',
  'federation/left',
  'federation/expulsion-backed',
  'council/moved',
  'council/voted',
  'council/withdrawn',
  ...VETO_KINDS,
]
const FROM_STRANGERS: readonly string[] = ['federation/charter-told', 'federation/joined']

/** Where others come in to a federation: open to strangers while there are tickets out. */
export type Door = {
  /** Whose nodes are members' and whose are strangers'. */
  follow(scopes: readonly FederationScope[]): void
  /** Opens or closes it, after anything that may have changed tickets. */
  review(): void
  /** Until when strangers may come, by the node's clock; null while the door is shut. */
  openUntilMs(): number | null
  [Symbol.dispose](): void
}

export function openDoor({ core, host, timers }: { core: Core; host: NetworkHost; timers: Timers }): Door {
  let scopes: readonly FederationScope[] = []
  let standing: { readonly untilMs: number; readonly close: () => void } | undefined
  let stopped = false

  const ownFederation = (): Cid | undefined => {
    const own = core.ownGroup()
    return own && core.reader(own).charter()?.members === 'groups' ? own.id : undefined
  }
  const ownCharter = () => {
    const own = core.ownGroup()
    return own && core.reader(own).charter()
  }
  const shut = () => {
    standing?.close()
    standing = undefined
  }
  const review = () => {
    const federation = ownFederation()
    const row = federation && core.logs.get(federation)
    const untilMs = row ? (core.projections.federations.lastTicketMs(row.row) ?? 0) : 0
    if (standing?.untilMs === untilMs && untilMs > core.now()) return
    shut()
    if (stopped || untilMs <= core.now()) return
    const closing = new AbortController()
    const cancel = timers.after(untilMs - core.now() + 1, review)
    standing = {
      untilMs,
      close() {
        cancel()
        closing.abort()
      },
    }
    host.openDoor(closing.signal)
  }

  const refuseAsMember = (entry: Entry): Refusal | undefined => {
    const own = core.ownGroup()
    const joined = openBody('federation/joined', entry)
    if (!own || isRefusal(joined)) return isRefusal(joined) ? joined : refuse('group/none')
    return refuseAbove(core, own, joined.body.group)
  }

  const submit = async (message: Uint8Array, from: PeerKey): Promise<Ack | Refusal> => {
    const federation = ownFederation()
    if (stopped || !federation) return refuse('federation/unknown')
    const signed = decodeSignedEntry(message)
    const entry = isRefusal(signed) ? signed : decodeEntry(signed)
    if (isRefusal(entry)) return entry
    const isMember = sharedWith(scopes, from).some(scope => scope.federation === federation)
    const { kind, log } = entry.header
    // What stewards of the federation itself have signed is handed in again by members where its node has another key.
    const isSteward = ownCharter()?.stewards.includes(entry.header.by) === true
    const isLetIn = (isMember ? FROM_MEMBERS : FROM_STRANGERS).includes(kind) || (isMember && isSteward)
    if (!isLetIn) return refuse('entry/not-for-this-log', { kind })
    if (log !== federation) return refuse('entry/wrong-log', { log })
    const loop = kind === 'federation/joined' ? refuseAsMember(entry) : undefined
    if (loop) return loop
    return core.writer.submit(entry.signed)
  }

  host.handle(
    GENESIS_PROTOCOL,
    async message => {
      const federation = ownFederation()
      const genesis = federation && core.tables.entry(federation)
      const isAsked = federation !== undefined && parseCid(new TextDecoder().decode(message)) === federation
      // A group of people shows its charter to nobody here; an empty answer is no answer.
      return isAsked && genesis && !stopped ? encodeSignedEntry(genesis.signed) : new Uint8Array()
    },
    { ...LIMITS, maxQuestionBytes: 128 },
  )
  host.handle(
    SUCCESSION_PROTOCOL,
    async message => {
      const own = core.ownGroup()
      const isAsked = own && own.id === ownFederation() && parseCid(new TextDecoder().decode(message)) === own.id
      return isAsked && !stopped ? encodeReplacements(replacementsOf(core, own)) : new Uint8Array()
    },
    { ...LIMITS, maxQuestionBytes: 128 },
  )
  host.handle(
    SUBMIT_PROTOCOL,
    async (message, from) => {
      const answer = await submit(message, from)
      if (isRefusal(answer)) core.log.info({ peer: from, code: answer.code }, 'submission.refused')
      return encodeSubmissionAnswer(answer)
    },
    LIMITS,
  )

  return {
    follow(now) {
      scopes = now
    },
    review,
    openUntilMs: () => standing?.untilMs ?? null,
    [Symbol.dispose]() {
      stopped = true
      shut()
    },
  }
}
