import type { Initiative } from '../api/shapes.ts'
import { useNow } from '../components/use-now.ts'
import { useI18n } from '../i18n/i18n-context.tsx'

const LOOKS: Readonly<Record<Initiative['state'], string>> = {
  gathering: 'chip chip-accent',
  reached: 'chip chip-for',
  opened: 'chip chip-for',
  expired: 'chip chip-against',
  overtaken: 'chip chip-against',
}

/** Where an initiative stands, and how long it has still to gather support. */
export function InitiativeState({ initiative }: { initiative: Initiative }) {
  const { t, formats } = useI18n()
  const now = useNow()
  const { state, type, expiresAtMs } = initiative
  return (
    <>
      <span className={LOOKS[state]}>{t(`initiative.state.${state}`)}</span>
      <span>{t(`initiative.type.${type}`)}</span>
      {state === 'gathering' ? (
        <time dateTime={new Date(expiresAtMs).toISOString()} title={formats.dateTime(expiresAtMs)}>
          {t('initiative.until', { when: formats.relative(expiresAtMs, now) })}
        </time>
      ) : null}
    </>
  )
}
