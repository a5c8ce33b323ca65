import type { FastifyInstance, FastifyReply } from 'fastify'
import { type Cid, parseCid } from '../../../protocol/bytes/cid.ts'
import { leafBytes } from '../../../protocol/log/entry.ts'
import { hashesAtTileLevel, parseTilePath, TILE_HEIGHT, type TilePath } from '../../../protocol/log/tile-path.ts'
import { isRefusal, REASONS, refuse } from '../../../protocol/refusal.ts'
import type { Core } from '../../core.ts'
import { openWitness } from '../../domains/federation/witness.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { UseContext } from '../api.ts'
import { Refused } from '../refused.ts'

/** A checkpoint with a hundred signatures, and a proof. */
const MOST_BYTES = 64 * 1024
const A_YEAR = 'public, max-age=31536000, immutable'

/**
 * The interfaces that transparency logs share, for programs that know nothing of Comunal: this node as a witness
 * (https://c2sp.org/tlog-witness) and its public logs as tiles (https://c2sp.org/tlog-tiles).
 */
export function tlogRoutes(server: FastifyInstance, context: UseContext): void {
  const { core } = context()
  const witness = openWitness(core)
  server.register(async scope => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'string', bodyLimit: MOST_BYTES }, (_request, body, done) => {
      done(null, body)
    })
    scope.post('/witness/add-checkpoint', { schema: { hide: true } }, async (request, reply) => {
      if (!context().limits.witnessing(request.ip)) throw new Refused(refuse('request/too-many'))
      const answer = witness.addCheckpoint(typeof request.body === 'string' ? request.body : '')
      if (!isRefusal(answer)) return reply.type('text/plain; charset=utf-8').send(answer.cosignature)
      reply.code(REASONS[answer.code].status)
      const { size } = answer.detail
      if (answer.code === 'witness/other-size') return reply.type('text/x.tlog.size').send(`${size}\n`)
      return reply.type('text/plain; charset=utf-8').send(`${answer.code}\n`)
    })
  })
  server.get<{ Params: { log: string } }>(
    '/log/:log/checkpoint',
    { schema: { hide: true } },
    async (request, reply) => {
      const row = publicLog(core, request.params.log)
      return reply.type('text/plain; charset=utf-8').header('cache-control', 'no-cache').send(row.checkpoint)
    },
  )
  server.get<{ Params: { log: string; '*': string } }>(
    '/log/:log/tile/*',
    { schema: { hide: true } },
    async (request, reply) => {
      const row = publicLog(core, request.params.log)
      const path = parseTilePath(request.params['*'])
      const bytes = path && tileOf(core, row, path)
      if (!bytes) throw new Refused(refuse('request/not-found'))
      return sendTile(reply, bytes)
    },
  )
}

function sendTile(reply: FastifyReply, bytes: Buffer): FastifyReply {
  return reply.type('application/octet-stream').header('cache-control', A_YEAR).send(bytes)
}

/** A feed or a federation's log that this node writes, where the charter lets anyone read. */
function publicLog(core: Core, text: string): LogRow {
  const own = core.ownGroup()
  const charter = own && core.reader(own).charter()
  const id: Cid | undefined = parseCid(text)
  const row = id && core.logs.get(id)
  const isShared = row?.own === true && (row.type === 'feed' || charter?.members === 'groups')
  if (!row || !isShared || charter?.privacy.reading !== 'anyone') throw new Refused(refuse('request/not-found'))
  return row
}

/** Undefined where the log does not reach so far. */
function tileOf({ tables }: Core, { row, range }: LogRow, { level, index, width }: TilePath): Buffer | undefined {
  const first = index * 256
  if (first + width > hashesAtTileLevel(level === 'entries' ? 0 : level, range.size)) return undefined
  if (level === 'entries') {
    return Buffer.concat(
      tables.range(row, first, width).map(({ signed }) => {
        const leaf = leafBytes(signed)
        const length = Buffer.alloc(2)
        length.writeUInt16BE(leaf.length)
        return Buffer.concat([length, leaf])
      }),
    )
  }
  return Buffer.concat(Array.from({ length: width }, (_, i) => tables.node(row, level * TILE_HEIGHT, first + i)))
}
