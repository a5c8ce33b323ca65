import type { KindName } from '../../../protocol/kinds.ts'
import type { Store } from '../../store/open.ts'
import type { Projection } from '../projection.ts'

/** What other domains' entries mean for initiatives; runs after their own domain has taken them in. */
export function assemblyConsequences(store: Store): Partial<Projection<KindName>> {
  const becomeProposal = store.prepare<[string, string]>('UPDATE initiative SET proposal = ? WHERE cid = ?')
  return {
    'proposal/opened': ({ entry, body }) => {
      if (body.origin?.type === 'initiative') becomeProposal.run(entry.id, body.origin.id)
    },
  }
}
