import { useEffect } from 'react'
import { Link, useLocation } from 'wouter'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ROUTES } from '../routes.ts'
import { SearchIcon } from './icons.tsx'

/** The way to the search, from every page; "/" leads there too, unless somebody is writing. */
export function SearchLink() {
  const { t } = useI18n()
  const [, navigate] = useLocation()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isWriting =
        event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]')
      if (event.key !== '/' || isWriting || event.ctrlKey || event.metaKey || event.altKey) return
      event.preventDefault()
      navigate(ROUTES.search)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [navigate])
  return (
    <Link
      href={ROUTES.search}
      className="masthead-search no-print"
      aria-label={t('search.title')}
      aria-keyshortcuts="/"
    >
      <SearchIcon />
    </Link>
  )
}
