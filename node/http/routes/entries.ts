import { Type } from 'typebox'
import { toBase64 } from '../../../protocol/bytes/base64.ts'
import { trustedCid } from '../../../protocol/bytes/cid.ts'
import { isPublicKeyHex, publicKeyBytes } from '../../../protocol/bytes/public-key.ts'
import { hasLeft } from '../../../protocol/group/membership.ts'
import { decodeEntry, decodeHeader, type SignedEntry } from '../../../protocol/log/entry.ts'
import { isRefusal, type Refusal, refuse } from '../../../protocol/refusal.ts'
import { nativeSha256 } from '../../log/native-sha256.ts'
import type { Ack } from '../../log/writer.ts'
import type { Api, UseContext } from '../api.ts'
import type { Context } from '../context.ts'
import { problemOf } from '../problem.ts'
import { readable } from '../readable.ts'
import { granted, Refused } from '../refused.ts'
import { AckView, BatchInput, BatchResults, EntryInput, EntryView, NextSeq } from '../schema/entry.ts'
import { refusals } from '../schema/problem.ts'
import { ById, CidText, KeyHex, ref } from '../schema/shared.ts'
import { readEntryText } from '../signed-entry-text.ts'
import { ackView } from '../views/ack.ts'

const MOST_ENTRY_BYTES = 128 * 1024
const MOST_BATCH_BYTES = 8 * 1024 * 1024

/** The one way in over HTTP, and what it takes to write: whoever signed may hand in, signed in or not. */
export function entryRoutes(api: Api, context: UseContext): void {
  api.post(
    '/entries',
    {
      bodyLimit: MOST_ENTRY_BYTES,
      schema: {
        operationId: 'submitEntry',
        summary: 'Hand in a signed entry. The same entry again gives the same place.',
        tags: ['log'],
        body: EntryInput,
        response: { 200: ref(AckView), 201: ref(AckView), ...refusals },
      },
    },
    async (request, reply) => {
      const using = context()
      const ack = granted(await submit(using, granted(readEntryText(request.body.entry)), request.ip))
      return reply.code(ack.created ? 201 : 200).send(ackView(ack))
    },
  )

  api.post(
    '/entries/batch',
    {
      bodyLimit: MOST_BATCH_BYTES,
      schema: {
        operationId: 'submitEntries',
        summary: 'Hand in up to 1,000 entries; each has its own answer, in the same order.',
        tags: ['log'],
        body: BatchInput,
        response: { 200: BatchResults, ...refusals },
      },
    },
    async request => {
      const using = context()
      const answers = await Promise.all(
        request.body.entries.map(text => {
          const signed = readEntryText(text)
          return isRefusal(signed) ? signed : submit(using, signed, request.ip)
        }),
      )
      return { results: answers.map(answer => (isRefusal(answer) ? problemOf(answer) : ackView(answer))) }
    },
  )

  api.get(
    '/entries/:id',
    {
      schema: {
        operationId: 'getEntry',
        summary:
          'An entry. A ballot stays with its voter until the vote is closed, the body of a delegation with its two members.',
        tags: ['log'],
        params: ById,
        response: { 200: ref(EntryView), ...refusals },
      },
    },
    async request => {
      const using = context()
      using.reading.requireReading(request)
      const id = trustedCid(request.params.id)
      const stored = using.core.tables.entry(id)
      const entry = stored && decodeEntry(stored.signed, nativeSha256)
      if (!stored || !entry || isRefusal(entry)) throw new Refused(refuse('request/not-found', { id }))
      const seen = readable(using, request, entry)
      if (seen === 'nothing') throw new Refused(refuse('request/not-found', { id }))
      const { header, signature, body } = stored.signed
      const log = entry.header.log ?? id
      const { kind, by, at } = entry.header
      const shown = body && seen === 'all' ? toBase64(body) : null
      return {
        id,
        log,
        index: stored.index,
        kind,
        by,
        at,
        header: toBase64(header),
        signature: toBase64(signature),
        body: shown,
      }
    },
  )

  api.get(
    '/logs/:log/next-seq',
    {
      schema: {
        operationId: 'getNextSeq',
        summary: "The next value of an author's own counter in a log. That of a ballot key is told to its voter alone.",
        tags: ['log'],
        params: Type.Object({ log: CidText }),
        querystring: Type.Object({ key: KeyHex }),
        response: { 200: NextSeq, ...refusals },
      },
    },
    async request => {
      const using = context()
      const { core, reading, voters } = using
      const log = core.logs.get(trustedCid(request.params.log))
      const { key } = request.query
      if (!log || !isPublicKeyHex(key)) throw new Refused(refuse('log/unknown', { log: request.params.log }))
      const { proposals } = core.projections
      for (const id of proposals.list(log.row, 'open')) {
        const proposal = proposals.get(id)
        const highest = proposal && voters.highestSeq(proposal, key)
        if (highest === undefined) continue
        const { session } = reading.requireVoter(request)
        if (using.ballotKeyOf(id, session.key)?.key !== key) throw new Refused(refuse('ballot/not-entitled'))
        return { seq: highest + 1 }
      }
      // A new key goes on counting where the lost one stopped: of what its member says twice, the highest stands.
      const { keys } = core.projections
      const all = keys.keysOf(log.row, keys.memberOf(log.row, key))
      const highest = Math.max(...all.map(one => core.tables.highestSeq(log.row, publicKeyBytes(one))))
      // A key that has asked for a membership has no session yet, and may want to withdraw.
      const isAsking = core.reader(log).keys?.hasAsked(key) === true && !keys.isKnown(log.row, key)
      // Nor has who was removed, who may leave after that, to take their name along.
      const member = core.reader(log).member(keys.memberOf(log.row, key))
      const mayLeave = member?.state === 'removed' && !hasLeft(member)
      const isStranger = reading.sessionOf(request)?.signer !== key && !isAsking && !mayLeave
      if (highest > 0 && isStranger) reading.requireReading(request)
      return { seq: highest + 1 }
    },
  )
}

async function submit({ core, metrics, limits }: Context, signed: SignedEntry, ip: string): Promise<Ack | Refusal> {
  if (isStrangers(signed) && !limits.asking(ip)) return refuse('request/too-many')
  metrics.entriesWait(1)
  try {
    return await core.writer.submit(signed)
  } finally {
    metrics.entriesWait(-1)
  }
}

/** Whether it is what anyone may write who can reach the node. */
function isStrangers({ header }: SignedEntry): boolean {
  const read = decodeHeader(header)
  return !isRefusal(read) && read.kind === 'key/asked'
}
