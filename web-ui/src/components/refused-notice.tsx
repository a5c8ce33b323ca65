import { Problem } from '../api/problem.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import type { Refused } from '../outbox.ts'
import { sayProblem } from '../say-problem.ts'
import { Button } from './button.tsx'
import { Notice } from './states.tsx'

/** Something that waited was refused when it came: what, why, and that it is read. */
export function RefusedNotice({ answer, text, onRead }: { answer: Refused; text: string; onRead(): void }) {
  const { t } = useI18n()
  const { code, sentence } = answer
  return (
    <Notice tone="bad" title={t('kept.refused')}>
      {text ? <span className="prose">{text}</span> : null}
      <span>{sayProblem(t, new Problem({ code, sentence, status: 0 })).sentence}</span>
      <span>
        <Button look="link" onPress={onRead}>
          {t('kept.read')}
        </Button>
      </span>
    </Notice>
  )
}
