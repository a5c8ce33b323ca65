import { tallyView } from '../../node/http/views/proposal.ts'
import type { Recount } from '../../protocol/federation/recount.ts'
import type { Finding, Report } from '../../protocol/federation/report.ts'
import { emphasis } from './output.ts'
import { tallyText } from './tally-text.ts'
import { count } from './words.ts'

/** What was checked, and everything that does not hold. */
export function reportText(report: Report): string {
  const { verified, findings, signatures, ballots, groups, notRecounted } = report
  const checked = [
    count(signatures, 'signature'),
    count(ballots, 'ballot'),
    ...(groups ? [count(groups, 'group')] : []),
  ]
  const verdict = verified ? emphasis('green', 'Verified') : emphasis('red', 'Not verified')
  return [
    `${verdict}: ${checked.join(', ')} checked.`,
    ...notRecounted.map(where => `${where}: its ballots are not in the file; its signed figures were taken.`),
    ...findings.map(findingText),
  ].join('\n')
}

function findingText({ where, sentence, id, byte }: Finding): string {
  const place = [...(id ? [id] : []), ...(byte === null ? [] : [`byte ${byte}`])].join(', ')
  return `${where || 'the file'}: ${sentence}${place && `\n  ${place}`}`
}

/** A vote of people as it was counted again. */
export function recountText({ charter, proposal, tally }: Recount): string {
  const text = tallyText({
    title: proposal.title,
    method: proposal.method.method,
    tally: tallyView(proposal.method, { ...tally, final: true, delegated: true }),
  })
  return `${charter.name}\n${text}`
}
