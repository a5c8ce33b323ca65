import { Link } from 'wouter'
import type { Found } from '../api/shapes.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import {
  councilPath,
  draftPath,
  drawPath,
  electionPath,
  initiativePath,
  proposalPath,
  ROUTES,
  verdictPath,
} from '../routes.ts'
import { Moment } from './moment.tsx'

/** What is said of something else, and is known by its own words. */
const OF_ANOTHER: readonly Found['type'][] = ['argument', 'amendment', 'objection', 'evaluation', 'veto', 'expulsion']

/** Something that was written, by its kind, with the way to it. */
export function FoundLine({ found, hasExcerpt }: { found: Found; hasExcerpt?: true }) {
  const { t } = useI18n()
  const { type, target, title, excerpt, byName, atMs } = found
  const isOfAnother = OF_ANOTHER.includes(type)
  return (
    <>
      <span className="row small soft">
        <span className="chip">{t(`found.${type}`)}</span>
        {byName && type !== 'member' ? <span>{t('search.by', { name: byName })}</span> : null}
        <Moment atMs={atMs} />
      </span>
      {isOfAnother ? (
        <p>
          <Link href={pathOf(type, target)}>{excerpt}</Link> <span className="small soft">{title}</span>
        </p>
      ) : (
        <p>
          <Link href={pathOf(type, target)}>{title}</Link>
        </p>
      )}
      {hasExcerpt && excerpt && !isOfAnother ? <p className="small soft found-excerpt">{excerpt}</p> : null}
    </>
  )
}

function pathOf(type: Found['type'], target: string): string {
  switch (type) {
    case 'proposal':
    case 'decision':
    case 'argument':
    case 'objection':
    case 'task':
    case 'evaluation':
      return proposalPath(target)
    case 'draft':
    case 'amendment':
      return draftPath(target)
    case 'member':
      return ROUTES.members
    case 'bulletin':
      return ROUTES.bulletins
    case 'offer':
      return ROUTES.offers
    case 'election':
      return electionPath(target)
    case 'initiative':
      return initiativePath(target)
    case 'draw':
    case 'panel':
      return drawPath(target)
    case 'federation-proposal':
    case 'verdict':
    case 'veto':
      return verdictPath(target)
    case 'motion':
      return councilPath(target)
    case 'seat':
    case 'group-joined':
    case 'group-left':
    case 'expulsion':
    case 'group-expelled':
    case 'merger':
    case 'fork':
      return ROUTES.federation
  }
}
