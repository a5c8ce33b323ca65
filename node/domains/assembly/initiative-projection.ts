import type { Cid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { initiativeStarted, supportNeeded } from '../../../protocol/governance/initiative.ts'
import type { LogReader } from '../../../protocol/log-reader.ts'
import type { Store } from '../../store/open.ts'
import type { Place, Projection } from '../projection.ts'
import { toStored } from '../stored.ts'
import { openInitiatives } from './initiatives.ts'

type InitiativeKinds = 'initiative/started' | 'initiative/supported'
type Support = { readonly by: PublicKeyHex; readonly seq: number; readonly supports: boolean }

/** Initiatives and their support, as tables. Whether enough support one is asked whenever somebody does. */
export function initiativeProjection(store: Store, readerOf: (log: number) => LogReader): Projection<InitiativeKinds> {
  const initiatives = openInitiatives(store)
  const start = store.prepare<[string, number, Uint8Array, Uint8Array, number]>(
    'INSERT INTO initiative (cid, log, by, body, started_at_ms) VALUES (?, ?, ?, ?, ?)',
  )
  const setSupport = store.prepare<[number, Uint8Array, number, number, number]>(
    `INSERT INTO support (initiative, key, seq, position, supports) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (initiative, key) DO UPDATE
     SET seq = excluded.seq, position = excluded.position, supports = excluded.supports WHERE excluded.seq >= seq`,
  )
  const reach = store.prepare<[number, number]>('UPDATE initiative SET reached_at_ms = ? WHERE id = ?')
  const support = (id: Cid, { by, seq, supports }: Support, { log, position, acceptedAtMs }: Place) => {
    const initiative = initiatives.get(id)
    if (!initiative) throw new Error('support without its initiative')
    setSupport.run(initiative.row, fromHex(by), seq, position, supports ? 1 : 0)
    const needed = supportNeeded(readerOf(log).charter(), initiative.type, initiatives.voters(log))
    if (initiatives.supporters(initiative) >= needed) reach.run(acceptedAtMs, initiative.row)
  }
  return {
    'initiative/started': ({ entry, body }, place) => {
      const { by, seq } = entry.header
      start.run(entry.id, place.log, fromHex(by), toStored(initiativeStarted, body), place.acceptedAtMs)
      support(entry.id, { by, seq, supports: true }, place)
    },
    'initiative/supported': ({ entry, body }, place) => {
      const { by, seq } = entry.header
      support(body.initiative, { by, seq, supports: body.supports }, place)
    },
  }
}
