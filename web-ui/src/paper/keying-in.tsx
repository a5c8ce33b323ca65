import { type FormEvent, useRef, useState } from 'react'
import { readMarks, sheetKind, sheetLines } from '../../../protocol/governance/sheet-marks.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { Proposal } from '../api/shapes.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { Failure } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { choiceName, voteName } from '../vote-name.ts'
import { usePaperSigning } from './use-paper-signing.ts'

/** A teller keys sheets in, by the keyboard alone: serial, Enter, what is marked, Enter. */
export function KeyingIn({ proposal }: { proposal: Proposal }) {
  const { t, formats } = useI18n()
  const form = useRef<HTMLFormElement>(null)
  const [serial, setSerial] = useState('')
  const [marks, setMarks] = useState('')
  const [said, setSaid] = useState('')
  const [isTried, setTried] = useState(false)
  const { methodRule } = proposal
  const kind = sheetKind(methodRule)
  const lines = sheetLines(methodRule)
  const choice = readMarks(methodRule, marks)
  const isWhole = /^[0-9a-z]{8}$/i.test(serial.trim())
  const field = (place: number) => form.current?.querySelectorAll('input')[place]?.focus()
  const sign = usePaperSigning(proposal.id, () => {
    setSaid(`${serial.trim().toUpperCase()}: ${spoken}`)
    setSerial('')
    setMarks('')
    setTried(false)
    field(0)
  })
  const spoken = choice === null ? t('paper.spoilt') : isRefusal(choice) ? '' : choiceName(t, formats, choice)
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    if (isWhole && marks.trim() === '') return field(1)
    setTried(true)
    if (!isWhole || isRefusal(choice)) return
    const reading = { proposal: proposal.id, serial: serial.trim().toUpperCase(), choice }
    sign.mutate(({ keySheet }, { api, member, group }) => keySheet(api, member, group, reading))
  }
  return (
    <form ref={form} className="stack-tight" onSubmit={submit} noValidate autoComplete="off">
      <h3>{t('paper.keyIn')}</h3>
      <ol className="small">
        {lines.map((line, place) => (
          <li key={line}>
            <strong>{place + 1}</strong> {kind === 'vote' ? voteName(t, line) : line}
          </li>
        ))}
      </ol>
      <Field
        label={t('paper.serial')}
        value={serial}
        onChange={setSerial}
        maxLength={8}
        problem={isTried && !isWhole ? t('refusal.paper/bad-serial') : undefined}
      />
      <Field
        label={t('paper.marks')}
        hint={t(`paper.marks.${kind}`)}
        value={marks}
        onChange={setMarks}
        problem={isTried && isRefusal(choice) ? t('paper.marksWrong') : undefined}
      />
      <p className="small">{marks.trim() === '' ? '' : spoken}</p>
      {sign.error ? <Failure error={sign.error} /> : null}
      <p>
        <Button type="submit" look="quiet" isDisabled={sign.isPending}>
          {t('paper.key')}
        </Button>
      </p>
      <p role="status" className="small soft">
        {said === '' ? '' : t('paper.keyed', { said })}
      </p>
    </form>
  )
}
