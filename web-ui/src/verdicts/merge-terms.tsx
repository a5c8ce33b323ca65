import type { FederationProposal } from '../api/shapes.ts'
import { approximate } from '../format/fraction.ts'
import { useI18n } from '../i18n/i18n-context.tsx'

/** On what terms two federations would merge. */
export function MergeTerms({ terms }: { terms: NonNullable<FederationProposal['merges']> }) {
  const { t, formats } = useI18n()
  const { fromName, intoName, groups } = terms
  return (
    <section className="stack-tight" aria-label={t('merging.terms')}>
      <p>{t('merging.becomes', { from: fromName, into: intoName })}</p>
      <ul className="list">
        {groups.map(({ group, name, weight }) => (
          <li key={group}>
            <span>{name}</span>
            <span className="weight small">
              {t('verdict.weight', { weight: formats.decimal(approximate(weight) ?? 0) })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
