import { Button } from '../components/button.tsx'
import { useSharedDevice } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'

/** Closes one's key on a shared device, so that the next can come. */
export function DoneButton() {
  const { t } = useI18n()
  const { lock } = useSharedDevice()
  return (
    <span className="masthead-done no-print">
      <Button look="quiet" onPress={lock}>
        {t('shared.done')}
      </Button>
    </span>
  )
}
