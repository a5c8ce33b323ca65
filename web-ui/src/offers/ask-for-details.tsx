import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../api/api-context.ts'
import { unwrap } from '../api/client.ts'
import { offerQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { ActButton } from '../components/act-button.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'

/** Asks the group whose offer it is for the details, and shows what it has answered. */
export function AskForDetails({ id }: { id: string }) {
  const { t } = useI18n()
  const api = useApi()
  const queries = useQueryClient()
  const { data: offer } = useRead(offerQuery(api, id))
  const ask = useMutation({
    mutationFn: () => unwrap(api.POST('/offers/{id}/asking', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['offers', 'one', id] }),
  })
  const answer = offer?.answer
  return (
    <div className="stack-tight">
      {answer?.state === 'given' ? (
        <p className="notice">
          <strong>{t('offers.given')}</strong> {answer.text}
        </p>
      ) : null}
      {answer?.state === 'waiting' ? <p className="small soft">{t('offers.waiting')}</p> : null}
      {answer?.state === 'declined' ? <p className="small soft">{t('offers.declined')}</p> : null}
      {answer?.state === 'none' ? <p className="small soft">{t('offers.none.answer')}</p> : null}
      <ActButton look="quiet" act={ask} onPress={() => ask.mutate()}>
        {t(answer ? 'offers.askAgain' : 'offers.ask')}
      </ActButton>
    </div>
  )
}
