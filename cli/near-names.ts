/** Edits that a slip of the keyboard takes. */
const MOST_EDITS = 2

/** Names that somebody may have meant, the nearest first: they begin alike, or are few edits away. */
export function nearNames(typed: string, names: readonly string[]): string[] {
  const wanted = plain(typed)
  return [...new Set(names)]
    .flatMap(name => {
      const edits = editsBetween(wanted, plain(name))
      const isBegun = wanted !== '' && plain(name).startsWith(wanted)
      return isBegun || edits <= Math.min(MOST_EDITS, Math.floor(wanted.length / 2)) ? [{ name, edits }] : []
    })
    .sort((a, b) => a.edits - b.edits)
    .slice(0, 3)
    .map(({ name }) => name)
}

/** Without case and accents. */
function plain(name: string): string {
  return name.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}

/** Letters to put in, take out or change (Levenshtein 1966). */
function editsBetween(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const change = (above[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(change, (above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    above = row
  }
  return above[b.length] ?? 0
}
