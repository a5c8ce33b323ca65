import { Label } from 'react-aria-components/Label'
import { Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components/Slider'
import { useI18n } from '../i18n/i18n-context.tsx'
import { givePoints, type PointsForm, sumOf } from './ballot-form.ts'

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
  const sum = sumOf(points)
  const give = (option: string, wanted: number) => {
    const others = sum - (given.get(option) ?? 0)
    const most = purse === undefined ? wanted : Math.min(wanted, purse - others)
    onChange(givePoints(points, option, most))
  }
  return (
    <div className="scores">
      {purse === undefined ? null : (
        <p className="running-cost small number" role="status">
          {t('vote.pointsGiven', { given: sum, total: purse })}
        </p>
      )}
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
