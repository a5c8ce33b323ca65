import { layBar } from '../format/bar.ts'

const FILLS: Readonly<Record<string, string>> = { for: 'fill-for', against: 'fill-against', abstain: 'fill-abstain' }

/**
 * Counts as one bar. The numbers always stand beside it in words, so the picture itself is not read out.
 * @param mark share of the whole at which a line stands, such as the quorum.
 */
export function TallyBar({
  counts,
  total,
  mark,
  thin = false,
}: {
  counts: readonly { option: string; amount: number }[]
  total: number
  mark?: number | undefined
  thin?: boolean
}) {
  return (
    <svg className={thin ? 'bar bar-thin' : 'bar'} aria-hidden="true">
      {layBar(counts, total).map(({ option, start, length }) => (
        <rect
          key={option}
          className={FILLS[option] ?? 'fill-accent'}
          x={`${start}%`}
          y="0"
          width={`${length}%`}
          height="100%"
        />
      ))}
      {mark === undefined || mark <= 0 || mark > 1 ? null : (
        <line className="bar-mark" x1={`${mark * 100}%`} x2={`${mark * 100}%`} y1="0" y2="100%" />
      )}
    </svg>
  )
}
