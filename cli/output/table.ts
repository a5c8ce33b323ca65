type Row = readonly (string | number)[]

/** Rows under their headings, as wide as their widest cells. */
export function table(headings: readonly string[], rows: readonly Row[]): string {
  return columns([headings, ...rows])
}

/** Rows, each column as wide as its widest cell; numbers are put to the right. */
export function columns(rows: readonly Row[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => width(String(row[column] ?? '')))))
  const line = (cells: Row) =>
    cells
      .map((cell, column) => {
        const text = String(cell)
        const space = ' '.repeat((widths[column] ?? 0) - width(text))
        return typeof cell === 'number' ? space + text : text + space
      })
      .join('  ')
      .trimEnd()
  return rows.map(line).join('\n')
}

/** Columns a text takes in a terminal: one a character, which holds for the scripts of our languages. */
function width(text: string): number {
  return [...text.normalize('NFC')].length
}
