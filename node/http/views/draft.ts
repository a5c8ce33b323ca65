import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { contributions, type Piece } from '../../../protocol/life/contribution.ts'
import { formatRational } from '../../../protocol/rational.ts'
import { piecesTogether } from '../../domains/life/contributions.ts'
import { difference } from '../../domains/life/difference.ts'
import type { Revision, StoredDraft } from '../../domains/life/drafts.ts'
import type { Life } from '../../domains/life/life.ts'
import type { DraftSummary, DraftView } from '../schema/draft.ts'
import { jsonOf } from './json-of.ts'
import type { NameOf } from './name.ts'

export function draftSummary(draft: StoredDraft, nameOf: NameOf): DraftSummary {
  const { id, title, state, by, changedAtMs, proposal } = draft
  return { id, title, state, by, byName: nameOf(by), changedAtMs, proposal }
}

export type DraftParts = {
  readonly life: Life
  readonly piecesOf: (versions: readonly Revision[]) => readonly Piece[]
  /** Whether something is written live that is in no version. */
  readonly unsaved: boolean
}

export function draftView(draft: StoredDraft, { life, piecesOf, unsaved }: DraftParts, nameOf: NameOf): DraftView {
  const { drafts, amendments, coWritten } = life
  const versions = drafts.revisions(draft.id)
  const pieces = piecesOf(versions)
  const someone = (by: PublicKeyHex) => ({ by, byName: nameOf(by) })
  const confirmed = coWritten.confirmations(draft.id)
  const writersOf = ({ id, text, together }: Revision) =>
    together &&
    contributions(piecesTogether(text, together)).map(({ by, characters }) => ({
      ...someone(by),
      characters,
      confirmed: confirmed.some(({ revision, by: who }) => revision === id && who === by),
    }))
  return {
    ...draftSummary(draft, nameOf),
    text: draft.text,
    methodRule: jsonOf(draft.method),
    quorum: formatRational(draft.quorum),
    quorumOf: draft.quorumOf ?? 'eligible',
    evaluatesAtMs: draft.evaluatesAtMs ?? null,
    head: draft.head,
    openTo: draft.openTo && [...draft.openTo],
    revisions: versions.map(version => ({
      id: version.id,
      base: version.base,
      ...someone(version.by),
      at: version.atMs,
      writers: writersOf(version),
    })),
    unsaved,
    pieces: pieces.map(({ by, text }) => ({ ...someone(by), text })),
    contributions: contributions(pieces).map(({ by, characters }) => ({ ...someone(by), characters })),
    area: draft.area ?? null,
    thresholds: draft.thresholds ? jsonOf(draft.thresholds) : null,
    amendments: amendments.list(draft.id).map(({ id, base, text, reason, state, own, declined, by, atMs }) => ({
      id,
      base,
      text,
      reason,
      state,
      declined,
      own,
      difference: difference(versions.find(version => version.id === base)?.text ?? '', text),
      ...someone(by),
      at: atMs,
    })),
    reviews: drafts.reviews(draft.id).map(({ id, revision, verdict, reason, by, atMs }) => ({
      id,
      revision,
      verdict,
      reason,
      ...someone(by),
      at: atMs,
    })),
  }
}
