/** How numbers, shares, distances and times are written in a language. */
export type Formats = {
  number(value: number): string
  /** A weight or points with up to two decimals. */
  decimal(value: number): string
  /** 0.73 as 73 %. */
  percent(share: number): string
  /** 1.5 as 1.5 km. */
  kilometres(value: number): string
  /** 15 620 000 as 15.6 MB; less than a kilobyte as a part of one. */
  bytes(value: number): string
  /** A time that a message takes: 12 ms. */
  milliseconds(value: number): string
  date(ms: number): string
  dateTime(ms: number): string
  /** "in 3 hours", "yesterday"; `nowMs` is the moment it is said at. */
  relative(ms: number, nowMs: number): string
  /** How long something takes, in its largest whole unit: "6 months". */
  duration(ms: number): string
  list(items: readonly string[]): string
}

const STEPS: readonly (readonly [unit: Intl.RelativeTimeFormatUnit, ms: number])[] = [
  ['year', 31_536_000_000],
  ['month', 2_592_000_000],
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
]

/** Closer than this is now. */
const NOW_MS = 30_000

const SIZES = [
  ['terabyte', 1e12],
  ['gigabyte', 1e9],
  ['megabyte', 1e6],
  ['kilobyte', 1e3],
] as const

export function formatsOf(language: string): Formats {
  const number = new Intl.NumberFormat(language)
  const decimal = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const kilometres = new Intl.NumberFormat(language, { style: 'unit', unit: 'kilometer', maximumFractionDigits: 1 })
  const inUnit = (unit: string, digits: number) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits })
  const sizes = SIZES.map(([unit, size]) => [inUnit(unit, 1), size] as const)
  const milliseconds = inUnit('millisecond', 0)
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'medium' })
  const dateTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' })
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const list = new Intl.ListFormat(language, { type: 'conjunction' })
  return {
    number: value => number.format(value),
    decimal: value => decimal.format(value),
    percent: share => percent.format(share),
    kilometres: value => kilometres.format(value),
    bytes: value => {
      const [format, size] = sizes.find(([, least]) => value >= least) ?? [inUnit('kilobyte', 1), 1e3]
      return format.format(value / size)
    },
    milliseconds: value => milliseconds.format(value),
    date: ms => date.format(ms),
    dateTime: ms => dateTime.format(ms),
    relative: (ms, nowMs) => {
      const away = ms - nowMs
      if (Math.abs(away) < NOW_MS) return relative.format(0, 'second')
      // A moment that is 47 hours away is in two days, not in one.
      const [unit, size] = STEPS.find(([, step]) => Math.abs(away) >= step) ?? ['minute', 60_000]
      return relative.format(Math.round(away / size), unit)
    },
    duration: ms => {
      const [unit, size] = STEPS.find(([, step]) => ms >= step) ?? ['minute', 60_000]
      const style = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 } as const
      return new Intl.NumberFormat(language, style).format(ms / size)
    },
    list: items => list.format(items),
  }
}
