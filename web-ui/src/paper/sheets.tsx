import { createPortal } from 'react-dom'
import { sheetKind, sheetLines } from '../../../protocol/governance/sheet-marks.ts'
import type { Proposal } from '../api/shapes.ts'
import { QrCode } from '../components/qr-code.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { voteName } from '../vote-name.ts'

/** Sheets to vote on, one a page, seen on paper alone. Their lines are numbered as tellers key them in. */
export function Sheets({ proposal, serials }: { proposal: Proposal; serials: readonly string[] }) {
  const { t, formats } = useI18n()
  const { title, text, methodRule, closesAtMs } = proposal
  const kind = sheetKind(methodRule)
  const lines = sheetLines(methodRule)
  return createPortal(
    <div className="print-sheets">
      {serials.map(serial => (
        <section key={serial} className="sheet">
          <h1>{title}</h1>
          {text ? <p className="prose sheet-text">{text}</p> : null}
          <p>
            <strong>{t(`paper.how.${kind}`)}</strong>
          </p>
          <ol className="sheet-lines">
            {lines.map((line, place) => (
              <li key={line}>
                <span className="sheet-number">{place + 1}</span> <span className="sheet-box" />{' '}
                {kind === 'vote' ? voteName(t, line) : line}
              </li>
            ))}
          </ol>
          <div className="sheet-foot">
            <QrCode text={serial} label={serial} />
            <div>
              <p className="sheet-serial">{serial}</p>
              <p>{t('paper.sheetFoot', { when: formats.dateTime(closesAtMs) })}</p>
            </div>
          </div>
        </section>
      ))}
    </div>,
    document.body,
  )
}
