import { Type } from 'typebox'
import { trustedCid } from '../../../protocol/bytes/cid.ts'
import { VETO_KINDS } from '../../../protocol/federation/veto.ts'
import { openBody } from '../../../protocol/kinds.ts'
import { decodeEntry, type SignedEntry } from '../../../protocol/log/entry.ts'
import { isRefusal, refuse } from '../../../protocol/refusal.ts'
import type { Api, UseContext } from '../api.ts'
import { granted, Refused } from '../refused.ts'
import { FederationEntryInput, LeaveInput, Left, TicketView, Written } from '../schema/federation.ts'
import { refusals } from '../schema/problem.ts'
import { ById, ref } from '../schema/shared.ts'
import { readEntryText } from '../signed-entry-text.ts'
import { ticketsView } from '../views/federation.ts'

/** How groups leave a federation, and the tickets by which they come into this one. */
export function membershipRoutes(api: Api, context: UseContext): void {
  api.get(
    '/tickets',
    {
      schema: {
        operationId: 'listTickets',
        summary: "This federation's tickets and what became of them, for its stewards; never their secrets.",
        tags: ['federation'],
        response: { 200: Type.Array(ref(TicketView)), ...refusals },
      },
    },
    async request => {
      const using = context()
      return ticketsView(using, using.reading.requireSteward(request).own)
    },
  )

  api.post(
    '/federations/:id/entries',
    {
      schema: {
        operationId: 'writeToFederation',
        summary:
          "Hand a signed question, what is said of a veto, or a delegate's voice to the node of a federation, which enters it in its log.",
        tags: ['federation'],
        params: ById,
        body: FederationEntryInput,
        response: { 200: Written, ...refusals },
      },
    },
    async request => {
      const using = context()
      const { own } = using.reading.requireMember(request)
      const federation = trustedCid(request.params.id)
      const signed = granted(readEntryText(request.body.entry))
      const { id, header } = granted(decodeEntry(signed))
      const { kind } = header
      if (!FOR_A_FEDERATION.includes(kind)) throw new Refused(refuse('entry/not-for-this-log', { kind }))
      if (header.log !== federation) throw new Refused(refuse('entry/wrong-log'))
      const { network } = using
      const alone = refuse('federation/unreachable', { problem: 'this node keeps to itself' })
      if (own.id === federation) granted(await using.core.writer.submit(signed))
      else granted(network ? await network.submit(federation, signed) : alone)
      return { id }
    },
  )

  api.post(
    '/federations/:id/leave',
    {
      schema: {
        operationId: 'leaveFederation',
        summary: 'Leave a federation: its node is told first, then the own log.',
        tags: ['federation'],
        params: ById,
        body: LeaveInput,
        response: { 200: Left, ...refusals },
      },
    },
    async request => {
      const using = context()
      using.reading.requireSteward(request)
      const federation = trustedCid(request.params.id)
      const { left, unfederated, anyway = false } = request.body
      const toFederation = granted(readEntryText(left))
      const toGroup = granted(readEntryText(unfederated))
      checkLeaving(toFederation, toGroup, federation)
      const { network } = using
      const answer = network
        ? await network.submit(federation, toFederation)
        : refuse('federation/unreachable', { problem: 'this node keeps to itself' })
      // One that has put the group out already, or has lost it, needs to hear nothing.
      const isGone = isRefusal(answer) && answer.code === 'federation/not-a-member'
      if (isRefusal(answer) && !isGone && !anyway) throw new Refused(answer)
      granted(await using.core.writer.submit(toGroup))
      return { told: isGone || !isRefusal(answer) }
    },
  )
}

/** What a steward of a member group, or a delegate on the council, says in the federation's log. */
const FOR_A_FEDERATION: readonly string[] = [
  'federation/proposed',
  'federation/expulsion-backed',
  'council/moved',
  'council/voted',
  'council/withdrawn',
  ...VETO_KINDS,
]

/** Both entries have to be of this leaving, before either is handed on. */
function checkLeaving(toFederation: SignedEntry, toGroup: SignedEntry, federation: string): void {
  const left = granted(openBody('federation/left', granted(decodeEntry(toFederation))))
  const unfederated = granted(openBody('group/unfederated', granted(decodeEntry(toGroup))))
  if (left.entry.header.kind !== 'federation/left' || unfederated.entry.header.kind !== 'group/unfederated') {
    throw new Refused(refuse('request/bad', { problem: 'not the two entries of a leaving' }))
  }
  if (left.entry.header.log !== federation || unfederated.body.federation !== federation) {
    throw new Refused(refuse('entry/wrong-log'))
  }
}
