import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { formatRational } from '../../../protocol/rational.ts'
import { contributions, type Piece } from '../../domains/life/contributions.ts'
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

export function draftView(
  draft: StoredDraft,
  { life, piecesOf }: { life: Life; piecesOf: (versions: readonly Revision[]) => readonly Piece[] },
  nameOf: NameOf,
): DraftView {
  const { drafts, amendments } = life
  const versions = drafts.revisions(draft.id)
  const pieces = piecesOf(versions)
  const someone = (by: PublicKeyHex) => ({ by, byName: nameOf(by) })
  return {
    ...draftSummary(draft, nameOf),
    text: draft.text,
    methodRule: jsonOf(draft.method),
    quorum: formatRational(draft.quorum),
    quorumOf: draft.quorumOf ?? 'eligible',
    evaluatesAtMs: draft.evaluatesAtMs ?? null,
    head: draft.head,
    openTo: draft.openTo && [...draft.openTo],
    revisions: versions.map(({ id, base, by, atMs }) => ({ id, base, ...someone(by), at: atMs })),
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
