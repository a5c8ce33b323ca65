import { fromHex } from '../../../protocol/bytes/hex.ts'
import { argumentMade } from '../../../protocol/life/argument.ts'
import type { Store } from '../../store/open.ts'
import type { Projection } from '../projection.ts'
import { toStored } from '../stored.ts'

type LifeKinds = 'argument/made'

/** What comes before and after a vote, as tables. */
export function lifeProjection(store: Store): Projection<LifeKinds> {
  const addArgument = store.prepare<[number, string, string, Uint8Array, number, Uint8Array]>(
    'INSERT INTO argument (position, cid, about, by, at_ms, body) VALUES (?, ?, ?, ?, ?, ?)',
  )
  return {
    'argument/made': ({ entry, body }, { position, acceptedAtMs }) => {
      const by = fromHex(entry.header.by)
      addArgument.run(position, entry.id, body.proposal, by, acceptedAtMs, toStored(argumentMade, body))
    },
  }
}
