import type { ObjectionInfo } from '../../node/client/shapes.ts'
import { shortCid, trustedCid } from '../../protocol/bytes/cid.ts'

const STATES = { raised: 'not judged', upheld: 'upheld', dismissed: 'dismissed', withdrawn: 'withdrawn' } as const

/** Objections as people read them, each with what would resolve it and how it was judged. */
export function objectionLines(objections: readonly ObjectionInfo[]): string[] {
  return objections.flatMap(({ id, reason, amendment, byName, state, stands, judgements }) => [
    `${shortCid(trustedCid(id))}  ${reason} (${byName ?? '–'}; ${STATES[state]}${stands ? ', stands' : ''})`,
    ...(amendment === null ? [] : [`  It would do: ${amendment}`]),
    ...judgements.map(one => `  ${one.upheld ? 'Upheld' : 'Dismissed'} by ${one.byName ?? '–'}: ${one.reason}`),
  ])
}
