import type { WriteStream } from 'node:tty'

/** How far a long step is, on one line of the terminal; nothing where standard error is no terminal. */
export type ProgressBar = {
  show(step: string, done: number, of: number): void
  /** Takes the line away again. */
  clear(): void
}

const CELLS = 30
/** Drawn at most this often: terminals are slower than what they are told of. */
const BETWEEN_MS = 80

export function openProgressBar(stream: WriteStream = process.stderr): ProgressBar {
  if (!stream.isTTY) return { show() {}, clear() {} }
  let drawnAtMs = 0
  let isDrawn = false
  return {
    show(step, done, of) {
      const nowMs = performance.now()
      if (done < of && nowMs - drawnAtMs < BETWEEN_MS) return
      drawnAtMs = nowMs
      isDrawn = true
      const share = of === 0 ? 1 : done / of
      const full = Math.round(share * CELLS)
      stream.write(`\r\x1b[2K${step} ${'█'.repeat(full)}${'░'.repeat(CELLS - full)} ${done} of ${of}`)
    },
    clear() {
      if (isDrawn) stream.write('\r\x1b[2K')
    },
  }
}
