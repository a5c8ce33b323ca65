import { Button as AriaButton, type ButtonProps } from 'react-aria-components/Button'
import { Link } from 'wouter'

type Look = 'main' | 'quiet' | 'link'
const CLASSES: Record<Look, string> = { main: 'button', quiet: 'button button-quiet', link: 'button button-link' }

export function Button({ look = 'main', wide, ...props }: ButtonProps & { look?: Look; wide?: boolean }) {
  return <AriaButton {...props} className={wide ? `${CLASSES[look]} button-wide` : CLASSES[look]} />
}

/** A link that looks like a button: it leads somewhere, it does nothing. */
export function ButtonLink({ to, look = 'main', children }: { to: string; look?: Look; children: string }) {
  return (
    <Link href={to} className={CLASSES[look]}>
      {children}
    </Link>
  )
}
