import { toBase64 } from '../../../protocol/bytes/base64.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { hasLapsed } from '../../../protocol/governance/sortition.ts'
import type { Sortitions, StoredSortition } from '../../domains/assembly/sortitions.ts'
import type { PersonView } from '../schema/person.ts'
import type { SortitionView } from '../schema/sortition.ts'

export function sortitionView(
  sortition: StoredSortition,
  sortitions: Sortitions,
  naming: (key: PublicKeyHex) => PersonView,
  { nowMs, reader }: { readonly nowMs: number; readonly reader: PublicKeyHex | undefined },
): SortitionView {
  const { id, title, text, by, pool, seats, stratify, calledAtMs, joinsUntilMs, committed, drawn } = sortition
  const contributors = sortitions.contributions(sortition).length
  const { panel, alternates } = sortitions.panel(sortition) ?? { panel: [], alternates: [] }
  return {
    id,
    title,
    text,
    by,
    pool,
    stratify: stratify ?? null,
    poolCount: committed?.pool.count ?? null,
    seats,
    state: hasLapsed(sortition, contributors, nowMs) ? 'lapsed' : sortition.state,
    calledAtMs,
    joinsUntilMs,
    contributors,
    hasAdded: reader === undefined ? null : sortitions.hasContributed(sortition, reader),
    seedCommitment: committed && toBase64(committed.seedCommitment),
    seed: drawn && toBase64(drawn.seed),
    panel: panel.map(naming),
    alternates: alternates.map(naming),
    declined: sortitions.declined(sortition).map(({ key }) => naming(key)),
  }
}
