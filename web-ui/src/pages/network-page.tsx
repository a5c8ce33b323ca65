import { useApi } from '../api/api-context.ts'
import { groupQuery, networkQuery } from '../api/queries.ts'
import type { Network } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { PageHead } from '../components/page-head.tsx'
import { Empty, Failure, Waiting } from '../components/states.tsx'
import { useNow } from '../components/use-now.ts'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { MeshMap } from '../network/mesh-map.tsx'
import { MissingList } from '../network/missing-list.tsx'
import { PeerList } from '../network/peer-list.tsx'
import type { Telling } from '../network/peer-words.ts'
import { ROUTES } from '../routes.ts'

/** The stream tells who comes and goes; round trips, bytes and dials are looked up, more often while somebody is away. */
const STEADY_MS = 5_000
const HEALING_MS = 2_000

/** Who is connected, how, and what is missing, as it changes. */
export function NetworkPage() {
  const { t } = useI18n()
  const api = useApi()
  const {
    data: network,
    error,
    refetch,
  } = useRead({
    ...networkQuery(api),
    refetchInterval: ({ state }) => (state.data?.peers.every(({ connected }) => connected) ? STEADY_MS : HEALING_MS),
  })
  return (
    <div className="stack-loose wide">
      <PageHead title={t('network.title')} back={ROUTES.federation} />
      {error ? <Failure error={error} onRetry={refetch} /> : null}
      {!network && !error ? <Waiting /> : null}
      {network?.peers.length === 0 ? <Empty title={t('network.alone')} next={t('network.aloneNext')} /> : null}
      {network && network.peers.length > 0 ? <NetworkWhole network={network} /> : null}
    </div>
  )
}

function NetworkWhole({ network }: { network: Network }) {
  const { t, formats } = useI18n()
  const now = useNow(1_000)
  const { data: group } = useRead(groupQuery(useApi()))
  const { peers, federations, traffic } = network
  const here = peers.filter(({ connected }) => connected).length
  const names = new Map(peers.map(({ key, name }) => [key, name]))
  const telling: Telling = { t, formats, now, nameOf: key => nameOrKey(names.get(key), key) }
  return (
    <>
      <div className="stack-tight">
        <p role="status">{t('network.here', { here, count: peers.length })}</p>
        <p className="small soft">
          {t('network.moved', { in: formats.bytes(traffic.bytesIn), out: formats.bytes(traffic.bytesOut) })}
        </p>
      </div>
      <div className="mesh-and-list">
        <div className="stack">
          <MeshMap network={network} name={group?.name ?? ''} />
          {federations.length > 1 ? (
            <ol className="small mesh-federations">
              {federations.map(({ id, name }) => (
                <li key={id}>{name}</li>
              ))}
            </ol>
          ) : null}
          <h2>{t('network.missing')}</h2>
          <MissingList network={network} telling={telling} />
        </div>
        <div className="stack">
          <h2>{t('network.nodes')}</h2>
          <PeerList network={network} telling={telling} />
        </div>
      </div>
    </>
  )
}
