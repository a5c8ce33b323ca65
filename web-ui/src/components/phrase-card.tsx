import { useRead } from '../api/use-read.ts'
import type { DeviceKey } from '../device-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'

const WORDS = Array.from({ length: 24 }, (_, place) => place)

/** The 24 words of a key, numbered, to be written on paper. */
export function PhraseWords({ deviceKey }: { deviceKey: DeviceKey }) {
  const { t } = useI18n()
  const { data: words } = useRead({
    queryKey: ['phrase', deviceKey.key],
    queryFn: async () => (await import('../signing/recovery.ts')).wordsOf(deviceKey),
    // The words stay no longer than they are looked at.
    gcTime: 0,
    refetchInterval: false,
  })
  if (!words) return <WordsToCome />
  return (
    <ol className="phrase" aria-label={t('me.phrase')}>
      {words.map((word, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a word may stand twice; its place is what it is
        <li key={place}>{word}</li>
      ))}
    </ol>
  )
}

/** The room that the words will take: nothing below them moves when they come. */
function WordsToCome() {
  return (
    <div className="phrase" aria-hidden="true">
      {WORDS.map(place => (
        <span key={place}>&nbsp;</span>
      ))}
    </div>
  )
}
