import { type ReactNode, useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { useI18n } from '../i18n/i18n-context.tsx'
import { BackIcon } from './icons.tsx'

/** The heading of a page. It names the tab and takes the focus when a page opens, so that a screen reader begins here. */
export function PageHead({ title, back, children }: { title: string; back?: string; children?: ReactNode }) {
  const { t } = useI18n()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    document.title = `${title} · Comunal`
  }, [title])
  useEffect(() => {
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <header className="stack-tight page-head">
      {back === undefined ? null : (
        <p className="no-print">
          <Link href={back} className="back">
            <BackIcon />
            {t('app.back')}
          </Link>
        </p>
      )}
      <div className="row-apart">
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
      </div>
    </header>
  )
}
