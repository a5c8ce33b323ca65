import { type Cid, parseCid } from '../bytes/cid.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { cid, type Infer, integer, list, object, text } from '../bytes/schema.ts'
import { isBinary } from '../governance/method.ts'
import type { Charter } from '../group/charter.ts'
import { charterOfVote } from '../group/charter-entries.ts'
import type { KnownEntry } from '../kinds.ts'
import type { LogReader } from '../log-reader.ts'
import { type Rational, rational } from '../rational.ts'
import { type Refusal, refuse } from '../refusal.ts'
import type { FederationProposal } from './proposal.ts'
import { signsFor } from './steward-key.ts'

/** What a group shows for its need: in words, and where it can be looked up, the id of an entry or a link. */
const evidence = object({ text: text({ min: 1, max: 2_000 }), source: text({ min: 1, max: 500 }) })

/**
 * A steward of a member group contests clauses of a federated proposal, in the federation's log. It takes effect through
 * the group's mandate, where its own vote has come out against; each group has one veto of a proposal.
 */
export const vetoRaised = object({
  proposal: cid,
  group: cid,
  /** Places in the proposal's list of clauses, ascending; where it names none, its whole is clause 0. */
  clauses: list(integer({ min: 0, max: 19 }), { min: 1, max: 20 }),
  /** One of those that the charter names. */
  ground: text({ min: 1, max: 200 }),
  reason: text({ min: 1, max: 2_000 }),
  evidence: list(evidence, { min: 1, max: 10 }),
})
export type VetoRaised = Infer<typeof vetoRaised>

/** The group takes its veto back. */
export const vetoWithdrawn = object({ proposal: cid, veto: cid })

/** Who hears the veto puts an agreement to the group: the clause falls, and this is done in its place. */
export const vetoMediated = object({ proposal: cid, veto: cid, text: text({ min: 1, max: 4_000 }) })

/** The group takes an agreement that was put to it: the veto is upheld. */
export const vetoAgreed = object({ proposal: cid, veto: cid, agreement: cid })

export type VetoEntry = KnownEntry<'veto/raised' | 'veto/withdrawn' | 'veto/mediated' | 'veto/agreed'>

export const VETO_KINDS = ['veto/raised', 'veto/withdrawn', 'veto/mediated', 'veto/agreed'] as const

export function isVetoEntry(known: KnownEntry): known is VetoEntry {
  return VETO_KINDS.some(kind => kind === known.kind)
}

/** A veto with what was said of it since. */
export type VetoRecord = VetoRaised & {
  readonly id: Cid
  readonly by: PublicKeyHex
  readonly state: 'standing' | 'withdrawn' | 'agreed'
  /** Agreements that were put to the group. */
  readonly offered: readonly { readonly id: Cid; readonly text: string }[]
  /** The one it took. */
  readonly agreed: Cid | null
}

/** A clause that waits, with the vetoes that contest it. */
export type Suspended = { readonly clause: number; readonly vetoes: readonly Cid[] }

/** What the rules may know of vetoes in a federation's log. */
export type VetoReader = {
  /** Vetoes of a proposal, in the order of the log. */
  of(proposal: Cid): readonly VetoRecord[]
  /** The re-vote on the vetoes of a proposal. */
  revote(proposal: Cid): Cid | undefined
  /** Decided proposals of which a clause waits for mediation or the re-vote; absent where only evidence is replayed. */
  readonly unsettled?: () => readonly Cid[]
}

export type VetoTerms = {
  readonly grounds: readonly string[]
  readonly heardBy: 'stewards' | 'groups'
  readonly mediationMs: number
  readonly override: Rational
}

const HOUR_MS = 3_600_000

/** Grounds of a charter that names none. */
export const DEFAULT_GROUNDS: readonly string[] = ['severe-local-need', 'fundamental-rights', 'outside-purpose']

/** The terms of a charter: a week of mediation and three quarters of the weight, where it says nothing. */
export function vetoTerms({ federation }: Pick<Charter, 'federation'>): VetoTerms {
  const { grounds = DEFAULT_GROUNDS, heardBy = 'stewards', mediationHours = 168, override } = federation?.veto ?? {}
  return { grounds, heardBy, mediationMs: mediationHours * HOUR_MS, override: override ?? rational(3, 4) }
}

/** What entries come to, in the order of the log. */
export function vetoRecords(said: Iterable<VetoEntry>): VetoRecord[] {
  const records = new Map<Cid, VetoRecord>()
  const change = (id: Cid, how: (record: VetoRecord) => Partial<VetoRecord>) => {
    const record = records.get(id)
    if (record) records.set(id, { ...record, ...how(record) })
  }
  for (const known of said) {
    const { id, header } = known.entry
    if (known.kind === 'veto/raised') {
      records.set(id, { ...known.body, id, by: header.by, state: 'standing', offered: [], agreed: null })
    } else if (known.kind === 'veto/withdrawn') change(known.body.veto, () => ({ state: 'withdrawn' }))
    else if (known.kind === 'veto/mediated') {
      const { veto, text } = known.body
      change(veto, ({ offered }) => ({ offered: [...offered, { id, text }] }))
    } else {
      const { veto, agreement } = known.body
      change(veto, () => ({ state: 'agreed', agreed: agreement }))
    }
  }
  return [...records.values()]
}

