import { useState } from 'react'
import { Label } from 'react-aria-components/Label'
import { Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components/Slider'
import { TallyBar } from '../components/tally-bar.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { givePoints, type PointsForm, type Purse, payable, spentOf } from './ballot-form.ts'

type Points = readonly (readonly [string, number])[]

/** Points for options: a slider each; with a purse, what they cost and what is left of it runs along. */
export function PointsBallot({
  ballot,
  points,
  onChange,
}: {
  ballot: PointsForm
  points: Points
  onChange(points: Points): void
}) {
  const { t, formats } = useI18n()
  const [refused, setRefused] = useState('')
  const { options, lowest, highest, purse } = ballot
  const given = new Map(points)
  const give = (option: string, wanted: number) => {
    if (!purse) return onChange(givePoints(points, option, wanted))
    const left = purse.total - spentOf(givePoints(points, option, 0), purse)
    const paid = payable(wanted, left, purse)
    setRefused(paid < wanted ? refusal(purse, option, wanted, left) : '')
    onChange(givePoints(points, option, paid))
  }
  return (
    <div className="scores">
      {purse ? <Spent purse={purse} points={points} refused={refused} /> : null}
      {options.map(({ id, cost }) => (
        <Slider
          key={id}
          className="score"
          value={given.get(id) ?? 0}
          minValue={lowest}
          maxValue={highest}
          onChange={wanted => give(id, wanted)}
        >
          <Label>
            {id}
            {cost === undefined ? null : <span className="soft number"> · {formats.number(cost)}</span>}
          </Label>
          <SliderOutput className="number">{amountOf(given.get(id) ?? 0)}</SliderOutput>
          <SliderTrack className="score-track">
            {({ state }) => (
              <>
                <svg className="score-fill" aria-hidden="true">
                  <rect className="fill-accent" width={`${state.getThumbPercent(0) * 100}%`} height="100%" />
                </svg>
                <SliderThumb className="score-thumb" />
              </>
            )}
          </SliderTrack>
        </Slider>
      ))}
    </div>
  )

  function amountOf(votes: number): string {
    if (purse?.pays !== 'squares') return formats.number(votes)
    return t('ballot.votesCost', { count: votes, cost: votes * votes })
  }

  function refusal({ pays }: Purse, option: string, wanted: number, left: number): string {
    const wants = pays === 'squares' ? wanted * wanted : wanted
    return t(pays === 'squares' ? 'ballot.overCredits' : 'ballot.overPoints', { option, wants, left })
  }
}

/** What is spent and left, and what did not fit. */
function Spent({ purse, points, refused }: { purse: Purse; points: Points; refused: string }) {
  const { t } = useI18n()
  const { total, pays } = purse
  const spent = spentOf(points, purse)
  return (
    <div className="running-cost" role="status">
      <TallyBar counts={[{ option: 'spent', amount: spent }]} total={total} thin />
      <p className="small number">
        {t(pays === 'points' ? 'vote.pointsGiven' : 'vote.creditsSpent', { given: spent, total })}
        {' · '}
        <strong>{t('ballot.left', { left: total - spent })}</strong>
      </p>
      {refused ? <p className="field-error">{refused}</p> : null}
    </div>
  )
}
