import type { Network } from '../api/shapes.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import type { Telling } from './peer-words.ts'

type Feed = Network['feeds'][number]

/** The logs of others that are not whole here: how much is missing, from whom, and why. */
export function MissingList({ network, telling }: { network: Network; telling: Telling }) {
  const { t } = useI18n()
  const behind = network.feeds.filter(({ ahead, forked, parked }) => forked || ahead.length > 0 || parked > 0)
  if (behind.length === 0) return <p className="soft">{t('network.nothingMissing')}</p>
  return (
    <ul className="list">
      {behind.map(feed => (
        <MissingLine key={feed.log} feed={feed} telling={telling} />
      ))}
    </ul>
  )
}

function MissingLine({ feed, telling }: { feed: Feed; telling: Telling }) {
  const { t } = useI18n()
  const { size, name, writer, ahead, forked, parked } = feed
  const whose = name ?? telling.nameOf(writer)
  const [most] = ahead
  return (
    <li className="peer-line">
      <h3>{most ? t('network.entries', { count: most.size - size, name: whose }) : whose}</h3>
      {forked ? <p className="small">{t('network.forked', { name: whose })}</p> : null}
      {ahead
        .filter(({ why }) => why !== 'forked')
        .map(({ peer, why }) => (
          <p key={peer} className="small">
            {t(`network.${why}`, { name: telling.nameOf(peer) })}
          </p>
        ))}
      {parked > 0 ? <p className="small">{t('network.parked', { count: parked })}</p> : null}
    </li>
  )
}
