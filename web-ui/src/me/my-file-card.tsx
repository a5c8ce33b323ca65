import { useI18n } from '../i18n/i18n-context.tsx'

/** All that the node holds of me, to keep. */
export function MyFileCard() {
  const { t } = useI18n()
  return (
    <section className="card" aria-labelledby="my-file">
      <h2 id="my-file">{t('mine.title')}</h2>
      <p>{t('mine.about')}</p>
      <p>
        <a className="button button-quiet" href="/api/v1/my-file" download="comunal-me.json">
          {t('mine.save')}
        </a>
      </p>
    </section>
  )
}
