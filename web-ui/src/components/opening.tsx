import type { ReactNode } from 'react'

/** A form that few want at once: a button with its name, and behind it the form. */
export function Opening({ name, children }: { name: string; children: ReactNode }) {
  return (
    <details className="opening">
      <summary className="button button-quiet">{name}</summary>
      {children}
    </details>
  )
}
