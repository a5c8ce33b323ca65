import type { Election, Office } from '../api/shapes.ts'
import { ActButton } from '../components/act-button.tsx'
import { useNow } from '../components/use-now.ts'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'
import { useSigning } from './use-signing.ts'

/** Who was elected and until when; who left, and who came after by the same ballots. */
export function TermsCard({ election }: { election: Election }) {
  const { t } = useI18n()
  const now = useNow()
  const { terms, seats, state } = election
  if (state === 'unfilled') return <p className="notice">{t('office.unfilled')}</p>
  const [first] = terms
  if (!first) return null
  const held = terms.filter(({ leftAtMs, untilMs }) => leftAtMs === null && now < untilMs)
  const isOver = now >= first.untilMs
  return (
    <section className="card" aria-labelledby="terms">
      <h2 id="terms">{t('office.elected')}</h2>
      <ol className="list">
        {terms.map(term => (
          <Term key={`${term.holder.key} ${term.fromMs}`} term={term} firstMs={first.fromMs} />
        ))}
      </ol>
      {isOver ? <p className="soft">{t('office.over')}</p> : null}
      {!isOver && held.length < seats ? <p>{t('office.empty', { count: seats - held.length })}</p> : null}
      {isOver ? null : <p className="small soft">{t('office.vacancy')}</p>}
    </section>
  )
}

function Term({ term, firstMs }: { term: Office; firstMs: number }) {
  const { t, formats } = useI18n()
  const now = useNow()
  const { session } = useMe()
  const { election, holder, fromMs, untilMs, leftAtMs } = term
  const resign = useSigning([['elections'], ['offices'], ['session'], ['members']])
  const isHeld = leftAtMs === null && now < untilMs
  return (
    <li>
      <span className="row">
        <strong>{nameOrKey(holder.name, holder.key)}</strong>
        {isHeld ? <span className="chip chip-for">{t('office.held')}</span> : null}
        {fromMs > firstMs ? <span className="chip">{t('office.followed', { when: formats.date(fromMs) })}</span> : null}
      </span>
      <span className="small soft">
        {leftAtMs === null
          ? t(isHeld ? 'office.until' : 'office.ended', { when: formats.date(untilMs) })
          : t('office.left', { when: formats.date(leftAtMs) })}
      </span>
      {isHeld && holder.key === session?.key ? (
        <ActButton
          look="quiet"
          act={resign}
          onPress={() => resign.mutate((acts, { api, member, group }) => acts.resign(api, member, group, election))}
        >
          {t('office.resign')}
        </ActButton>
      ) : null}
    </li>
  )
}
