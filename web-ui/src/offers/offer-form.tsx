import { type FormEvent, useState } from 'react'
import type { Offer } from '../api/shapes.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { focusFirstProblem } from '../components/focus-first-problem.ts'
import { SelectField } from '../components/select-field.tsx'
import { HOUR_MS, SpanField } from '../components/span-field.tsx'
import { Failure } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useFederationChoices } from './federation-choices.ts'
import { useSigning } from './use-signing.ts'

const STANDS_HOURS = [24, 72, 168, 720, 2160] as const
const USUAL_HOURS = 720
const COARSE_PLACE = /^[0-9b-hjkmnp-z]{4}$/

/** Publishes an offer or a need of the group, or says one anew. */
export function OfferForm({ offer, onDone }: { offer?: Offer; onDone(): void }) {
  const { t } = useI18n()
  const federations = useFederationChoices()
  const [federation, setFederation] = useState<string>()
  const [direction, setDirection] = useState<Offer['direction']>(offer?.direction ?? 'offer')
  const [title, setTitle] = useState(offer?.title ?? '')
  const [kind, setKind] = useState(offer?.kind ?? '')
  const [quantity, setQuantity] = useState(String(offer?.quantity ?? 1))
  const [unit, setUnit] = useState(offer?.unit ?? '')
  const [place, setPlace] = useState(offer?.place ?? '')
  const [terms, setTerms] = useState(offer?.terms ?? '')
  const [hours, setHours] = useState<number>(USUAL_HOURS)
  const [isTried, setTried] = useState(false)
  const send = useSigning([['offers']], onDone)
  const isPlace = place === '' || COARSE_PLACE.test(place)
  const isAmount = /^[1-9]\d{0,8}$/.test(quantity)
  const to = federation ?? federations[0]?.[0]
  const needs = (isThere: boolean) => (isTried && !isThere ? t('offers.needAll') : undefined)

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    focusFirstProblem(event.currentTarget)
    setTried(true)
    if (!title.trim() || !kind.trim() || !unit.trim() || !isAmount || !isPlace || !to) return
    const content = {
      direction,
      kind: kind.trim(),
      title: title.trim(),
      quantity: Number(quantity),
      unit: unit.trim(),
      fromMs: offer?.fromMs ?? Date.now(),
      untilMs: Date.now() + hours * HOUR_MS,
      place: place || null,
      terms: terms.trim(),
    }
    send.mutate((acts, { api, member, group }) =>
      offer ? acts.reviseOffer(api, member, offer, content) : acts.publishOffer(api, member, group, to, content),
    )
  }
  return (
    <form className="stack" onSubmit={submit} noValidate>
      {offer || federations.length < 2 || !to ? null : (
        <SelectField label={t('offers.federation')} value={to} choices={federations} onChange={setFederation} />
      )}
      <SelectField
        label={t('offers.direction')}
        value={direction}
        choices={[
          ['offer', t('offers.offer')],
          ['need', t('offers.need')],
        ]}
        onChange={setDirection}
      />
      <Field
        label={t('offers.what')}
        value={title}
        onChange={setTitle}
        maxLength={120}
        problem={needs(title.trim() !== '')}
      />
      <Field
        label={t('offers.kind')}
        hint={t('offers.kindHint')}
        value={kind}
        onChange={setKind}
        maxLength={40}
        problem={needs(kind.trim() !== '')}
      />
      <Field
        label={t('offers.howMuch')}
        inputMode="numeric"
        value={quantity}
        onChange={setQuantity}
        problem={needs(isAmount)}
      />
      <Field
        label={t('offers.unit')}
        hint={t('offers.unitHint')}
        value={unit}
        onChange={setUnit}
        maxLength={20}
        problem={needs(unit.trim() !== '')}
      />
      <Field
        label={t('offers.place')}
        hint={t('offers.placeHint')}
        value={place}
        onChange={setPlace}
        maxLength={4}
        problem={isPlace ? undefined : t('offers.badPlace')}
      />
      <Field label={t('offers.terms')} value={terms} onChange={setTerms} maxLength={500} lines={2} />
      <SpanField label={t('offers.until.field')} hours={hours} choices={STANDS_HOURS} onChange={setHours} />
      {send.error ? <Failure error={send.error} /> : null}
      <Button type="submit" wide isDisabled={send.isPending}>
        {t(send.isPending ? 'vote.sending' : offer ? 'offers.save' : 'offers.send')}
      </Button>
    </form>
  )
}
