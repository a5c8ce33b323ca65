import { useState } from 'react'
import type { Offer } from '../api/shapes.ts'
import { ActButton } from '../components/act-button.tsx'
import { Button } from '../components/button.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'
import { AskForDetails } from './ask-for-details.tsx'
import { DetailsAtHome } from './details-at-home.tsx'
import { OfferForm } from './offer-form.tsx'
import { useSigning } from './use-signing.ts'

/** One offer or need; the group's own is revised and withdrawn here, of another's the details are asked for. */
export function OfferCard({ offer }: { offer: Offer }) {
  const { t, formats } = useI18n()
  const { isActive, mayGovern } = useMe()
  const [opened, setOpened] = useState<'revise' | 'details'>()
  const withdraw = useSigning([['offers']])
  const { title, direction, quantity, unit, groupName, kind, untilMs, distanceKm, terms, own, wished } = offer
  return (
    <article className="card">
      <div className="stack-tight">
        <div className="row-apart">
          <h2>{title}</h2>
          <span className="row">
            {wished ? <span className="chip chip-accent">{t('offers.wished')}</span> : null}
            <span className={direction === 'offer' ? 'chip chip-for' : 'chip chip-warn'}>
              {t(`offers.${direction}`)}
            </span>
          </span>
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
      {own && mayGovern ? (
        <div className="row">
          <Button look="quiet" onPress={() => setOpened(opened === 'revise' ? undefined : 'revise')}>
            {t('offers.revise')}
          </Button>
          <Button look="quiet" onPress={() => setOpened(opened === 'details' ? undefined : 'details')}>
            {t('offers.details')}
          </Button>
          <ActButton
            look="quiet"
            act={withdraw}
            onPress={() => withdraw.mutate((acts, { api, member }) => acts.withdrawOffer(api, member, offer))}
          >
            {t('offers.withdraw')}
          </ActButton>
        </div>
      ) : null}
      {own && opened === 'revise' ? <OfferForm offer={offer} onDone={() => setOpened(undefined)} /> : null}
      {own && opened === 'details' ? <DetailsAtHome id={offer.id} /> : null}
      {!own && isActive ? <AskForDetails id={offer.id} /> : null}
    </article>
  )
}
