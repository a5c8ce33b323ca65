import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { nodeHealthQuery } from '../api/queries.ts'
import type { NodeHealth } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { PageHead } from '../components/page-head.tsx'
import { Failure, Notice, Waiting } from '../components/states.tsx'
import { useNow } from '../components/use-now.ts'
import { WithCode } from '../components/with-code.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { proposalPath, ROUTES } from '../routes.ts'
import { useMe } from '../use-me.ts'
import { ForStewards } from './stewardship-page.tsx'

/** Closings shown: the next few, not the season. */
const MOST_CLOSINGS = 5

/** How the node is, for its stewards: what to look into first, then figures. */
export function NodePage() {
  const { t } = useI18n()
  const { mayGovern } = useMe()
  return (
    <div className="stack">
      <PageHead title={t('steward.node')} back={mayGovern ? ROUTES.stewardship : ROUTES.members} />
      {mayGovern ? <Health /> : <ForStewards />}
    </div>
  )
}

function Health() {
  const { t } = useI18n()
  const { data: health, error, refetch } = useRead(nodeHealthQuery(useApi()))
  if (!health) return error ? <Failure error={error} onRetry={refetch} /> : <Waiting />
  return (
    <>
      <p>{t('node.about')}</p>
      {health.warnings.length === 0 ? <Notice tone="good" title={t('node.well')} /> : null}
      {health.warnings.map(warning => (
        <Notice key={warning} tone="warn" title={t(`node.warn.${warning}`)}>
          <span>
            <WithCode>{t(`node.warn.${warning}.next`)}</WithCode>
          </span>
        </Notice>
      ))}
      <Figures health={health} />
      <Closings closings={health.closings} />
      <Logs logs={health.logs} />
      <section className="card" aria-labelledby="backup">
        <h2 id="backup">{t('node.backup')}</h2>
        <p>
          <WithCode>{t('node.backupAbout')}</WithCode>
        </p>
      </section>
    </>
  )
}

function Figures({ health: { version, uptimeMs, storage, signaturesChecked, peers } }: { health: NodeHealth }) {
  const { t, formats } = useI18n()
  const { storeBytes, disk } = storage
  return (
    <section className="card" aria-label={t('steward.node')}>
      <dl className="facts">
        <dt>{t('node.running')}</dt>
        <dd>{formats.duration(uptimeMs)}</dd>
        <dt>{t('node.version')}</dt>
        <dd>{version}</dd>
        <dt>{t('node.store')}</dt>
        <dd>{formats.bytes(storeBytes)}</dd>
        {disk ? (
          <>
            <dt>{t('node.disk')}</dt>
            <dd>{t('node.diskIs', { free: formats.bytes(disk.freeBytes), total: formats.bytes(disk.totalBytes) })}</dd>
          </>
        ) : null}
        <dt>{t('node.checked')}</dt>
        <dd>{t(signaturesChecked ? 'node.checkedYes' : 'node.checkedNo')}</dd>
        <dt>{t('node.peers')}</dt>
        <dd>
          {peers.known === 0 ? t('node.noPeers') : <Link href={ROUTES.network}>{t('node.peersAre', peers)}</Link>}
        </dd>
      </dl>
    </section>
  )
}

function Closings({ closings }: { closings: NodeHealth['closings'] }) {
  const { t, formats } = useI18n()
  const now = useNow()
  return (
    <section className="card" aria-labelledby="node-due">
      <h2 id="node-due">{t('node.due')}</h2>
      {closings.length === 0 ? <p className="soft">{t('node.dueNone')}</p> : null}
      <ul className="stack-tight">
        {closings.slice(0, MOST_CLOSINGS).map(({ proposal, title, atMs }) => (
          <li key={proposal}>
            <Link href={proposalPath(proposal)}>{title}</Link>
            <span className="small soft"> · {t('node.closes', { when: formats.relative(atMs, now) })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Logs({ logs }: { logs: NodeHealth['logs'] }) {
  const { t } = useI18n()
  return (
    <section className="stack-tight" aria-labelledby="node-logs">
      <h2 id="node-logs">{t('node.logs')}</h2>
      <ul className="list">
        {logs.map(({ id, what, of, entries }) => (
          <li key={id}>
            <span className="row">
              <strong>{of}</strong>
              <span className="small soft">{t(`node.log.${what}`)}</span>
            </span>
            <span className="small soft number">{t('node.entries', { count: entries })}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
