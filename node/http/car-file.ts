import { Readable } from 'node:stream'
import type { FastifyReply } from 'fastify'
import { type Cid, shortCid } from '../../protocol/bytes/cid.ts'
import { writeCar } from '../../protocol/federation/car.ts'
import type { Bundle } from '../domains/federation/evidence.ts'

const PIECE_BYTES = 64 * 1024

/** Sends evidence as it is read: a hundred thousand ballots are never in memory at once. */
export function sendEvidence(reply: FastifyReply, proposal: Cid, { root, blocks }: Bundle): FastifyReply {
  return reply
    .type('application/vnd.ipld.car')
    .header('content-disposition', `attachment; filename="comunal-${shortCid(proposal)}.car"`)
    .send(Readable.from(inPieces(writeCar(root, blocks)), { objectMode: false }))
}

function* inPieces(parts: Iterable<Uint8Array>): Iterable<Uint8Array> {
  let held: Uint8Array[] = []
  let length = 0
  for (const part of parts) {
    held.push(part)
    length += part.length
    if (length < PIECE_BYTES) continue
    yield Buffer.concat(held)
    held = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(held)
}
