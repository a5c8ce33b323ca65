import type { Due } from './api/shapes.ts'
import { councilPath, draftPath, electionPath, proposalPath, ROUTES, verdictPath } from './routes.ts'

/** Where something that waits is to be done. */
export function duePath(kind: Due['kind'], at: string): string {
  switch (kind) {
    case 'draft':
    case 'review':
    case 'amendment':
      return draftPath(at)
    case 'nomination':
      return electionPath(at)
    case 'agreement':
    case 'mediation':
    case 'round':
    case 'merger':
      return verdictPath(at)
    case 'motion':
      return councilPath(at)
    case 'request':
      return ROUTES.offers
    case 'fork':
    case 'expulsion':
      return ROUTES.federation
    case 'key':
      return ROUTES.lostKeys
    default:
      return proposalPath(at)
  }
}
