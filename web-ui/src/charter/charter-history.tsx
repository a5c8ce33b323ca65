import { Link } from 'wouter'
import type { CharterChanges } from '../api/shapes.ts'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { proposalPath } from '../routes.ts'
import { ChangeTable } from './change-table.tsx'
import { termsIn } from './said-charter.ts'

type Version = CharterChanges['versions'][number]

/** Every charter there was, the newest first: when, by whom, and what it changed. */
export function CharterHistory({ versions }: { versions: readonly Version[] }) {
  const { t, formats } = useI18n()
  const told = versions.map((version, at) => ({ version, former: versions[at - 1] })).reverse()
  return (
    <section className="card" aria-labelledby="charter-history">
      <h2 id="charter-history">{t('amend.history')}</h2>
      <ol className="stack">
        {told.map(({ version, former }) => (
          <li key={version.entry} className="stack-tight">
            <p>
              <span className="soft small">{formats.date(version.atMs)}</span> <Ground by={version.by} />
            </p>
            {former ? (
              <details>
                <summary>{t('amend.whatChanged')}</summary>
                <ChangeTable before={termsIn(former.terms)} after={termsIn(version.terms)} />
              </details>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Ground({ by }: { by: Version['by'] }) {
  const { t, formats } = useI18n()
  if ('proposal' in by) {
    return (
      <>
        {t('amend.byVote')} <Link href={proposalPath(by.proposal)}>{by.title}</Link>
      </>
    )
  }
  if ('motion' in by) {
    return (
      <>
        {t('amend.byMotion')} {by.title}
      </>
    )
  }
  const names = formats.list(by.signers.map(({ key, name }) => nameOrKey(name, key)))
  return <>{t(by.type === 'founder' ? 'amend.byFounder' : 'amend.byStewards', { names })}</>
}
