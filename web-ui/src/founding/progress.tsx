import { useI18n } from '../i18n/i18n-context.tsx'
import { STEPS, type Step } from './founding-steps.ts'

/** How far the founding is, in words. */
export function Progress({ step }: { step: Step }) {
  const { t, formats } = useI18n()
  const place = formats.number(STEPS.indexOf(step) + 1)
  return <p className="small soft">{t('founding.progress', { place, count: formats.number(STEPS.length) })}</p>
}
