import type { Tally } from '../api/shapes.ts'
import { layBar } from '../format/bar.ts'
import { gradeName } from '../grade-name.ts'
import { useI18n } from '../i18n/i18n-context.tsx'

type Grades = NonNullable<Tally['grades']>

/** Every option's grades as one bar, the best first, with a line in the middle: the grade it goes through is the median. */
export function GradeBars({ tally, grades }: { tally: Tally; grades: Grades }) {
  const { t } = useI18n()
  const rows = new Map(tally.counts.map(({ option }, place) => [option, grades[place]]))
  const judged = tally.outcome.ranking.flat().map(option => ({ option, row: rows.get(option) }))
  const scale = grades[0]?.given.length ?? 0
  const best = Array.from({ length: scale }, (_, below) => scale - 1 - below)
  return (
    <div className="stack-tight">
      <p className="small">{t('results.gradesAbout')}</p>
      <ul className="options">
        {judged.map(({ option, row }) => (
          <li key={option} className="option">
            <span className="row-apart">
              <strong>{option}</strong>
              <span className="small">{medianName(row)}</span>
            </span>
            <GradeBar given={row?.given ?? []} />
          </li>
        ))}
      </ul>
      <ul className="legend small" aria-hidden="true">
        {best.map(grade => (
          <li key={grade} className="count">
            <svg className="grade-swatch" aria-hidden="true">
              <rect className="fill-accent" width="100%" height="100%" fillOpacity={shade(grade, scale)} />
            </svg>
            {gradeName(t, grade, scale)}
          </li>
        ))}
      </ul>
      <details>
        <summary>{t('results.asTable')}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
        <section className="scroll-aside" aria-label={t('results.grades')} tabIndex={0}>
          <table className="pairs">
            <thead>
              <tr>
                <td />
                {best.map(grade => (
                  <th key={grade} scope="col">
                    {gradeName(t, grade, scale)}
                  </th>
                ))}
                <th scope="col">{t('results.median')}</th>
              </tr>
            </thead>
            <tbody>
              {judged.map(({ option, row }) => (
                <tr key={option}>
                  <th scope="row">{option}</th>
                  {best.map(grade => (
                    <td key={grade} className="number">
                      {row?.given[grade] ?? 0}
                    </td>
                  ))}
                  <td>{nameOf(row)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </details>
    </div>
  )

  function nameOf(row: Grades[number] | undefined): string {
    return row?.median === null || row === undefined ? '–' : gradeName(t, row.median, scale)
  }

  function medianName(row: Grades[number] | undefined): string {
    return t('results.medianIs', { grade: nameOf(row) })
  }
}

function GradeBar({ given }: { given: readonly number[] }) {
  const total = given.reduce((sum, ballots) => sum + ballots, 0)
  const counts = given.map((amount, grade) => ({ option: String(grade), amount })).toReversed()
  return (
    <svg className="bar" aria-hidden="true">
      {layBar(counts, total).map(({ option, start, length }) => (
        <rect
          key={option}
          className="fill-accent"
          fillOpacity={shade(Number(option), given.length)}
          x={`${start}%`}
          y="0"
          width={`${length}%`}
          height="100%"
        />
      ))}
      <line className="bar-mark" x1="50%" x2="50%" y1="0" y2="100%" />
    </svg>
  )
}

/** The better the grade, the stronger the colour; the worst still shows. */
function shade(grade: number, grades: number): number {
  return 0.12 + (0.88 * grade) / Math.max(1, grades - 1)
}
