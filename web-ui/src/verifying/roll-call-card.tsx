import { useApi } from '../api/api-context.ts'
import { rollCallQuery } from '../api/queries.ts'
import type { RollCall } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Failure, Waiting } from '../components/states.tsx'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { choiceName } from '../vote-name.ts'

type Line = { readonly key: string; readonly name: string; readonly said: string }

/** Who voted what, where the vote shows it; by name. */
export function RollCallCard({ proposal }: { proposal: string }) {
  const { t } = useI18n()
  const { data, error, refetch } = useRead(rollCallQuery(useApi(), proposal))
  return (
    <section className="card" aria-labelledby="roll-call">
      <h2 id="roll-call">{t('rollCall.title')}</h2>
      {data ? <Lines rollCall={data} /> : error ? <Failure error={error} onRetry={refetch} /> : <Waiting />}
    </section>
  )
}

function Lines({ rollCall }: { rollCall: RollCall }) {
  const { t, formats } = useI18n()
  const voted = rollCall.ballots.map(({ voter, choice }): Line => {
    return { ...voter, said: choiceName(t, formats, choice) }
  })
  const passed = (rollCall.represented ?? []).map(({ voter, by }): Line => {
    return { ...voter, said: t('rollCall.passed', { name: nameOf(by) }) }
  })
  const lines = [...voted, ...passed].sort((a, b) => nameOf(a).localeCompare(nameOf(b)))
  if (lines.length === 0) return <p className="soft">{t('rollCall.none')}</p>
  return (
    <ul className="stack-tight">
      {lines.map(line => (
        <li key={line.key} className="row-apart">
          <span>{nameOf(line)}</span>
          <strong>{line.said}</strong>
        </li>
      ))}
    </ul>
  )
}

function nameOf({ key, name }: { readonly key: string; readonly name: string }): string {
  return nameOrKey(name, key)
}
