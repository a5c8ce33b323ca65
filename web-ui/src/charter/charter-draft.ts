import { isPublicKeyHex, type PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { initiativeShares } from '../../../protocol/governance/initiative.ts'
import type { CharterTerms } from '../../../protocol/group/charter.ts'
import { hoursToObject } from '../../../protocol/group/lost-key.ts'
import { compareRationals, formatRational } from '../../../protocol/rational.ts'
import { whole } from '../format/whole.ts'
import { fraction } from '../signing/rule-of-api.ts'
import { ruleOfUsual, type UsualMethod, usualMethodOf } from './usual-method.ts'

const INITIATIVES = ['opinion', 'decision', 'charter'] as const

/** A charter in the fields of a form; fractions and numbers are text. What has no field stays as it is. */
export type CharterDraft = UsualMethod & {
  readonly name: string
  readonly purpose: string
  readonly admission: CharterTerms['admission']['type']
  readonly vouchers: string
  readonly quorum: string
  readonly review: boolean
  readonly opinion: string
  readonly decision: string
  readonly charter: string
  readonly rollCall: CharterTerms['privacy']['rollCall']
  readonly hidesTally: boolean
  readonly reading: CharterTerms['privacy']['reading']
  readonly federated: CharterTerms['federatedProposals']
  readonly stewards: readonly string[]
  readonly signatures: string
  /** How long a lost key can object. */
  readonly lostKeyHours: string
}

export function draftOf(terms: CharterTerms): CharterDraft {
  const { admission, decisions, privacy } = terms
  const shares = initiativeShares(terms)
  return {
    name: terms.name,
    purpose: terms.purpose,
    admission: admission.type,
    vouchers: admission.type === 'vouched' ? String(admission.by) : '3',
    ...usualMethodOf(decisions.method),
    quorum: formatRational(decisions.quorum),
    review: decisions.review === true,
    opinion: formatRational(shares.opinion),
    decision: formatRational(shares.decision),
    charter: formatRational(shares.charter),
    rollCall: privacy.rollCall,
    hidesTally: privacy.liveTally === false,
    reading: privacy.reading,
    federated: terms.federatedProposals,
    stewards: terms.stewards,
    signatures: String(terms.threshold),
    lostKeyHours: String(hoursToObject(terms)),
  }
}

/** The terms that the fields say; undefined while they say none. What is as it was stays so to the byte. */
export function termsOfDraft(before: CharterTerms, draft: CharterDraft): CharterTerms | undefined {
  const vouchers = whole(draft.vouchers)
  const signatures = whole(draft.signatures)
  const hours = whole(draft.lostKeyHours)
  const stewards = draft.stewards.filter((key): key is PublicKeyHex => isPublicKeyHex(key))
  const isSound =
    draft.name.trim() !== '' &&
    stewards.length > 0 &&
    signatures !== undefined &&
    signatures > 0 &&
    signatures <= stewards.length &&
    hours !== undefined &&
    hours <= 720 &&
    (draft.admission !== 'vouched' || (vouchers !== undefined && vouchers > 0 && vouchers <= 20))
  if (!isSound) return undefined
  return {
    ...withoutInitiatives(before),
    name: draft.name.trim().normalize('NFC'),
    purpose: draft.purpose.normalize('NFC'),
    stewards,
    threshold: signatures,
    admission: admissionOf(before, draft.admission, vouchers ?? 1),
    decisions: decisionsOf(before, draft),
    ...initiativesOf(before, draft),
    ...(hours === hoursToObject(before) ? {} : { lostKeyHours: hours }),
    federatedProposals: draft.federated,
    privacy: { reading: draft.reading, rollCall: draft.rollCall, ...tallyOf(before, draft) },
  }
}

function withoutInitiatives({ initiatives: _initiatives, ...terms }: CharterTerms): CharterTerms {
  return terms
}

function admissionOf(
  { admission }: CharterTerms,
  type: CharterDraft['admission'],
  by: number,
): CharterTerms['admission'] {
  if (type !== 'vouched') return { type }
  return admission.type === 'vouched' ? { ...admission, by } : { type, by }
}

function decisionsOf({ decisions }: CharterTerms, draft: CharterDraft): CharterTerms['decisions'] {
  const { review, ...rest } = decisions
  const isAsBefore = draft.review === (review === true)
  return {
    ...rest,
    method: ruleOfUsual(decisions.method, draft),
    quorum: fraction(draft.quorum),
    ...(isAsBefore ? (review === undefined ? {} : { review }) : draft.review ? { review: true } : {}),
  }
}

/** Where the charter says nothing and the shares are the usual ones, it goes on saying nothing. */
function initiativesOf(before: CharterTerms, draft: CharterDraft): Pick<CharterTerms, 'initiatives'> {
  const usual = initiativeShares(before)
  const isAsBefore = INITIATIVES.every(type => compareRationals(usual[type], fraction(draft[type])) === 0)
  if (isAsBefore) return before.initiatives ? { initiatives: before.initiatives } : {}
  return {
    initiatives: {
      opinion: fraction(draft.opinion),
      decision: fraction(draft.decision),
      charter: fraction(draft.charter),
    },
  }
}

function tallyOf({ privacy }: CharterTerms, { hidesTally }: CharterDraft): { liveTally?: boolean } {
  if (hidesTally === (privacy.liveTally === false)) {
    return privacy.liveTally === undefined ? {} : { liveTally: privacy.liveTally }
  }
  return hidesTally ? { liveTally: false } : {}
}
