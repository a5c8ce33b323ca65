import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { useI18n } from '../i18n/i18n-context.tsx'
import type { OptionItem } from './ballot-form.ts'
import { moveTo, placeOf, stepFrom, type Target, type Tiers } from './ranking.ts'
import { RankedRow, type RowPart, UnrankedRow } from './ranking-row.tsx'
import { useDrag } from './use-drag.ts'

const STEPS: Readonly<Record<string, -1 | 1>> = { ArrowUp: -1, ArrowDown: 1 }

/** Puts options in order: carried by their handles, moved by arrow keys, or by the buttons beside them. */
export function RankingBallot({
  options,
  places,
  mayShare,
  tiers,
  onChange,
}: {
  options: readonly OptionItem[]
  /** How many places there are. */
  places: number
  /** Whether options may stand together. */
  mayShare: boolean
  tiers: Tiers
  onChange(tiers: string[][]): void
}) {
  const { t, formats } = useI18n()
  const hint = useId()
  const list = useRef<HTMLOListElement>(null)
  const area = useRef<HTMLDivElement>(null)
  const focus = useRef<{ option: string; part: RowPart }>(undefined)
  const [said, setSaid] = useState('')
  const costs = new Map(options.map(({ id, cost }) => [id, cost]))
  const ranked = tiers.flatMap((tier, place) => tier.map(id => ({ id, place })))
  const left = options.filter(({ id }) => placeOf(tiers, id) === -1)
  const isFull = ranked.length >= places
  useLayoutEffect(() => {
    // A row that moves in the document loses the focus that somebody moves it with.
    const wanted = focus.current
    focus.current = undefined
    if (wanted) focusPart(area.current, wanted.option, wanted.part)
  })

  const move = (option: string, target: Target | undefined, part?: RowPart) => {
    if (!target || (isFull && placeOf(tiers, option) === -1)) return
    const moved = moveTo(tiers, option, target)
    setSaid(placeSentence(moved, option))
    focus.current = part && { option, part }
    onChange(moved)
  }
  const { carried, handleOf, stop } = useDrag(list, mayShare, ({ option, target }) => move(option, target))
  const rank = (option: string) => {
    const next = left[left.findIndex(({ id }) => id === option) + 1] ?? left.find(({ id }) => id !== option)
    move(option, { before: tiers.length })
    const goesOn = next !== undefined && ranked.length + 1 < places
    focus.current = goesOn ? { option: next.id, part: 'rank' } : { option, part: 'handle' }
  }
  const onKey = (option: string) => (event: KeyboardEvent) => {
    const by = STEPS[event.key]
    if (event.key === 'Escape') stop()
    if (event.key === 'Delete' && placeOf(tiers, option) !== -1) move(option, 'out', 'handle')
    if (by === undefined) return
    event.preventDefault()
    move(option, stepFrom(tiers, option, by, mayShare), 'handle')
  }
  const rowOf = (id: string) => ({
    option: id,
    cost: costs.get(id),
    carriedBy: carried?.option === id ? carried.by : undefined,
    handle: {
      'aria-label': t('ranking.handle', { place: placeSentence(tiers, id) }),
      'aria-describedby': hint,
      onKeyDown: onKey(id),
      ...handleOf(id),
    },
  })

  return (
    <div className="ranking" ref={area}>
      <p className="small soft" id={hint}>
        {t(mayShare ? 'ranking.hintShared' : 'ranking.hint')}
      </p>
      <ol
        ref={list}
        aria-label={t('ranking.ranked')}
        className={isEndTarget(carried?.target) ? 'ranked ranked-target' : 'ranked'}
      >
        {ranked.map(({ id, place }, row) => (
          <RankedRow
            key={id}
            {...rowOf(id)}
            tier={place}
            isWithAbove={ranked[row - 1]?.place === place}
            drop={carried && carried.option !== id ? dropMark(carried.target, row) : undefined}
            up={stepFrom(tiers, id, -1, mayShare) && (() => move(id, stepFrom(tiers, id, -1, mayShare), 'up'))}
            down={stepFrom(tiers, id, 1, mayShare) && (() => move(id, stepFrom(tiers, id, 1, mayShare), 'down'))}
            onOut={() => move(id, 'out', 'rank')}
          />
        ))}
        {ranked.length === 0 ? <li className="soft small ranked-empty">{t('ranking.none')}</li> : null}
      </ol>
      {left.length > 0 ? (
        <>
          <p className="small soft">{isFull ? t('ranking.full', { count: places }) : t('ranking.left')}</p>
          <ul
            aria-label={t('vote.unranked')}
            className={carried?.target === 'out' ? 'unranked ranked-target' : 'unranked'}
          >
            {left.map(({ id }) => (
              <UnrankedRow key={id} {...rowOf(id)} isDisabled={isFull} onRank={() => rank(id)} />
            ))}
          </ul>
        </>
      ) : null}
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </div>
  )

  function isEndTarget(target: Target | undefined): boolean {
    return typeof target === 'object' && 'before' in target && target.before === tiers.length
  }

  /** How a row shows that something would come to it. */
  function dropMark(target: Target, row: number): 'before' | 'into' | undefined {
    if (target === 'out') return undefined
    const place = ranked[row]?.place
    if ('into' in target) return target.into === place ? 'into' : undefined
    return target.before === place && ranked[row - 1]?.place !== place ? 'before' : undefined
  }

  function placeSentence(standing: Tiers, option: string): string {
    const at = placeOf(standing, option)
    const others = (standing[at] ?? []).filter(name => name !== option)
    const values = { option, place: at + 1, count: standing.length }
    if (at === -1) return t('ranking.saidOut', { option })
    if (others.length > 0) return t('ranking.saidWith', { ...values, others: formats.list(others) })
    return t('ranking.said', values)
  }
}

function focusPart(area: HTMLElement | null, option: string, part: RowPart): void {
  const row = [...(area?.querySelectorAll<HTMLElement>('[data-option]') ?? [])].find(
    ({ dataset }) => dataset.option === option,
  )
  const wanted = row?.querySelector<HTMLButtonElement>(`[data-part="${part}"]`)
  const found = wanted?.disabled ? undefined : wanted
  ;(found ?? row?.querySelector<HTMLButtonElement>('[data-part="handle"]'))?.focus()
}
