import type { CharterTerms } from '../../../protocol/group/charter.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { differences } from './said-charter.ts'
import { useSaid } from './use-said.ts'

/** Exactly what changes of a charter, rule by rule: as it is and as it is to be, side by side. */
export function ChangeTable({ before, after }: { before: CharterTerms; after: CharterTerms }) {
  const { t } = useI18n()
  const changed = differences(useSaid(), before, after)
  if (changed.length === 0) return <p className="soft">{t('amend.unsaid')}</p>
  return (
    <dl className="stack">
      {changed.map(({ about, before: was, after: is }) => (
        <div key={about}>
          <dt className="small soft">{about}</dt>
          <dd className="charter-change">
            <span className="stack-tight">
              <span className="small soft">{t('amend.was')}</span>
              <del>{was}</del>
            </span>
            <span className="stack-tight">
              <span className="small soft">{t('amend.is')}</span>
              <ins>{is}</ins>
            </span>
          </dd>
        </div>
      ))}
    </dl>
  )
}
