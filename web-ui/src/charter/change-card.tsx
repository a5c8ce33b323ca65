import type { ReactNode } from 'react'
import type { CharterTerms } from '../../../protocol/group/charter.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ChangeTable } from './change-table.tsx'

/** What an initiative would change of the charter. */
export function ChangeCard({
  before,
  after,
  children,
}: {
  before: CharterTerms
  after: CharterTerms
  children?: ReactNode
}) {
  const { t } = useI18n()
  return (
    <section className="card" aria-labelledby="charter-change">
      <h2 id="charter-change">{t('initiative.change')}</h2>
      <ChangeTable before={before} after={after} />
      {children}
    </section>
  )
}
