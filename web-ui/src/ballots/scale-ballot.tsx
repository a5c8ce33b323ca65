import { Label } from 'react-aria-components/Label'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { StarIcon } from '../components/icons.tsx'
import { gradeName } from '../grade-name.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { givePoints, type PointsForm } from './ballot-form.ts'

type Points = readonly (readonly [string, number])[]

/** Stars or grades for each option; one that was not touched has the lowest, as it counts. */
export function ScaleBallot({
  ballot,
  points,
  onChange,
}: {
  ballot: PointsForm
  points: Points
  onChange(points: Points): void
}) {
  const given = new Map(points)
  return (
    <div className="scores">
      {ballot.options.map(({ id }) => {
        const scale = {
          option: id,
          given: given.get(id) ?? 0,
          highest: ballot.highest,
          onGive: (wanted: number) => onChange(givePoints(points, id, wanted)),
        }
        return ballot.scale === 'stars' ? <Stars key={id} {...scale} /> : <Grades key={id} {...scale} />
      })}
    </div>
  )
}

type Scale = { option: string; given: number; highest: number; onGive(points: number): void }

function Stars({ option, given, highest, onGive }: Scale) {
  const { t } = useI18n()
  const steps = Array.from({ length: highest + 1 }, (_, stars) => stars)
  return (
    <RadioGroup
      className="scale"
      orientation="horizontal"
      value={String(given)}
      onChange={chosen => onGive(Number(chosen))}
    >
      <span className="row-apart">
        <Label className="label">{option}</Label>
        <span className="small soft number" aria-hidden="true">
          {t('ballot.stars', { count: given })}
        </span>
      </span>
      <div className="stars">
        {steps.map(stars => (
          <Radio
            key={stars}
            value={String(stars)}
            aria-label={t('ballot.stars', { count: stars })}
            className={stars > 0 && stars <= given ? 'star star-given' : 'star'}
          >
            {stars === 0 ? <span className="star-none">0</span> : <StarIcon />}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}

function Grades({ option, given, highest, onGive }: Scale) {
  const { t } = useI18n()
  const grades = Array.from({ length: highest + 1 }, (_, below) => highest - below)
  return (
    <RadioGroup
      className="scale"
      orientation="horizontal"
      value={String(given)}
      onChange={chosen => onGive(Number(chosen))}
    >
      <Label className="label">{option}</Label>
      <div className="grades">
        {grades.map(grade => (
          <Radio key={grade} value={String(grade)} className="grade">
            {gradeName(t, grade, highest + 1)}
          </Radio>
        ))}
      </div>
    </RadioGroup>
  )
}
