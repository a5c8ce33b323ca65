import { councilRule } from '../../../protocol/federation/council-rule.ts'
import { vetoTerms } from '../../../protocol/federation/veto.ts'
import type { CharterTerms } from '../../../protocol/group/charter.ts'
import { formatRational, type Rational } from '../../../protocol/rational.ts'
import { groundName } from '../federation/ground-name.ts'
import type { Formats } from '../format/formats.ts'
import { sayShare } from '../format/fraction.ts'
import type { Translate } from '../i18n/messages.ts'
import type { CharterRule } from '../stewardship/charter-rules.ts'

const HOUR_MS = 3_600_000

/** What the charter of a federation says, rule by rule. */
export function federationRules(t: Translate, formats: Formats, terms: CharterTerms): CharterRule[] {
  const { federation, decisions, stewards, threshold } = terms
  if (!federation) return []
  const share = (fraction: Rational) => sayShare(formatRational(fraction), formats.percent)
  const { method } = decisions
  const council = councilRule(terms)
  const veto = vetoTerms(terms)
  const { witnesses, expulsion = 'decision', evidence, binds, quorum } = federation
  const grounds = formats.list(veto.grounds.map(ground => groundName(t, ground)))
  const mediation = { count: veto.mediationMs / HOUR_MS, share: share(veto.override) }
  return [
    {
      about: t('charter.method'),
      says: t(`method.${method.method}`),
      means: 'threshold' in method ? share(method.threshold) : undefined,
    },
    { about: t('motions.quorum'), says: t('motions.quorumIs', { share: share(quorum) }) },
    {
      about: t('motions.byCouncil'),
      says: t(`method.${council.method.method}`),
      means: t('motions.quorumIs', { share: share(council.quorum) }),
    },
    { about: t('motions.evidence'), says: t(`motions.evidence.${evidence}`) },
    { about: t('motions.binds'), says: t(binds ? 'motions.binds.yes' : 'motions.binds.no') },
    {
      about: t('motions.witnesses'),
      says: witnesses === undefined ? t('motions.witnesses.most') : formats.number(witnesses),
    },
    { about: t('motions.expulsion'), says: t(`motions.expulsion.${expulsion}`) },
    { about: t('motions.vetoes'), says: grounds || t('motions.vetoes.none'), means: t('motions.mediation', mediation) },
    { about: t('charter.council'), says: t('charter.councilIs', { threshold, count: stewards.length }) },
  ]
}
