import { fromBase64, toBase64 } from '../../../protocol/bytes/base64.ts'
import { encodeCanonical } from '../../../protocol/bytes/canonical.ts'
import { readTerms } from '../../../protocol/group/amending.ts'
import { type CharterTerms, charterTerms } from '../../../protocol/group/charter.ts'
import { formatRational } from '../../../protocol/rational.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { federationRules } from '../council/federation-rules.ts'
import type { Formats } from '../format/formats.ts'
import type { Translate } from '../i18n/messages.ts'
import { type CharterRule, type CharterSaid, charterRules } from '../stewardship/charter-rules.ts'

/** Terms out of the bytes that stewards sign: what is shown is what is signed. */
export function termsIn(encoded: string): CharterTerms {
  const terms = readTerms(fromBase64(encoded))
  if (isRefusal(terms)) throw new Error(`terms do not read: ${terms.code}`)
  return terms
}

export function termsText(terms: CharterTerms): string {
  return toBase64(encodeCanonical(charterTerms.encode(terms)))
}

function saidOf({ decisions, initiatives, ...terms }: CharterTerms): CharterSaid {
  const { method } = decisions
  const rule = 'threshold' in method ? { ...method, threshold: formatRational(method.threshold) } : method
  const shares = initiatives && {
    opinion: formatRational(initiatives.opinion),
    decision: formatRational(initiatives.decision),
    charter: formatRational(initiatives.charter),
  }
  return {
    admission: terms.admission,
    federatedProposals: terms.federatedProposals,
    threshold: terms.threshold,
    stewards: [...terms.stewards],
    privacy: terms.privacy,
    decisions: { ...decisions, method: JSON.parse(JSON.stringify(rule)), quorum: formatRational(decisions.quorum) },
    ...(shares ? { initiatives: shares } : {}),
    ...(terms.lostKeyHours === undefined ? {} : { lostKeyHours: terms.lostKeyHours }),
  }
}

/** By whom the rules are said: how many members there are, and how each is called. */
export type Said = {
  readonly t: Translate
  readonly formats: Formats
  readonly memberCount: number
  nameOf(key: string): string
}

/** Everything that can be amended and has words, with name and stewards. */
function linesOf({ t, formats, memberCount, nameOf }: Said, terms: CharterTerms): CharterRule[] {
  return [
    { about: t('amend.name'), says: terms.name },
    { about: t('amend.purpose'), says: terms.purpose || t('amend.nothing') },
    ...(terms.federation ? federationRules(t, formats, terms) : charterRules(t, formats, saidOf(terms), memberCount)),
    { about: t('amend.stewards'), says: formats.list(terms.stewards.map(nameOf)) },
  ]
}

/** A rule that changes, as it was and as it is to be. */
export type Difference = { readonly about: string; readonly before: string; readonly after: string }

export function differences(said: Said, before: CharterTerms, after: CharterTerms): Difference[] {
  const former = linesOf(said, before)
  const later = linesOf(said, after)
  const text = (rule: CharterRule | undefined) => [rule?.says, rule?.means].filter(Boolean).join(' ')
  const abouts = new Set([...later, ...former].map(({ about }) => about))
  return [...abouts].flatMap(about => {
    const [was, is] = [former, later].map(rules => text(rules.find(rule => rule.about === about)))
    return was === is ? [] : [{ about, before: was || said.t('amend.asUsual'), after: is || said.t('amend.asUsual') }]
  })
}
