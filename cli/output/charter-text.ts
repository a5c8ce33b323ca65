import { councilRule } from '../../protocol/federation/council-rule.ts'
import { vetoTerms } from '../../protocol/federation/veto.ts'
import type { Admission, CharterTerms } from '../../protocol/group/charter.ts'
import { formatRational } from '../../protocol/rational.ts'
import { count } from './words.ts'

const HOUR_MS = 3_600_000

/** A rule of a charter: what it is about, and what it says. */
export type CharterLine = readonly [about: string, says: string]

/** The rules of a charter, one a line. @param nameOf how a steward is called. */
export function charterLines(terms: CharterTerms, nameOf: (key: string) => string): CharterLine[] {
  const { decisions, initiatives, lostKeyHours = 24, privacy, stewards, threshold } = terms
  const { method } = decisions
  const share = 'threshold' in method ? ` of ${formatRational(method.threshold)}` : ''
  const active = decisions.activeDays === undefined ? '' : ` of those active in ${count(decisions.activeDays, 'day')}`
  return [
    ['name', terms.name],
    ['purpose', terms.purpose],
    ['languages', terms.languages.join(', ')],
    ['place', terms.place ?? ''],
    ['joining', joiningText(terms.admission)],
    ['method', `${method.method}${share}`],
    ['quorum', `${formatRational(decisions.quorum)}${active}`],
    ['review', decisions.review === true ? 'a moderator approves proposals first' : 'none'],
    [
      'initiatives',
      initiatives
        ? [initiatives.opinion, initiatives.decision, initiatives.charter].map(formatRational).join(', ')
        : 'as usual',
    ],
    ['federated', terms.federatedProposals === 'open-at-once' ? 'open at once' : 'a steward opens them'],
    ['reading', privacy.reading],
    ['roll-call', privacy.rollCall],
    ['live tally', privacy.liveTally === false ? 'no' : 'yes'],
    ['lost keys', `${count(lostKeyHours, 'hour')} to object`],
    ['stewards', stewards.map(nameOf).join(', ')],
    ['signatures', `${threshold} of ${stewards.length}`],
    ...federationLines(terms),
  ]
}

/** What only the charter of a federation says. */
function federationLines({ federation, decisions }: CharterTerms): CharterLine[] {
  if (!federation) return []
  const { quorum, evidence, binds, witnesses, expulsion = 'decision' } = federation
  const council = councilRule({ federation, decisions })
  const veto = vetoTerms({ federation })
  const share = 'threshold' in council.method ? ` of ${formatRational(council.method.threshold)}` : ''
  return [
    ['quorum of groups', formatRational(quorum)],
    ['evidence', evidence],
    ['decisions', binds ? 'bind' : 'recommend'],
    ['witnesses', witnesses === undefined ? 'more than half' : `${witnesses}`],
    ['expulsion', expulsion],
    ['council', `${council.method.method}${share}, ${formatRational(council.quorum)} of the groups`],
    ['veto grounds', veto.grounds.join(', ') || 'none'],
    ['vetoes heard by', veto.heardBy],
    ['mediation', count(veto.mediationMs / HOUR_MS, 'hour')],
    ['override', formatRational(veto.override)],
  ]
}

function joiningText(admission: Admission): string {
  return admission.type === 'vouched' ? `vouched for by ${admission.by}` : admission.type
}

/** What differs, old and new: `name: Gràcia -> Vila`. */
export function changedLines(before: readonly CharterLine[], after: readonly CharterLine[]): string[] {
  return after.flatMap(([about, says], at) => {
    const former = before[at]?.[1] ?? ''
    return former === says ? [] : [`${about}: ${former || 'nothing'} -> ${says || 'nothing'}`]
  })
}
