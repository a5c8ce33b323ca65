import type { Draw } from '../api/shapes.ts'
import { ActButton } from '../components/act-button.tsx'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'
import { useSigning } from './use-signing.ts'

/** Who serves, who is next in the order of the draw, and who will not. */
export function PanelCard({ draw }: { draw: Draw }) {
  const { t } = useI18n()
  const { session } = useMe()
  const declining = useSigning([['sortitions']])
  const { panel, alternates, declined } = draw
  const isMine = panel.some(({ key }) => key === session?.key)
  return (
    <section className="card" aria-labelledby="panel">
      <h2 id="panel">{t('draw.panel')}</h2>
      {panel.length === 0 ? <p className="soft">{t('draw.nobody')}</p> : <People people={panel} />}
      {isMine ? (
        <>
          <p>{t('draw.yours')}</p>
          <ActButton
            look="quiet"
            act={declining}
            onPress={() =>
              declining.mutate((acts, { api, member, group }) => acts.declineSeat(api, member, group, draw.id))
            }
          >
            {t('draw.decline')}
          </ActButton>
        </>
      ) : null}
      {declined.length > 0 ? (
        <>
          <h3>{t('draw.declined')}</h3>
          <People people={declined} />
        </>
      ) : null}
      {alternates.length > 0 ? (
        <details>
          <summary>{t('draw.next', { count: alternates.length })}</summary>
          <People people={alternates} />
        </details>
      ) : null}
    </section>
  )
}

function People({ people }: { people: Draw['panel'] }) {
  const { t } = useI18n()
  const { session } = useMe()
  return (
    <ol className="list">
      {people.map(({ key, name }) => (
        <li key={key}>
          <strong>{nameOrKey(name, key)}</strong>
          {key === session?.key ? <span className="chip chip-for">{t('members.you')}</span> : null}
        </li>
      ))}
    </ol>
  )
}
