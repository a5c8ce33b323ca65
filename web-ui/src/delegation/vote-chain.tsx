import type { MyVoice } from '../api/shapes.ts'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'

/**
 * The way of a vote, drawn: from me to my delegate, and on as far as I may know: whom the delegate passes it to is
 * between those two.
 */
export function VoteChain({ voice }: { voice: MyVoice }) {
  const { t } = useI18n()
  const { delegate, voted, silent, counted } = voice
  if (!delegate || voted) return null
  const passesOn = !delegate.voted && (counted || silent === 'loop')
  return (
    <ol className="chain" aria-label={t('delegation.chain')}>
      <li className="chip">{t('delegation.you')}</li>
      <li className={delegate.voted ? 'chip chip-for' : 'chip'}>{nameOrKey(delegate.name, delegate.key)}</li>
      {passesOn ? (
        <li className={counted ? 'chip chip-for' : 'chip'}>
          {t(counted ? 'delegation.someoneVoted' : 'delegation.circle')}
        </li>
      ) : null}
    </ol>
  )
}
