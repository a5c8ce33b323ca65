import { useEffect, useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { activityQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { useDeviceKey } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { OWN_LOOKED } from '../own-places.ts'
import { Button } from './button.tsx'
import { FoundLine } from './found-line.tsx'

const MOST = 5
const ASKED: readonly string[] = ['proposal', 'federation-proposal']

/**
 * What has happened since this device last showed it; to who comes for the first time, what has happened lately.
 * @param above ids of votes that stand on the page anyway.
 */
export function NewsCard({ above }: { above: readonly string[] }) {
  const { t } = useI18n()
  const { own, looked } = useDeviceKey()
  const [isWhole, setWhole] = useState(false)
  const { data } = useRead(activityQuery(useApi(), looked))
  const news = data?.filter(({ type, target }) => !ASKED.includes(type) || !above.includes(target))
  const newest = data?.[0]?.position
  useEffect(() => {
    if (newest !== undefined) own.setItem(OWN_LOOKED, String(newest))
  }, [newest, own])
  if (!news || (news.length === 0 && looked === 0)) return null
  return (
    <section className="stack-tight" aria-labelledby="news">
      <h2 id="news">{t(looked === 0 ? 'news.first' : 'news.title')}</h2>
      {news.length === 0 ? <p className="soft">{t('news.none')}</p> : null}
      {news.length > 0 ? (
        <ul className="list">
          {news.slice(0, isWhole ? undefined : MOST).map(found => (
            <li key={`${found.type} ${found.target}`} className="found">
              <FoundLine found={found} />
            </li>
          ))}
        </ul>
      ) : null}
      {news.length > MOST && !isWhole ? (
        <p>
          <Button look="link" onPress={() => setWhole(true)}>
            {t('news.more')}
          </Button>
        </p>
      ) : null}
    </section>
  )
}
