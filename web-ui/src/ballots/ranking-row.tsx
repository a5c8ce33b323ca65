import type { ComponentProps } from 'react'
import { AddIcon, AgainstIcon, DownIcon, GripIcon, UpIcon } from '../components/icons.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'

/** What of a row can have the focus. */
export type RowPart = 'handle' | 'up' | 'down' | 'out' | 'rank'

type Row = {
  readonly option: string
  readonly cost: number | undefined
  /** How far it is carried, in pixels, while it is. */
  readonly carriedBy: number | undefined
  readonly handle: ComponentProps<'button'>
}

/** An option with its place, and what moves it; `up` and `down` are left out at the ends. */
export function RankedRow({
  tier,
  isWithAbove,
  drop,
  up,
  down,
  onOut,
  ...row
}: Row & {
  tier: number
  isWithAbove: boolean
  drop: 'before' | 'into' | undefined
  up: (() => void) | undefined
  down: (() => void) | undefined
  onOut(): void
}) {
  const { t, formats } = useI18n()
  const { option } = row
  return (
    <li
      data-tier={tier}
      data-option={option}
      className={['rank-row', isWithAbove ? 'rank-row-with' : '', drop ? `rank-drop-${drop}` : '', lookOf(row)].join(
        ' ',
      )}
      style={shift(row)}
    >
      <Handle {...row} />
      <span className="rank-place number" aria-hidden="true">
        {isWithAbove ? '=' : formats.number(tier + 1)}
      </span>
      <Name {...row} />
      <span className="rank-acts">
        <button type="button" data-part="up" aria-label={t('ranking.up', { option })} disabled={!up} onClick={up}>
          <UpIcon />
        </button>
        <button
          type="button"
          data-part="down"
          aria-label={t('ranking.down', { option })}
          disabled={!down}
          onClick={down}
        >
          <DownIcon />
        </button>
        <button type="button" data-part="out" aria-label={t('ranking.out', { option })} onClick={onOut}>
          <AgainstIcon />
        </button>
      </span>
    </li>
  )
}

/** An option without a place. */
export function UnrankedRow({ isDisabled, onRank, ...row }: Row & { isDisabled: boolean; onRank(): void }) {
  const { t } = useI18n()
  return (
    <li data-option={row.option} className={`rank-row ${lookOf(row)}`} style={shift(row)}>
      <Handle {...row} />
      <Name {...row} />
      <span className="rank-acts">
        <button
          type="button"
          data-part="rank"
          aria-label={t('ranking.add', { option: row.option })}
          disabled={isDisabled}
          onClick={onRank}
        >
          <AddIcon />
        </button>
      </span>
    </li>
  )
}

function Handle({ handle }: Row) {
  return (
    <button type="button" data-part="handle" className="rank-handle" {...handle}>
      <GripIcon />
    </button>
  )
}

function Name({ option, cost }: Row) {
  const { formats } = useI18n()
  return (
    <span className="rank-name">
      {option}
      {cost === undefined ? null : <span className="soft number"> · {formats.number(cost)}</span>}
    </span>
  )
}

function lookOf({ carriedBy }: Row): string {
  return carriedBy === undefined ? '' : 'rank-row-carried'
}

function shift({ carriedBy }: Row) {
  return carriedBy === undefined ? {} : { transform: `translateY(${carriedBy}px)` }
}