/** Why nobody may veto a question at all; undefined where they may. */
export function refuseAnyVeto({ method, answers, expels, merges, overrides }: FederationProposal): Refusal | undefined {
  const none = (problem: string) => refuse('veto/not-here', { problem })
  if (!isBinary(method)) return none('it is no question of yes or no')
  if (answers) return none('it answers the federation above, where it can be vetoed')
  if (expels) return none('it expels a group')
  if (merges) return none('it merges two federations')
  if (overrides) return none('it is the vote on a veto')
}

export function judgeVetoRaised({ entry, body }: KnownEntry<'veto/raised'>, reader: LogReader): Refusal | undefined {
  const charter = reader.charter()
  if (charter?.members !== 'groups') return refuse('entry/not-for-this-log', { kind: 'veto/raised' })
  const group = reader.group(body.group)
  if (group?.state !== 'member') return refuse('federation/not-a-member')
  if (!signsFor(group, entry.header.by)) return refuse('member/not-allowed', { permission: 'govern' })
  const proposal = reader.federationProposal(body.proposal)
  if (!proposal) return refuse('proposal/unknown')
  if (proposal.state !== 'open') return refuse('proposal/closed')
  const never = refuseAnyVeto(proposal)
  if (never) return never
  const { grounds } = vetoTerms(charterOfVote(reader, proposal) ?? charter)
  if (!grounds.includes(body.ground))
    return refuse('veto/no-ground', { ground: body.ground, grounds: grounds.join(', ') })
  const count = proposal.clauses?.length ?? 1
  if (body.clauses.some((clause, i) => clause >= count || clause <= (body.clauses[i - 1] ?? -1))) {
    return refuse('veto/bad-clause', { clauses: count })
  }
  const hollow = body.evidence.find(({ source }) => !parseCid(source) && !/^https?:\/\/[^\s/]+/.test(source))
  if (hollow) return refuse('veto/no-evidence', { source: hollow.source })
  if (reader.vetoes?.of(proposal.id).some(veto => veto.group === group.id)) return refuse('veto/raised')
}

export function judgeVetoWithdrawn(
  { entry, body }: KnownEntry<'veto/withdrawn'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const found = unsettled(body, reader, Math.max(nowMs, entry.header.at))
  return 'code' in found ? found : requireOwn(found.veto, entry.header.by, reader)
}

export function judgeVetoMediated(
  { entry, body }: KnownEntry<'veto/mediated'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const found = inMediation(body, reader, Math.max(nowMs, entry.header.at))
  if ('code' in found) return found
  const { by } = entry.header
  const charter = reader.charter()
  if (charter?.stewards.includes(by)) return
  const { heardBy } = vetoTerms(found.charter)
  const isOfGroup = found.decision.body.groups.some(
    ({ group }) => group !== found.veto.group && isSteward(reader, group, by),
  )
  if (heardBy === 'groups' && isOfGroup) return
  return refuse('member/not-allowed', { permission: 'govern' })
}

export function judgeVetoAgreed(
  { entry, body }: KnownEntry<'veto/agreed'>,
  reader: LogReader,
  nowMs: number,
): Refusal | undefined {
  const found = inMediation(body, reader, Math.max(nowMs, entry.header.at))
  if ('code' in found) return found
  if (!found.veto.offered.some(({ id }) => id === body.agreement))
    return refuse('veto/unknown', { agreement: body.agreement })
  return requireOwn(found.veto, entry.header.by, reader)
}

/** When mediation is over: after it a veto is settled by the re-vote alone. */
export function mediationEndsMs(charter: Pick<Charter, 'federation'>, decidedAtMs: number): number {
  return decidedAtMs + vetoTerms(charter).mediationMs
}

type About = { readonly proposal: Cid; readonly veto: Cid }

/** @returns with the charter under which it was asked. */
function unsettled(about: About, reader: LogReader, nowMs: number) {
  const proposal = reader.federationProposal(about.proposal)
  const charter = proposal && charterOfVote(reader, proposal)
  const veto = reader.vetoes?.of(about.proposal).find(({ id }) => id === about.veto)
  if (!charter || !proposal || !veto) return refuse('veto/unknown')
  if (veto.state !== 'standing') return refuse('veto/settled', { state: veto.state })
  const { decision } = proposal
  if (!decision) return { veto, charter }
  if (!isContested(decision.body, veto.id)) return refuse('veto/settled', { state: 'without effect' })
  const endsMs = mediationEndsMs(charter, decision.atMs)
  if (nowMs > endsMs) return refuse('veto/too-late', { endsMs })
  return { veto, charter, decision }
}

function inMediation(about: About, reader: LogReader, nowMs: number) {
  const found = unsettled(about, reader, nowMs)
  if ('code' in found) return found
  return found.decision ? { ...found, decision: found.decision } : refuse('veto/not-in-mediation')
}

/** Whether a decision suspends anything for a veto. */
export function isContested({ suspended = [] }: { suspended?: readonly Suspended[] | undefined }, veto: Cid): boolean {
  return suspended.some(({ vetoes }) => vetoes.includes(veto))
}

/** Of a group that has gone since, its stewards still speak for its veto. */
function requireOwn({ group }: VetoRecord, by: PublicKeyHex, reader: LogReader): Refusal | undefined {
  return isSteward(reader, group, by) ? undefined : refuse('member/not-allowed', { permission: 'govern' })
}

function isSteward(reader: LogReader, id: Cid, by: PublicKeyHex): boolean {
  const group = reader.group(id)
  return group !== undefined && signsFor(group, by)
}
