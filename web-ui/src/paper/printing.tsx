import { useState } from 'react'
import type { Proposal } from '../api/shapes.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { Failure } from '../components/states.tsx'
import { whole } from '../format/whole.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { Sheets } from './sheets.tsx'
import { usePaperSigning } from './use-paper-signing.ts'

const MOST_SHEETS = 1_000

/** A steward has sheets made, and prints them while this page is open: their serials are told once. */
export function Printing({ proposal, printed }: { proposal: Proposal; printed: number }) {
  const { t } = useI18n()
  const [amount, setAmount] = useState('20')
  const [serials, setSerials] = useState<readonly string[]>([])
  const sign = usePaperSigning(proposal.id)
  const sheets = whole(amount)
  const isSound = sheets !== undefined && sheets >= 1 && sheets <= MOST_SHEETS
  const make = () =>
    sign.mutate(async ({ printSheets }, { api, member, group }) => {
      const made = await printSheets(api, member, group, { proposal: proposal.id, sheets: sheets ?? 0 })
      setSerials(made.serials)
      return made.ack
    })
  return (
    <div className="stack-tight">
      <Field
        label={t('paper.sheets')}
        hint={t('paper.printed', { count: printed })}
        value={amount}
        onChange={setAmount}
        inputMode="numeric"
      />
      <p className="row">
        <Button look="quiet" isDisabled={sign.isPending || !isSound} onPress={make}>
          {t('paper.make')}
        </Button>
        {serials.length > 0 ? (
          <Button onPress={() => window.print()}>{t('paper.print', { count: serials.length })}</Button>
        ) : null}
      </p>
      {serials.length > 0 ? <p className="small soft">{t('paper.printOnce')}</p> : null}
      {sign.error ? <Failure error={sign.error} /> : null}
      {serials.length > 0 ? <Sheets proposal={proposal} serials={serials} /> : null}
    </div>
  )
}
