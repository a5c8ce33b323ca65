import { useMemo } from 'react'
import { qrPath } from '../format/qr-path.ts'

/** Modules of quiet around a code, so that readers find it (ISO/IEC 18004). */
const QUIET = 4

/** A text as a QR code, dark on light whatever the page's colours: readers and paper need that. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => qrPath(text), [text])
  const side = size + 2 * QUIET
  return (
    <svg className="qr-code" viewBox={`${-QUIET} ${-QUIET} ${side} ${side}`} role="img" aria-label={label}>
      <rect x={-QUIET} y={-QUIET} width={side} height={side} fill="#fff" />
      <path d={path} fill="#000" shapeRendering="crispEdges" />
    </svg>
  )
}
