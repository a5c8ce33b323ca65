import { useDeferredValue, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { searchQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { Field } from '../components/field.tsx'
import { FoundLine } from '../components/found-line.tsx'
import { PageHead } from '../components/page-head.tsx'
import { Empty, Failure } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'

/** Finds what anybody in the group wrote, while the words are typed. */
export function SearchPage() {
  const { t } = useI18n()
  const [words, setWords] = useState(() => new URLSearchParams(location.search).get('words') ?? '')
  const wanted = useDeferredValue(words.trim())
  const { data: found, error, refetch } = useRead(searchQuery(useApi(), wanted))
  const form = useRef<HTMLElement>(null)
  // Before it is seen: who sees the field may type.
  useLayoutEffect(() => form.current?.querySelector('input')?.focus(), [])
  useEffect(() => {
    const query = wanted === '' ? '' : `?words=${encodeURIComponent(wanted)}`
    history.replaceState(history.state, '', `${location.pathname}${query}`)
  }, [wanted])
  return (
    <div className="stack">
      <PageHead title={t('search.title')} />
      <search ref={form} className="stack-tight">
        <Field
          label={t('search.words')}
          hint={t('search.hint')}
          type="search"
          maxLength={200}
          value={words}
          onChange={setWords}
        />
        <p className="hint keys-only">{t('search.key')}</p>
      </search>
      {error ? <Failure error={error} onRetry={refetch} /> : null}
      <div role="status" className="soft small">
        {wanted !== '' && found ? t('search.count', { count: found.length }) : null}
      </div>
      {wanted !== '' && found?.length === 0 ? <Empty title={t('search.none')} next={t('search.noneNext')} /> : null}
      {found && found.length > 0 ? (
        <ul className="list">
          {found.map(one => (
            <li key={`${one.type} ${one.target}`} className="found">
              <FoundLine found={one} hasExcerpt />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  )
}
