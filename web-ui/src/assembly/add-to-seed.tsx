import type { Draw } from '../api/shapes.ts'
import { ActButton } from '../components/act-button.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'
import { useSigning } from './use-signing.ts'

/** Where a member adds chance of their own, once, so that nobody draws alone. */
export function AddToSeed({ draw }: { draw: Draw }) {
  const { t } = useI18n()
  const { isActive } = useMe()
  const adding = useSigning([['sortitions']])
  return (
    <section className="card" aria-labelledby="seed">
      <h2 id="seed">{t('draw.chance')}</h2>
      <p>{t('draw.chanceAbout')}</p>
      {draw.hasAdded ? <p role="status">{t('draw.added')}</p> : null}
      {isActive && !draw.hasAdded ? (
        <ActButton
          act={adding}
          onPress={() => adding.mutate((acts, { api, member, group }) => acts.addToSeed(api, member, group, draw.id))}
        >
          {t('draw.add')}
        </ActButton>
      ) : null}
    </section>
  )
}
