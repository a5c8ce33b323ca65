import { holds, type Measurement, ratioOf } from './measurement.ts'

/** All measurements under each other, each with its limit, the ratio to it and the number to hold. */
export function tableOf(measurements: readonly Measurement[]): string {
  const rows = measurements.map(measurement => {
    const { what, measured, unit, limit, goal } = measurement
    const ratio = ratioOf(measurement)
    return [
      what,
      `${figure(measured)} ${unit}`,
      limit ? `${figure(limit.value)} ${unit}` : '',
      ratio === null ? '' : ratio.toFixed(2),
      `${goal.better === 'more' ? '>=' : '<'} ${figure(goal.value)}`,
      holds(measurement) ? 'holds' : 'MISSED',
      limit?.what ?? '',
    ]
  })
  const all = [['what', 'measured', 'raw limit', 'ratio', 'to hold', '', 'what the limit is'], ...rows]
  const widths = all[0]?.map((_, column) => Math.max(...all.map(row => row[column]?.length ?? 0))) ?? []
  return all
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

function figure(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: value < 10 ? 2 : value < 100 ? 1 : 0 })
}
