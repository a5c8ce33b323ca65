import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { groupQuery, receiptQuery } from '../api/queries.ts'
import { Button } from '../components/button.tsx'
import { Failure, Notice, Waiting } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'

/** One touch away: the receipt of an entry, checked on this device, as text and as a file. */
export function ReceiptDisclosure({ entry, name }: { entry: string; name: string }) {
  const { t } = useI18n()
  const [isShown, setShown] = useState(false)
  return (
    <div className="stack">
      <p>
        <Button look="link" aria-expanded={isShown} onPress={() => setShown(!isShown)}>
          {t('receipt.show')}
        </Button>
      </p>
      {isShown ? <Receipt entry={entry} name={name} /> : null}
    </div>
  )
}

function Receipt({ entry, name }: { entry: string; name: string }) {
  const { t } = useI18n()
  const api = useApi()
  const { data: group } = useQuery(groupQuery(api))
  const { data: text, error, refetch } = useQuery(receiptQuery(api, entry))
  const nodeKey = group?.nodeKey
  const check = useQuery({
    queryKey: ['receipt-check', text, nodeKey],
    queryFn: async () => {
      const { checkReceipt } = await import('../verifying/check-receipt.ts')
      return checkReceipt(text ?? '', nodeKey ?? '', entry)
    },
    enabled: text !== undefined && nodeKey !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  })
  if (error) return <Failure error={error} onRetry={refetch} />
  if (text === undefined) return <Waiting />
  return (
    <div className="stack">
      <p className="small">{t('receipt.about')}</p>
      {check.data?.holds ? (
        <Notice tone="good" title={t('receipt.holds')}>
          <span className="small number">{t('receipt.place', { index: check.data.index, size: check.data.size })}</span>
        </Notice>
      ) : null}
      {check.data && !check.data.holds ? (
        <Notice tone="bad" title={t('receipt.broken')}>
          {check.data.sentence}
        </Notice>
      ) : null}
      <pre className="receipt">{text}</pre>
      <p>
        <a className="button button-quiet" href={`/api/v1/receipts/${entry}`} download={fileName(name)}>
          {t('receipt.save')}
        </a>
      </p>
    </div>
  )
}

/** A file's name out of a title: letters and digits of any script, hyphens between. */
function fileName(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return `comunal-${words.slice(0, 6).join('-') || 'receipt'}.txt`
}
