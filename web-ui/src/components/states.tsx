import type { ReactNode } from 'react'
import { mayPass } from '../api/problem.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { sayProblem } from '../say-problem.ts'
import { Button } from './button.tsx'
import { EmptyIcon } from './icons.tsx'

/** The place of something that is on its way. */
export function Waiting() {
  const { t } = useI18n()
  return (
    <div className="stack" role="status">
      <span className="visually-hidden">{t('app.loading')}</span>
      <div className="waiting" />
      <div className="waiting" />
    </div>
  )
}

/** Nothing there yet, and what could be done about it. */
export function Empty({ title, next, children }: { title: string; next?: string; children?: ReactNode }) {
  return (
    <div className="empty">
      <EmptyIcon />
      <p>{title}</p>
      {next ? <p className="small">{next}</p> : null}
      {children}
    </div>
  )
}

/** What was refused or did not work, in a sentence, with the next step. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useI18n()
  const { sentence, next } = sayProblem(t, error)
  return (
    <div className="notice notice-bad" role="alert">
      <strong>{sentence}</strong>
      {next ? <span>{next}</span> : null}
      {onRetry && mayPass(error) ? (
        <p>
          <Button look="link" onPress={onRetry}>
            {t('app.tryAgain')}
          </Button>
        </p>
      ) : null}
    </div>
  )
}

type Tone = 'plain' | 'good' | 'warn' | 'bad'
const TONES: Record<Tone, string> = {
  plain: 'notice',
  good: 'notice notice-good',
  warn: 'notice notice-warn',
  bad: 'notice notice-bad',
}

/** Something worth knowing before going on. */
export function Notice({ title, tone = 'plain', children }: { title: string; tone?: Tone; children?: ReactNode }) {
  return (
    <div className={TONES[tone]} role="status">
      <strong>{title}</strong>
      {children}
    </div>
  )
}
