import { pino } from 'pino'

/** Events with fields, never sentences: `log.info({ peer }, 'connected')`. */
export type Logger = pino.Logger

/** JSON lines to standard error, where a service manager keeps them; standard output is for people. */
export function openLogger(level: string): Logger {
  return pino({ level, base: null }, pino.destination({ fd: 2, sync: true }))
}
