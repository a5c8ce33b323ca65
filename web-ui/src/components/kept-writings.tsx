import { useI18n } from '../i18n/i18n-context.tsx'
import { useOutbox } from '../live/live-context.tsx'
import { RefusedNotice } from './refused-notice.tsx'
import { Notice } from './states.tsx'
import { useKeptWritings } from './use-kept-writings.ts'

/** What I wrote here that waits to be sent: signed, and not yet at the node; or refused there when it came. */
export function KeptWritings({ kind, about }: { kind: string; about: string }) {
  const { t } = useI18n()
  const { outbox } = useOutbox()
  const { waiting, refused } = useKeptWritings(kind, about)
  return (
    <>
      {waiting.map(({ id, text }) => (
        <Notice key={id} tone="warn" title={t('kept.waits')}>
          {text ? <span className="prose">{text}</span> : null}
        </Notice>
      ))}
      {refused.map(({ writing: { id, text }, answer }) => (
        <RefusedNotice key={id} answer={answer} text={text} onRead={() => outbox.read(id)} />
      ))}
    </>
  )
}
