import { encode } from 'uqr'

/** A QR code to draw: `size` modules a side, and the SVG path that fills the dark ones, a module a unit. */
export type QrPath = { readonly size: number; readonly path: string }

/**
 * A text as a QR code, its UTF-8 bytes as they are (ISO/IEC 18004). It holds 2,953 bytes: a receipt from a log of a
 * million entries has about 1,700.
 */
export function qrPath(text: string): QrPath {
  const { size, data } = encode([...new TextEncoder().encode(text)], { ecc: 'L', border: 0 })
  const runs = data.flatMap((row, y) => darkRuns(row).map(([x, length]) => `M${x} ${y}h${length}v1h-${length}z`))
  return { size, path: runs.join('') }
}

/** Dark modules that lie side by side: where each run begins, and its length. */
function darkRuns(row: readonly boolean[]): [number, number][] {
  const runs: [number, number][] = []
  for (const [x, isDark] of row.entries()) {
    const last = runs.at(-1)
    if (!isDark) continue
    if (last && last[0] + last[1] === x) last[1]++
    else runs.push([x, 1])
  }
  return runs
}
