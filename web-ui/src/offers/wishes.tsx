import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { unwrap } from '../api/client.ts'
import { wishesQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { ActButton } from '../components/act-button.tsx'
import { Field } from '../components/field.tsx'
import { SelectField } from '../components/select-field.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'

const ANY_DISTANCE_KM = 20_038
const DISTANCES_KM = [10, 50, 200, 1_000, ANY_DISTANCE_KM] as const

/** What a member wants to be told of: such offers stand first and are marked. */
export function Wishes() {
  const { t, formats } = useI18n()
  const api = useApi()
  const queries = useQueryClient()
  const { data: wishes = [] } = useRead(wishesQuery(api))
  const [kind, setKind] = useState('')
  const [within, setWithin] = useState('50')
  const wish = useMutation({
    mutationFn: (body: { kind: string; withinKm: number; drop?: boolean }) =>
      unwrap(api.POST('/offer-wishes', { body })),
    onSuccess: () => {
      for (const queryKey of [['offer-wishes'], ['offers']]) queries.invalidateQueries({ queryKey })
    },
  })
  const distanceOf = (km: number) => (km === ANY_DISTANCE_KM ? t('offers.anyDistance') : formats.kilometres(km))
  return (
    <details>
      <summary>{t('offers.wishes')}</summary>
      <div className="stack">
        {wishes.map(({ kind, withinKm }) => (
          <div key={kind} className="row-apart">
            <span>
              {withinKm === ANY_DISTANCE_KM
                ? `${kind || t('offers.anyKind')} · ${t('offers.anyDistance')}`
                : t('offers.within', { what: kind || t('offers.anyKind'), distance: distanceOf(withinKm) })}
            </span>
            <ActButton look="quiet" act={wish} onPress={() => wish.mutate({ kind, withinKm, drop: true })}>
              {t('offers.forget')}
            </ActButton>
          </div>
        ))}
        <Field label={t('offers.kind')} hint={t('offers.anyKind')} value={kind} onChange={setKind} maxLength={40} />
        <SelectField
          label={t('offers.withinField')}
          value={within}
          choices={DISTANCES_KM.map(km => [String(km), distanceOf(km)] as const)}
          onChange={setWithin}
        />
        <ActButton act={wish} onPress={() => wish.mutate({ kind: kind.trim(), withinKm: Number(within) })}>
          {t('offers.wish')}
        </ActButton>
      </div>
    </details>
  )
}
