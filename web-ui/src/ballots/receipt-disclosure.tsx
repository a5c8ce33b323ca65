import { lazy, Suspense, useState } from 'react'
import { flushSync } from 'react-dom'
import { useApi } from '../api/api-context.ts'
import { groupQuery, receiptQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { Failure, Notice, Waiting } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'

const QrCode = lazy(() => import('../components/qr-code.tsx').then(m => ({ default: m.QrCode })))

/** One touch away: the receipt of an entry, checked on this device: as a QR code, on paper, as text and as a file. */
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

/** Characters that stand for an id on paper, as `shortCid` shows them elsewhere. */
const SHORT_ID = 10

function Receipt({ entry, name }: { entry: string; name: string }) {
  const { t } = useI18n()
  const api = useApi()
  const [isPrinting, setPrinting] = useState(false)
  const { data: group } = useRead(groupQuery(api))
  const { data: text, error, refetch } = useRead(receiptQuery(api, entry))
  const nodeKey = group?.nodeKey
  const check = useRead({
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
  const print = () => {
    flushSync(() => setPrinting(true))
    window.print()
    setPrinting(false)
  }
  return (
    <div className={isPrinting ? 'stack print-alone' : 'stack'}>
      <p className="small no-print">{t('receipt.about')}</p>
      <div className="print-only stack-tight">
        <strong>{t('receipt.title', { group: group?.name ?? '' })}</strong>
        <span>{name}</span>
      </div>
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
      <Suspense fallback={<Waiting />}>
        <QrCode text={text} label={t('receipt.code')} />
      </Suspense>
      <p className="small number">{t('receipt.short', { id: entry.slice(-SHORT_ID) })}</p>
      <p className="small">
        {t('receipt.check', { command: `comunal verify receipt.txt --node-key ${nodeKey ?? ''}` })}
      </p>
      <pre className="receipt no-print">{text}</pre>
      <p className="row no-print">
        <a className="button button-quiet" href={`/api/v1/receipts/${entry}`} download={fileName(name)}>
          {t('receipt.save')}
        </a>
        <Button look="quiet" onPress={print}>
          {t('receipt.print')}
        </Button>
      </p>
    </div>
  )
}

/** A file's name out of a title: letters and digits of any script, hyphens between. */
function fileName(title: string): string {
  const words = title.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
  return `comunal-${words.slice(0, 6).join('-') || 'receipt'}.txt`
}
