import type { CharterStep } from '../../../protocol/federation/charter-told.ts'
import { withoutCharter } from '../../../protocol/federation/node-replacement.ts'
import { openEntry } from '../../../protocol/kinds.ts'
import { decodeEntry, encodeSignedEntry } from '../../../protocol/log/entry.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import type { LogRow } from '../../log/log-tables.ts'

/** More does not fit into an entry beside what else stands there. */
export const MOST_AMENDMENT_BYTES = 48 * 1024
const MOST_STEPS = 50

/** Whether amendments, encoded, fit into one entry. */
export function fitInOneEntry(amendments: readonly Uint8Array[]): boolean {
  const size = amendments.reduce((sum, { length }) => sum + length, 0)
  return size <= MOST_AMENDMENT_BYTES && amendments.length <= MOST_STEPS
}

/** How the group came to its charter and its node to its key, in the order of the group's own log. */
export function charterSteps({ tables }: Core, own: LogRow): CharterStep[] {
  return tables.ofKinds(own.row, ['charter/amended', 'node/replaced']).flatMap(({ signed, refused }): CharterStep[] => {
    const entry = decodeEntry(signed)
    const known = isRefusal(entry) || refused !== null ? undefined : openEntry(entry)
    if (!known || isRefusal(known)) return []
    if (known.kind === 'node/replaced')
      return [{ type: 'replaced', replacement: withoutCharter(known.body.replacement) }]
    return [{ type: 'amended', entry: encodeSignedEntry(signed) }]
  })
}

/** As many steps from one on as fit into one entry; at least that one, if there is any. */
export function stepsFrom(steps: readonly CharterStep[], from: number): CharterStep[] {
  const part: CharterStep[] = []
  let size = 0
  for (const step of steps.slice(from, from + MOST_STEPS)) {
    size += sizeOf(step)
    if (part.length > 0 && size > MOST_AMENDMENT_BYTES) break
    part.push(step)
  }
  return part
}

/** In bytes, roughly: each signature of a new key with its signer. */
function sizeOf(step: CharterStep): number {
  if (step.type === 'amended') return step.entry.length
  return 1_000 + step.replacement.standing.length + step.replacement.signatures.length * 128
}
