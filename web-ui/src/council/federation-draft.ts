import { isPublicKeyHex, type PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { councilRule } from '../../../protocol/federation/council-rule.ts'
import type { MethodRule } from '../../../protocol/governance/method.ts'
import type { CharterTerms } from '../../../protocol/group/charter.ts'
import { compareRationals, formatRational } from '../../../protocol/rational.ts'
import { whole } from '../format/whole.ts'
import { fraction } from '../signing/rule-of-api.ts'

const YES_OR_NO = ['majority', 'supermajority', 'consensus', 'consent'] as const
type YesOrNo = (typeof YES_OR_NO)[number]
export type FederationTerms = NonNullable<CharterTerms['federation']>

/** The charter of a federation in the fields of a form; fractions and numbers are text. What has no field stays as it is. */
export type FederationDraft = {
  readonly name: string
  readonly purpose: string
  /** Null where the federation usually chooses among options: then that stays. */
  readonly method: YesOrNo | null
  readonly threshold: string
  readonly quorum: string
  readonly councilQuorum: string
  readonly evidence: FederationTerms['evidence']
  readonly binds: boolean
  /** Empty: more than half. */
  readonly witnesses: string
  readonly expulsion: NonNullable<FederationTerms['expulsion']>
  readonly stewards: readonly string[]
  readonly signatures: string
}

export function draftOfFederation(terms: CharterTerms, federation: FederationTerms): FederationDraft {
  const { method } = terms.decisions
  return {
    name: terms.name,
    purpose: terms.purpose,
    method: YES_OR_NO.find(name => name === method.method) ?? null,
    threshold: 'threshold' in method ? formatRational(method.threshold) : '2/3',
    quorum: formatRational(federation.quorum),
    councilQuorum: formatRational(councilRule(terms).quorum),
    evidence: federation.evidence,
    binds: federation.binds,
    witnesses: federation.witnesses === undefined ? '' : String(federation.witnesses),
    expulsion: federation.expulsion ?? 'decision',
    stewards: terms.stewards,
    signatures: String(terms.threshold),
  }
}

/** The terms that the fields say; undefined while they say none. What is as it was stays so to the byte. */
export function termsOfFederation(
  before: CharterTerms,
  federation: FederationTerms,
  draft: FederationDraft,
): CharterTerms | undefined {
  const signatures = whole(draft.signatures)
  const witnesses = witnessesOf(draft)
  const stewards = draft.stewards.filter((key): key is PublicKeyHex => isPublicKeyHex(key))
  const isSound =
    draft.name.trim() !== '' &&
    stewards.length > 0 &&
    signatures !== undefined &&
    signatures > 0 &&
    signatures <= stewards.length &&
    witnesses !== undefined
  if (!isSound) return undefined
  const { witnesses: _witnesses, expulsion, ...rest } = federation
  return {
    ...before,
    name: draft.name.trim().normalize('NFC'),
    purpose: draft.purpose.normalize('NFC'),
    stewards,
    threshold: signatures,
    decisions: { ...before.decisions, method: methodOf(before.decisions.method, draft) },
    federation: {
      ...rest,
      quorum: fraction(draft.quorum),
      evidence: draft.evidence,
      binds: draft.binds,
      ...(witnesses === null ? {} : { witnesses }),
      ...(draft.expulsion === (expulsion ?? 'decision')
        ? expulsion === undefined
          ? {}
          : { expulsion }
        : { expulsion: draft.expulsion }),
      ...councilOf(before, draft),
    },
  }
}

/** None is a number, too; null where more than half are asked for, undefined where it is no number. */
function witnessesOf({ witnesses }: FederationDraft): number | null | undefined {
  const said = witnesses.trim()
  if (said === '') return null
  return said === '0' ? 0 : whole(said)
}

function methodOf(before: MethodRule, { method, threshold }: FederationDraft): MethodRule {
  if (method === null) return before
  if (method === 'supermajority' || method === 'consensus') return { method, threshold: fraction(threshold) }
  return { method }
}

/** Where the charter says nothing of its council and the share is the usual one, it goes on saying nothing. */
function councilOf(before: CharterTerms, { councilQuorum }: FederationDraft): Pick<FederationTerms, 'council'> {
  const usual = councilRule(before)
  const quorum = fraction(councilQuorum)
  if (compareRationals(usual.quorum, quorum) !== 0) return { council: { ...usual, quorum } }
  return before.federation?.council ? { council: before.federation.council } : {}
}
