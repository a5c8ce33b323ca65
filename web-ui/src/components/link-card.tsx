import type { ReactNode } from 'react'
import { Link } from 'wouter'

/** One thing in a list, with what there is to know about it in a row. The whole card leads to it. */
export function LinkCard({
  to,
  title,
  facts,
  children,
}: {
  to: string
  title: string
  facts: ReactNode
  children?: ReactNode
}) {
  return (
    <article className="card card-link">
      <div className="stack-tight">
        <h2>
          <Link href={to}>{title}</Link>
        </h2>
        <p className="row small soft">{facts}</p>
      </div>
      {children}
    </article>
  )
}
