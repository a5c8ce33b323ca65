import type { MethodRule, Tally } from '../api/shapes.ts'
import { TallyBar } from '../components/tally-bar.tsx'
import { approximate } from '../format/fraction.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { sayExact } from './exact.ts'
import { type Round, transferBetween } from './transfers.ts'

/** The rounds of a count, a table each with its bars, and what moves on to the next. */
export function CountRounds({ method, tally }: { method: MethodRule['method']; tally: Tally }) {
  const { t } = useI18n()
  const { rounds, ranking } = tally.outcome
  const order = ranking.flat()
  // Rounds of votes are measured alike, so that the eye can follow a bar; points and preferences are not the same thing.
  const most = Math.max(...rounds.map(mostOf))
  return (
    <ol className="rounds">
      {rounds.map((round, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rounds have no other name than their number
        <li key={place} className="stack-tight">
          <RoundTable
            round={round}
            name={nameOf(place)}
            order={order}
            most={method === 'star' ? mostOf(round) : most}
            exhausted={t(method === 'star' ? 'results.noPreference' : 'results.exhausted')}
          />
          <Moves round={round} next={method === 'star' ? undefined : rounds[place + 1]} />
        </li>
      ))}
    </ol>
  )

  function nameOf(place: number): string {
    const round = t('proposal.round', { place: place + 1 })
    if (method !== 'star') return round
    return `${round}: ${t(place % 2 === 0 ? 'results.scores' : 'results.runoff')}`
  }
}

function mostOf({ standing, quota }: Round): number {
  return Math.max(1, ...standing.map(({ points }) => approximate(points) ?? 0), approximate(quota ?? '0') ?? 0)
}

function RoundTable({
  round,
  name,
  order,
  most,
  exhausted,
}: {
  round: Round
  name: string
  order: readonly string[]
  most: number
  exhausted: string
}) {
  const { t, formats } = useI18n()
  const { quota } = round
  const standing = [...round.standing].sort((a, b) => order.indexOf(a.option) - order.indexOf(b.option))
  const mark = quota === undefined ? undefined : (approximate(quota) ?? 0) / most
  return (
    <table className="round">
      <caption>
        <strong>{name}</strong>
        {quota === undefined ? null : (
          <span className="soft"> · {t('results.quota', { votes: sayExact(formats, quota) })}</span>
        )}
      </caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">{t('results.option')}</th>
          <th scope="col">{t('results.votes')}</th>
        </tr>
      </thead>
      <tbody>
        {standing.map(({ option, points }) => (
          <tr key={option}>
            <th scope="row">
              {option}
              {round.elected.includes(option) ? <span className="chip chip-for">{t('results.in')}</span> : null}
              {round.eliminated.includes(option) ? <span className="chip chip-against">{t('results.out')}</span> : null}
            </th>
            <td className="number">
              {sayExact(formats, points)}
              <TallyBar counts={[{ option, amount: approximate(points) ?? 0 }]} total={most} mark={mark} thin />
            </td>
          </tr>
        ))}
        {round.exhausted === undefined || round.exhausted === '0' ? null : (
          <tr className="soft">
            <th scope="row">{exhausted}</th>
            <td className="number">{sayExact(formats, round.exhausted)}</td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

/** To whom the votes of an option go on. */
function Moves({ round, next }: { round: Round; next: Round | undefined }) {
  const { t, formats } = useI18n()
  const transfer = next && transferBetween(round, next)
  if (!transfer) return null
  const { from, why, to, exhausted } = transfer
  const moved = to.map(({ option, points }) => `${option} +${sayExact(formats, points)}`)
  if (exhausted !== '0') moved.push(t('results.toNobody', { votes: sayExact(formats, exhausted) }))
  return (
    <p className="small moves">
      {t(why === 'out' ? 'results.passAll' : 'results.passSurplus', {
        option: from,
        moved: moved.length > 0 ? formats.list(moved) : '–',
      })}
    </p>
  )
}
