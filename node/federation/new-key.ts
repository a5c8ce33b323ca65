import { parseBase64 } from '../../protocol/bytes/base64.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { equalBytes } from '../../protocol/bytes/compare.ts'
import { standingHead } from '../../protocol/federation/succession.ts'
import { decodeSignedEntry } from '../../protocol/log/entry.ts'
import { rangeAt, rangeRoot } from '../../protocol/log/merkle.ts'
import { isRefusal, type Refusal } from '../../protocol/refusal.ts'
import type { Core } from '../core.ts'
import type { Membership } from '../domains/federation/federations.ts'
import { openRemembered } from '../domains/federation/successions.ts'
import { nativeSha256 } from '../log/native-sha256.ts'
import { openOvertaken } from '../log/rewind.ts'

/**
 * Federations whose node has another key, seen from the nodes of their members: the copy that is kept here is brought to the
 * history that the council let stand, and what others had entered after it is handed in again.
 */
export type NewKeys = {
  /** Cuts copies that go on past what stands. */
  review(): void
  /** Drops a copy that turns out to be of another history, if the new key has written nothing in it yet. */
  drop(federation: Cid): boolean
  /** Hands in what waits for one federation, in its order, until somebody does not answer. */
  handIn(federation: Cid, submit: (entry: Parameters<Core['writer']['submit']>[0]) => Promise<unknown>): Promise<void>
}

export function openNewKeys(core: Core): NewKeys {
  const overtaken = openOvertaken(core.store)
  const remembered = openRemembered(core.store)
  const memberships = (): Membership[] => {
    const own = core.ownGroup()
    return own ? core.projections.federations.memberships(own.row) : []
  }
  /** The copy of a federation whose new key has not come to it yet. */
  const behind = ({ federation, charter, replacements }: Membership) => {
    const log = core.logs.get(federation)
    const last = replacements.at(-1)
    const held = log && !log.own ? core.reader(log).charter()?.node : undefined
    return log && last && held && held !== charter.node ? { log, last, held } : undefined
  }
  const rewind = (
    { federation, replacements }: Membership,
    standing: Parameters<Core['rewind']>[1],
    held: Parameters<Core['rewind']>[2],
  ) => {
    remembered.keep(federation, replacements)
    const entries = core.rewind(federation, standing, held)
    core.log.warn({ federation, entries, stands: standing?.size ?? 0 }, 'log.overtaken')
  }
  return {
    review() {
      for (const membership of memberships()) {
        const found = behind(membership)
        const head = found && standingHead(found.last)
        if (!found || !head || found.log.range.size < head.size) continue
        const { log, last, held } = found
        const root = rangeRoot(
          rangeAt(head.size, (level, at) => core.tables.node(log.row, level, at)),
          nativeSha256,
        )
        const isSame = equalBytes(root, head.root)
        if (isSame && log.range.size === head.size) continue
        rewind(membership, isSame ? { size: head.size, checkpoint: last.standing } : null, held)
      }
    },
    drop(federation) {
      const membership = memberships().find(candidate => candidate.federation === federation)
      const found = membership && behind(membership)
      if (found) rewind(membership, null, found.held)
      return found !== undefined
    },
    async handIn(federation, submit) {
      for (const { entry: text, refused } of overtaken.list(federation)) {
        if (refused !== undefined) continue
        const bytes = parseBase64(text)
        const signed = bytes && decodeSignedEntry(bytes)
        const answer = signed && !isRefusal(signed) ? await submit(signed) : undefined
        if (isRefusal(answer) && isForLater(answer)) return
        if (isRefusal(answer)) core.log.warn({ federation, code: answer.code, ...answer.detail }, 'overtaken.refused')
        overtaken.settle(federation, text, isRefusal(answer) ? answer.code : null)
      }
    },
  }
}

/** Nobody has said anything about the entry itself. */
function isForLater({ code }: Refusal): boolean {
  return code === 'federation/unreachable' || code === 'federation/unknown' || code === 'node/busy'
}
