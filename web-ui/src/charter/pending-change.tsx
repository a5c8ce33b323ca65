import type { CharterTerms } from '../../../protocol/group/charter.ts'
import type { CharterChanges } from '../api/shapes.ts'
import { ActButton } from '../components/act-button.tsx'
import { TallyBar } from '../components/tally-bar.tsx'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'
import { ChangeTable } from './change-table.tsx'
import { termsIn } from './said-charter.ts'
import { useSigning } from './use-signing.ts'

type Draft = CharterChanges['drafts'][number]

/** A change that stewards are signing: what it changes, who has signed, and whose signature it waits for. */
export function PendingChange({ draft, inForce, before }: { draft: Draft; inForce: string; before: CharterTerms }) {
  const { t, formats } = useI18n()
  const { session } = useMe()
  const signing = useSigning([['charter'], ['group'], ['members']])
  const { id, signed, missing, needed, lapsesAtMs } = draft
  const names = (people: Draft['signed']) => formats.list(people.map(({ key, name }) => nameOrKey(name, key)))
  const isMine = missing.some(({ key }) => key === session?.key)
  const headingId = `change-${id}`
  return (
    <section className="card" aria-labelledby={headingId}>
      <h2 id={headingId}>{t('amend.pending')}</h2>
      <ChangeTable before={before} after={termsIn(draft.terms)} />
      <TallyBar counts={[{ option: 'voters', amount: signed.length }]} total={Math.max(needed, signed.length)} />
      <p className="small">
        {t('amend.signedBy', { count: signed.length, needed, names: names(signed) })}{' '}
        {missing.length > 0 ? t('amend.missing', { names: names(missing) }) : null}
      </p>
      <p className="small soft">{t('amend.lapses', { date: formats.date(lapsesAtMs) })}</p>
      {isMine ? (
        <ActButton
          act={signing}
          onPress={() =>
            signing.mutate((acts, hand) => acts.signChange(hand, id, { amends: inForce, terms: termsIn(draft.terms) }))
          }
        >
          {t(signing.isPending ? 'steward.signing' : 'amend.sign')}
        </ActButton>
      ) : null}
    </section>
  )
}
