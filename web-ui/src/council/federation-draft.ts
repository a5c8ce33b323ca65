import { isPublicKeyHex, type PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { councilRule } from '../../../protocol/federation/council-rule.ts'
import type { CharterTerms } from '../../../protocol/group/charter.ts'
import { compareRationals, formatRational } from '../../../protocol/rational.ts'
import { ruleOfUsual, type UsualMethod, usualMethodOf } from '../charter/usual-method.ts'
import { whole } from '../format/whole.ts'
import { fraction } from '../signing/rule-of-api.ts'

const USUAL_EXPULSION = 'decision'
export type FederationTerms = NonNullable<CharterTerms['federation']>

/** The charter of a federation in the fields of a form; fractions and numbers are text. What has no field stays as it is. */
export type FederationDraft = UsualMethod & {
  readonly name: string
  readonly purpose: string
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
  return {
    name: terms.name,
    purpose: terms.purpose,
    ...usualMethodOf(terms.decisions.method),
    quorum: formatRational(federation.quorum),
    councilQuorum: formatRational(councilRule(terms).quorum),
    evidence: federation.evidence,
    binds: federation.binds,
    witnesses: federation.witnesses === undefined ? '' : String(federation.witnesses),
    expulsion: federation.expulsion ?? USUAL_EXPULSION,
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
  const { witnesses: _witnesses, expulsion: _expulsion, ...rest } = federation
  return {
    ...before,
    name: draft.name.trim().normalize('NFC'),
    purpose: draft.purpose.normalize('NFC'),
    stewards,
    threshold: signatures,
    decisions: { ...before.decisions, method: ruleOfUsual(before.decisions.method, draft) },
    federation: {
      ...rest,
      quorum: fraction(draft.quorum),
      evidence: draft.evidence,
      binds: draft.binds,
      ...(witnesses === null ? {} : { witnesses }),
      ...expulsionOf(federation, draft),
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

/** Where the charter does not say who expels and the usual rule is meant, it goes on saying nothing. */
function expulsionOf(before: FederationTerms, { expulsion }: FederationDraft): Pick<FederationTerms, 'expulsion'> {
  return before.expulsion === undefined && expulsion === USUAL_EXPULSION ? {} : { expulsion }
}

/** Where the charter says nothing of its council and the share is the usual one, it goes on saying nothing. */
function councilOf(before: CharterTerms, { councilQuorum }: FederationDraft): Pick<FederationTerms, 'council'> {
  const usual = councilRule(before)
  const quorum = fraction(councilQuorum)
  if (compareRationals(usual.quorum, quorum) !== 0) return { council: { ...usual, quorum } }
  return before.federation?.council ? { council: before.federation.council } : {}
}
