import { Button } from '../components/button.tsx'
import { PageHead } from '../components/page-head.tsx'
import { PhraseWords } from '../components/phrase-card.tsx'
import type { DeviceKey } from '../device-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'

/** After a key was made: its words, to be written down now or later. */
export function PhraseStep({ deviceKey, onDone }: { deviceKey: DeviceKey; onDone(): void }) {
  const { t } = useI18n()
  return (
    <div className="entrance stack">
      <PageHead title={t('phrase.title')} />
      <p>{t('phrase.about')}</p>
      <PhraseWords deviceKey={deviceKey} />
      <div className="row">
        <Button onPress={onDone}>{t('phrase.done')}</Button>
        <Button look="link" onPress={onDone}>
          {t('phrase.later')}
        </Button>
      </div>
    </div>
  )
}
