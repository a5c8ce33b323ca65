import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { unwrap } from '../api/client.ts'
import { offerQuery } from '../api/queries.ts'
import type { OfferDetails } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { ActButton } from '../components/act-button.tsx'
import { Field } from '../components/field.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Failure, Waiting } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'

/** For the group's stewards: what stays at home of its offer, who gets it, and who has asked. */
export function DetailsAtHome({ id }: { id: string }) {
  const { data: offer, error } = useRead(offerQuery(useApi(), id))
  if (error) return <Failure error={error} />
  if (!offer) return <Waiting />
  return (
    <div className="stack">
      <KeepDetail offer={offer} />
      {offer.requests.map(request => (
        <Asking key={request.group} id={id} request={request} />
      ))}
    </div>
  )
}

type ToWhom = NonNullable<OfferDetails['detail']>['toWhom']

function KeepDetail({ offer: { id, detail } }: { offer: OfferDetails }) {
  const { t } = useI18n()
  const api = useApi()
  const queries = useQueryClient()
  const [text, setText] = useState(detail?.text ?? '')
  const [toWhom, setToWhom] = useState<ToWhom>(detail?.toWhom ?? 'on-yes')
  const keep = useMutation({
    mutationFn: () =>
      unwrap(
        api.POST('/offers/{id}/detail', { params: { path: { id } }, body: { text: text.normalize('NFC'), toWhom } }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['offers', 'one', id] }),
  })
  return (
    <div className="stack">
      <Field
        label={t('offers.detail')}
        hint={t('offers.detailHint')}
        value={text}
        onChange={setText}
        maxLength={2_000}
        lines={3}
      />
      <SelectField
        label={t('offers.toWhom')}
        value={toWhom}
        choices={[
          ['on-yes', t('offers.on-yes')],
          ['federation', t('offers.federation.any')],
        ]}
        onChange={setToWhom}
      />
      <ActButton act={keep} onPress={() => keep.mutate()}>
        {t('offers.keep')}
      </ActButton>
    </div>
  )
}

function Asking({ id, request: { group, name, answer } }: { id: string; request: OfferDetails['requests'][number] }) {
  const { t } = useI18n()
  const api = useApi()
  const queries = useQueryClient()
  const say = useMutation({
    mutationFn: (yes: boolean) =>
      unwrap(api.POST('/offers/{id}/requests/{group}', { params: { path: { id, group } }, body: { yes } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['offers', 'one', id] }),
  })
  return (
    <div className="stack-tight">
      <p>{answer === null ? t('offers.asks', { name }) : t(`offers.said.${answer}`, { name })}</p>
      <div className="row">
        {answer === 'yes' ? null : (
          <ActButton act={say} onPress={() => say.mutate(true)}>
            {t('offers.yes')}
          </ActButton>
        )}
        {answer === 'no' ? null : (
          <ActButton look="quiet" act={say} onPress={() => say.mutate(false)}>
            {t('offers.no')}
          </ActButton>
        )}
      </div>
    </div>
  )
}
