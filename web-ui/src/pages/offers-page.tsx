import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { offersQuery } from '../api/queries.ts'
import type { Offer } from '../api/shapes.ts'
import { PageHead } from '../components/page-head.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Empty, Failure, Waiting } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'

type Shown = 'all' | Offer['direction']

/** What the groups of our federations can spare or need. */
export function OffersPage() {
  const { t } = useI18n()
  const [shown, setShown] = useState<Shown>('all')
  const { data: offers, error, refetch } = useQuery(offersQuery(useApi(), shown === 'all' ? undefined : shown))
  const choices = [
    ['all', t('offers.all')],
    ['offer', t('offers.offer')],
    ['need', t('offers.need')],
  ] as const
  return (
    <div className="stack">
      <PageHead title={t('offers.title')} />
      <SelectField label={t('offers.show')} value={shown} choices={choices} onChange={setShown} />
      {error ? <Failure error={error} onRetry={refetch} /> : null}
      {!offers && !error ? <Waiting /> : null}
      {offers?.length === 0 ? <Empty title={t('offers.none')} next={t('offers.noneNext')} /> : null}
      {offers?.map(offer => (
        <OfferCard key={`${offer.id} ${offer.federation}`} offer={offer} />
      ))}
    </div>
  )
}

function OfferCard({ offer }: { offer: Offer }) {
  const { t, formats } = useI18n()
  const { title, direction, quantity, unit, groupName, kind, untilMs, distanceKm, terms } = offer
  return (
    <article className="card">
      <div className="stack-tight">
        <div className="row-apart">
          <h2>{title}</h2>
          <span className={direction === 'offer' ? 'chip chip-for' : 'chip chip-warn'}>{t(`offers.${direction}`)}</span>
        </div>
        <p>
          <strong className="number">{t('offers.quantity', { quantity, unit })}</strong>{' '}
          {t('offers.from', { name: groupName })}
        </p>
        <p className="row small soft">
          <span>{kind}</span>
          {distanceKm === null ? null : (
            <span>{t('offers.distance', { distance: formats.kilometres(distanceKm) })}</span>
          )}
          <span>{t('offers.until', { when: formats.date(untilMs) })}</span>
        </p>
      </div>
      {terms ? <p className="prose small">{terms}</p> : null}
    </article>
  )
}
