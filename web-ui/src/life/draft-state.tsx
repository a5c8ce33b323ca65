import type { DraftSummary } from '../api/shapes.ts'
import { useI18n } from '../i18n/i18n-context.tsx'

const LOOKS = {
  draft: 'chip',
  review: 'chip chip-warn',
  approved: 'chip chip-for',
  opened: 'chip chip-accent',
} as const

/** How far a draft has come, as a chip. */
export function DraftState({ state }: { state: DraftSummary['state'] }) {
  const { t } = useI18n()
  return <span className={LOOKS[state]}>{t(`draft.state.${state}`)}</span>
}
