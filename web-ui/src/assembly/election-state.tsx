import type { Election } from '../api/shapes.ts'
import { useNow } from '../components/use-now.ts'
import { useI18n } from '../i18n/i18n-context.tsx'

const LOOKS: Readonly<Record<Election['state'], string>> = {
  nominating: 'chip chip-accent',
  opening: 'chip',
  'too-few': 'chip chip-warn',
  voting: 'chip chip-accent',
  filled: 'chip chip-for',
  unfilled: 'chip chip-against',
}

/** Where an election stands, and until when. */
export function ElectionState({ election }: { election: Election }) {
  const { t, formats } = useI18n()
  const now = useNow()
  const { state, nominationsUntilMs, votesUntilMs } = election
  const untilMs = state === 'nominating' ? nominationsUntilMs : state === 'voting' ? votesUntilMs : undefined
  return (
    <>
      <span className={LOOKS[state]}>{t(`election.state.${state}`)}</span>
      {untilMs === undefined ? null : (
        <time dateTime={new Date(untilMs).toISOString()} title={formats.dateTime(untilMs)}>
          {t('election.until', { when: formats.relative(untilMs, now) })}
        </time>
      )}
    </>
  )
}
