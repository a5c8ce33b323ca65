import type { Draw } from '../api/shapes.ts'
import { useNow } from '../components/use-now.ts'
import { useI18n } from '../i18n/i18n-context.tsx'

const LOOKS: Readonly<Record<Draw['state'], string>> = {
  called: 'chip',
  joining: 'chip chip-accent',
  drawn: 'chip chip-for',
  lapsed: 'chip chip-against',
}

/** Where a draw stands, and when the lot falls. */
export function DrawState({ draw }: { draw: Draw }) {
  const { t, formats } = useI18n()
  const now = useNow()
  const { state, seats, joinsUntilMs } = draw
  return (
    <>
      <span className={LOOKS[state]}>{t(`draw.state.${state}`)}</span>
      <span>{t('draw.seats', { count: seats })}</span>
      {state === 'called' || state === 'joining' ? (
        <time dateTime={new Date(joinsUntilMs).toISOString()} title={formats.dateTime(joinsUntilMs)}>
          {t('draw.falls', { when: formats.relative(joinsUntilMs, now) })}
        </time>
      ) : null}
    </>
  )
}
