import { hoursToObject } from '../../../protocol/group/lost-key.ts'
import { parseRational } from '../../../protocol/rational.ts'
import type { Charter } from '../api/shapes.ts'
import type { Formats } from '../format/formats.ts'
import { sayShare } from '../format/fraction.ts'
import type { Translate } from '../i18n/messages.ts'

/** A rule of a charter: what it is about, what it says, and what that comes to where it is not plain. */
export type CharterRule = { readonly about: string; readonly says: string; readonly means?: string | undefined }

/** What of a charter its rules are said by; fractions are text. */
export type CharterSaid = Pick<
  Charter,
  | 'admission'
  | 'decisions'
  | 'initiatives'
  | 'privacy'
  | 'federatedProposals'
  | 'threshold'
  | 'stewards'
  | 'lostKeyHours'
>

/** @param memberCount by which shares are said as people. */
export function charterRules(t: Translate, formats: Formats, charter: CharterSaid, memberCount: number): CharterRule[] {
  const { admission, decisions, initiatives, privacy, threshold, stewards } = charter
  const share = (fraction: string) => sayShare(fraction, formats.percent)
  const rules: (CharterRule | null)[] = [
    {
      about: t('charter.joining'),
      says: t(`admission.${admission.type}`),
      means: 'by' in admission ? t('charter.vouches', { count: admission.by }) : undefined,
    },
    {
      about: t('charter.method'),
      says: t(`method.${decisions.method.method}`),
      means: 'threshold' in decisions.method ? share(String(decisions.method.threshold)) : undefined,
    },
    { about: t('charter.quorum'), ...quorumSaid(t, share, decisions.quorum, memberCount) },
    {
      about: t('charter.review'),
      says: t(decisions.review ? 'charter.reviewYes' : 'charter.reviewNo'),
    },
    initiatives
      ? {
          about: t('charter.initiatives'),
          says: t('charter.initiativesAre', {
            opinion: share(initiatives.opinion),
            decision: share(initiatives.decision),
            charter: share(initiatives.charter),
          }),
        }
      : null,
    {
      about: t('charter.rollCall'),
      says: t(`seen.by.${privacy.rollCall}`),
      means: privacy.liveTally === false ? t('seen.tallyHidden') : undefined,
    },
    { about: t('charter.reading'), says: t(`charter.reading.${privacy.reading}`) },
    { about: t('charter.federated'), says: t(`charter.federated.${charter.federatedProposals}`) },
    { about: t('charter.lostKey'), says: t('charter.lostKeyIs', { count: hoursToObject(charter) }) },
    { about: t('charter.council'), says: t('charter.councilIs', { threshold, count: stewards.length }) },
  ]
  return rules.filter(rule => rule !== null)
}

function quorumSaid(t: Translate, share: (fraction: string) => string, quorum: string, memberCount: number) {
  const people = peopleNeeded(quorum, memberCount)
  if (people === 0) return { says: t('charter.noQuorum') }
  const members = t('members.count', { count: memberCount })
  return {
    says: t('charter.quorumIs', { share: share(quorum), members, people: t('charter.people', { count: people }) }),
  }
}

/** The fewest people who reach a share of some: 1/2 of 7 are 4. */
export function peopleNeeded(share: string, of: number): number {
  const [numerator, denominator] = parseRational(share) ?? [0n, 1n]
  return Number((numerator * BigInt(of) + denominator - 1n) / denominator)
}
