import { Label } from 'react-aria-components/Label'
import { Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components/Slider'
import { useI18n } from '../i18n/i18n-context.tsx'
import { givePoints, type PointsForm, payable, spentOf } from './ballot-form.ts'

type Points = readonly (readonly [string, number])[]

/** Points for options: a slider each; with a purse, what is left of it limits the next one. */
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
  const { options, lowest, highest, purse } = ballot
  const given = new Map(points)
  const give = (option: string, wanted: number) => {
    if (!purse) return onChange(givePoints(points, option, wanted))
    const left = purse.total - spentOf(givePoints(points, option, 0), purse)
    onChange(givePoints(points, option, payable(wanted, left, purse)))
  }
  return (
    <div className="scores">
      {purse ? (
        <p className="running-cost small number" role="status">
          {t(purse.pays === 'points' ? 'vote.pointsGiven' : 'vote.creditsSpent', {
            given: spentOf(points, purse),
            total: purse.total,
          })}
        </p>
      ) : null}
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
          <SliderOutput className="number" />
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
}
