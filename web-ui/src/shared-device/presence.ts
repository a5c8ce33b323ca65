/** `here`: somebody uses the device. `leaving`: nobody has for long, it locks soon. `gone`: it locks now. */
export type Presence = 'here' | 'leaving' | 'gone'

const IDLE_MS = 120_000
/** WCAG 2.2, 2.2.1: who has to act is told at least 20 s before. */
export const WARNING_MS = 20_000
/** Nobody looks at the page. */
const HIDDEN_MS = 60_000

/** Watches by the given clock whether somebody is still at the device. */
export function watchPresence(now: () => number) {
  let usedAtMs = now()
  let hiddenAtMs: number | undefined
  return {
    /** Somebody touched, typed or scrolled. */
    used() {
      if (hiddenAtMs === undefined) usedAtMs = now()
    },
    hidden(isHidden: boolean) {
      hiddenAtMs = isHidden ? (hiddenAtMs ?? now()) : undefined
    },
    look(): Presence {
      const idleMs = now() - usedAtMs
      if (idleMs >= IDLE_MS || (hiddenAtMs !== undefined && now() - hiddenAtMs >= HIDDEN_MS)) return 'gone'
      return idleMs >= IDLE_MS - WARNING_MS ? 'leaving' : 'here'
    },
  }
}
