import type { Proposal } from '../api/shapes.ts'
import { Notice } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { sayCode } from '../say-problem.ts'
import { ChangeTable } from './change-table.tsx'
import { termsIn } from './said-charter.ts'

/** What a vote changes of the charter, and what came of it. */
export function AmendmentCard({ amendment }: { amendment: NonNullable<Proposal['amendment']> }) {
  const { t } = useI18n()
  const { before, terms, state, code } = amendment
  const said = code === null ? undefined : sayCode(t, code)
  return (
    <section className="card" aria-labelledby="amendment">
      <h2 id="amendment">{t('amend.ofVote')}</h2>
      <ChangeTable before={termsIn(before)} after={termsIn(terms)} />
      {state === 'in-force' ? <Notice title={t('amend.inForce')} tone="good" /> : null}
      {state === 'refused' ? (
        <Notice title={t('amend.refused')} tone="warn">
          {said?.sentence} {said?.next}
        </Notice>
      ) : null}
    </section>
  )
}
