import { useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { offersQuery } from '../api/queries.ts'
import type { Offer } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { PageHead } from '../components/page-head.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Empty, Failure, Waiting } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useFederationChoices } from '../offers/federation-choices.ts'
import { OfferCard } from '../offers/offer-card.tsx'
import { OfferForm } from '../offers/offer-form.tsx'
import { Wishes } from '../offers/wishes.tsx'
import { useMe } from '../use-me.ts'

type Shown = 'all' | Offer['direction']

/** What the groups of our federations can spare or need; first what one wants to be told of. */
export function OffersPage() {
  const { t } = useI18n()
  const { isActive, mayGovern } = useMe()
  const [shown, setShown] = useState<Shown>('all')
  const [isPublishing, setPublishing] = useState(false)
  const mayPublish = useFederationChoices().length > 0 && mayGovern
  const { data: offers, error, refetch } = useRead(offersQuery(useApi(), shown === 'all' ? undefined : shown))
  const choices = [
    ['all', t('offers.all')],
    ['offer', t('offers.offer')],
    ['need', t('offers.need')],
  ] as const
  return (
    <div className="stack">
      <PageHead title={t('offers.title')} />
      {mayPublish && !isPublishing ? (
        <p>
          <Button onPress={() => setPublishing(true)}>{t('offers.publish')}</Button>
        </p>
      ) : null}
      {isPublishing ? <OfferForm onDone={() => setPublishing(false)} /> : null}
      <SelectField label={t('offers.show')} value={shown} choices={choices} onChange={setShown} />
      {isActive ? <Wishes /> : null}
      {error ? <Failure error={error} onRetry={refetch} /> : null}
      {!offers && !error ? <Waiting /> : null}
      {offers?.length === 0 ? <Empty title={t('offers.none')} next={t('offers.noneNext')} /> : null}
      {offers
        ?.toSorted((a, b) => Number(b.wished) - Number(a.wished))
        .map(offer => (
          <OfferCard key={`${offer.id} ${offer.federation}`} offer={offer} />
        ))}
    </div>
  )
}
