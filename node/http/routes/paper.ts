import { toBase64 } from '../../../protocol/bytes/base64.ts'
import { isPublicKeyHex, type PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import type { PaperSheet } from '../../../protocol/governance/paper.ts'
import { keyedByMs } from '../../../protocol/governance/paper-entries.ts'
import { permits } from '../../../protocol/group/role.ts'
import { refuse } from '../../../protocol/refusal.ts'
import type { StoredProposal } from '../../domains/governance/proposals.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Api, UseContext } from '../api.ts'
import type { Context } from '../context.ts'
import { Refused } from '../refused.ts'
import { DrawnView, DrawSheets, IssuedView, MarkView, OfMember, PaperView } from '../schema/paper.ts'
import { refusals } from '../schema/problem.ts'
import { ById, ref } from '../schema/shared.ts'
import { proposalIn } from './proposals.ts'

/** Votes on paper. What a mark hides, and serials of sheets that nobody has read, the node tells nobody. */
export function paperRoutes(api: Api, context: UseContext): void {
  api.get(
    '/proposals/:id/paper',
    {
      schema: {
        operationId: 'getPaper',
        summary: 'How many vote on paper, and for tellers how the sheets stand.',
        tags: ['decisions'],
        params: ById,
        response: { 200: ref(PaperView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const proposal = paperIn(using, own, request.params.id)
      const { id } = proposal
      const { paperSheets, paperNotes } = using
      const key = using.reading.sessionOf(request)?.key
      const member = key && using.core.reader(own).member(key)
      const isTeller = member?.state === 'active' && permits(member.role, 'review')
      const { printed, issued, agreed, open } = paperSheets.said(id)
      return {
        keyedByMs: keyedByMs(proposal),
        printed,
        issued,
        agreed,
        open,
        isMine: key !== undefined && paperNotes.issue(id, key) !== undefined,
        table: paperSheets.tableIds(id),
        sheets: isTeller ? paperSheets.sheets(id).map(sheet => sheetView(sheet, key)) : null,
      }
    },
  )

  api.post(
    '/proposals/:id/paper/marks',
    {
      schema: {
        operationId: 'makePaperMark',
        summary: 'A mark for a member to whom a sheet is to be handed; the node keeps whose it is.',
        tags: ['decisions'],
        params: ById,
        body: OfMember,
        response: { 200: MarkView, ...refusals },
      },
    },
    async request => {
      const using = context()
      const { own } = using.reading.requireSteward(request)
      const { id } = paperIn(using, own, request.params.id)
      const member = keyOf(request.body.member)
      if (!using.paperNotes.isEntitled(id, member)) throw new Refused(refuse('ballot/not-entitled'))
      return { mark: toBase64(using.paperNotes.mark(id, member, using.core.randomBytes(32))) }
    },
  )

  api.post(
    '/proposals/:id/paper/out',
    {
      schema: {
        operationId: 'findPaperIssued',
        summary: 'The entry that handed a member the sheet that is out, to take it back.',
        tags: ['decisions'],
        params: ById,
        body: OfMember,
        response: { 200: IssuedView, ...refusals },
      },
    },
    async request => {
      const using = context()
      const { own } = using.reading.requireSteward(request)
      const { id } = paperIn(using, own, request.params.id)
      const issued = using.paperNotes.issue(id, keyOf(request.body.member))
      if (!issued) throw new Refused(refuse('paper/unknown-sheet'))
      return { issued }
    },
  )

  api.post(
    '/proposals/:id/paper/serials',
    {
      schema: {
        operationId: 'drawPaperSerials',
        summary: 'Serials for sheets to print, once; the steward then signs for them.',
        tags: ['decisions'],
        params: ById,
        body: DrawSheets,
        response: { 200: DrawnView, ...refusals },
      },
    },
    async request => {
      const using = context()
      const { own } = using.reading.requireSteward(request)
      const { id, state } = paperIn(using, own, request.params.id)
      if (state !== 'open') throw new Refused(refuse('proposal/not-open', { state }))
      const { serials, count, root } = using.paperNotes.draw(id, request.body.sheets, using.core.randomBytes)
      return { serials, count, root: toBase64(root) }
    },
  )
}

function paperIn(using: Context, own: LogRow, id: string): StoredProposal {
  const proposal = proposalIn(using, own, id)
  if (!proposal.paper) throw new Refused(refuse('paper/not-offered'))
  return proposal
}

function keyOf(text: string): PublicKeyHex {
  if (!isPublicKeyHex(text)) throw new Refused(refuse('member/unknown', { member: text }))
  return text
}

function sheetView({ serial, readings, agreed }: PaperSheet, asker: PublicKeyHex | undefined) {
  const state: 'agreed' | 'differ' | 'once' = agreed ? 'agreed' : readings.length > 1 ? 'differ' : 'once'
  return { serial, tellers: readings.length, state, isMine: readings.some(({ by }) => by === asker) }
}
