import { toBase64 } from '../../../protocol/bytes/base64.ts'
import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { InitiativeRecord } from '../../../protocol/governance/initiative.ts'
import { type CharterChange, termsOf } from '../../../protocol/group/amending.ts'
import { type CharterTerms, charterTerms } from '../../../protocol/group/charter.ts'
import { type CharterDraft, charterOfVote, DRAFT_LAPSES_MS } from '../../../protocol/group/charter-entries.ts'
import { decodeEntry } from '../../../protocol/log/entry.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { CharterVersion } from '../../domains/group/charters.ts'
import { toStored } from '../../domains/stored.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Context } from '../context.ts'
import type { CharterChangesView } from '../schema/charter.ts'
import type { ProposalView } from '../schema/governance.ts'
import type { InitiativeView } from '../schema/initiative.ts'
import { namesOf } from './person.ts'

/** The charter in force, those before it, and what is drawn up to be the next. */
export function charterChangesView(using: Context, own: LogRow): CharterChangesView {
  const { core } = using
  const { charters } = core.projections
  const nowMs = core.now()
  const versions = charters.versions(own.row)
  return {
    inForce: charters.inForce(own.row),
    versions: (versions.length > 0 ? versions : [foundingVersion(using, own)]).map(one => versionView(using, own, one)),
    drafts: charters
      .drafts(own.row)
      .filter(({ acceptedAtMs }) => nowMs <= acceptedAtMs + DRAFT_LAPSES_MS)
      .map(draft => draftView(using, own, draft)),
  }
}

function foundingVersion({ core }: Context, own: LogRow): CharterVersion {
  const charter = core.reader(own).charter()
  const genesis = core.tables.entry(own.id)
  const entry = genesis && decodeEntry(genesis.signed)
  if (!charter || !entry || isRefusal(entry)) throw new Error('a group without its charter')
  return { entry: own.id, terms: termsOf(charter), ground: null, atMs: entry.header.at }
}

function versionView(
  using: Context,
  own: LogRow,
  { entry, terms, ground, atMs }: CharterVersion,
): CharterChangesView['versions'][number] {
  const said = { entry, atMs, terms: termsView(terms) }
  if (ground?.type === 'vote') {
    const title = using.core.projections.proposals.get(ground.proposal)?.title ?? ''
    return { ...said, by: { type: 'vote', proposal: ground.proposal, title } }
  }
  if (ground?.type === 'motion') {
    const title = using.core.projections.federations.motions.get(ground.motion)?.title ?? ''
    return { ...said, by: { type: 'motion', motion: ground.motion, title } }
  }
  if (ground) return { ...said, by: { type: 'stewards', signers: people(using, own, ground.signatures) } }
  const founder = authorOf(using, own)
  return { ...said, by: { type: 'founder', signers: founder ? people(using, own, [{ by: founder }]) : [] } }
}

function authorOf({ core }: Context, own: LogRow): PublicKeyHex | undefined {
  const genesis = core.tables.entry(own.id)
  const entry = genesis && decodeEntry(genesis.signed)
  return entry && !isRefusal(entry) ? entry.header.by : undefined
}

function draftView(using: Context, own: LogRow, draft: CharterDraft): CharterChangesView['drafts'][number] {
  const charter = using.core.reader(own).charter()
  const signed = new Set(draft.signatures.map(({ by }) => by))
  const missing = (charter?.stewards ?? []).filter(key => !signed.has(key)).map(by => ({ by }))
  return {
    id: draft.id,
    atMs: draft.acceptedAtMs,
    lapsesAtMs: draft.acceptedAtMs + DRAFT_LAPSES_MS,
    terms: termsView(draft.terms),
    signed: people(using, own, draft.signatures),
    missing: people(using, own, missing),
    needed: charter?.threshold ?? 0,
  }
}

function people({ members }: Context, own: LogRow, signers: readonly { readonly by: PublicKeyHex }[]) {
  const naming = namesOf(members, own.row)
  return signers.map(({ by }) => naming(by))
}

/** The change of the charter that a vote, or a motion, is about, and what came of it; null where it is about something else. */
export function amendmentOfVote(
  { core }: Context,
  log: LogRow,
  {
    id,
    charter,
    change,
  }: { readonly id: Cid; readonly charter?: Cid | undefined; readonly change?: CharterChange | undefined },
): ProposalView['amendment'] {
  const before = change && charterOfVote(core.reader(log), { charter })
  if (!change || !before) return null
  const came = core.projections.charters.vote(id)
  return {
    amends: change.amends,
    before: termsView(termsOf(before)),
    terms: termsView(change.terms),
    state: came?.code ? 'refused' : came?.entry ? 'in-force' : 'open',
    code: came?.code ?? null,
  }
}

/** The change of the charter that an initiative asks for; null where it asks for none. */
export function amendmentOfInitiative(
  { core }: Context,
  own: LogRow,
  { amendment }: Pick<InitiativeRecord, 'amendment'>,
): InitiativeView['amendment'] {
  const before = amendment && core.reader(own).amending?.version(amendment.amends)
  if (!amendment || !before) return null
  const { amends, terms } = amendment
  return { amends, before: termsView(termsOf(before)), terms: termsView(terms) }
}

function termsView(terms: CharterTerms): string {
  return toBase64(toStored(charterTerms, terms))
}
