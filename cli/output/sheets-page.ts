import type { ProposalInfo } from '../../node/client/shapes.ts'
import { type SheetKind, sheetKind, sheetLines } from '../../protocol/governance/sheet-marks.ts'
import { moment } from './words.ts'

const HOW: Record<SheetKind, string> = {
  vote: 'Put one cross.',
  approve: 'Put a cross beside each option that you choose.',
  points: 'Write points beside the options; none counts as 0.',
  rank: 'Number the options: 1 beside the best, 2 beside the next. Leave out what you do not want.',
  tiers: 'Number the options: 1 beside the best. Options that are equally good have the same number.',
}

const STYLE = `
body { font: 14pt/1.4 sans-serif; margin: 0 }
.sheet { break-after: page; padding: 12mm }
.serial { font: 700 20pt/1 monospace; letter-spacing: .15em; border: 1pt solid; display: inline-block; padding: 3mm }
ol { padding-left: 1.6em } li { margin: 3mm 0 }
.box { display: inline-block; min-width: 9mm; height: 8mm; border: 1pt solid; vertical-align: middle; margin-right: 4mm }
.small { font-size: 10pt }
`

/** A page of sheets to print, one a sheet of paper; the lines are numbered as tellers key them in. */
export function sheetsPage(proposal: ProposalInfo, serials: readonly string[]): string {
  const { title, methodRule, closesAtMs } = proposal
  const lines = sheetLines(methodRule).map(line => `<li><span class="box"></span>${escaped(line)}</li>`)
  const sheet = (serial: string) => `<section class="sheet">
<h1>${escaped(title)}</h1>
<p>${HOW[sheetKind(methodRule)]}</p>
<ol>${lines.join('')}</ol>
<p class="serial">${serial}</p>
<p class="small">Hand it in by ${moment(closesAtMs)}. The number is drawn by lot and says nothing about you. Write your name nowhere.</p>
</section>`
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title><style>${STYLE}</style></head>
<body>${serials.map(sheet).join('\n')}</body></html>\n`
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, sign => `&#${sign.charCodeAt(0)};`)
}
