import { Type } from 'typebox'
import { parseCid } from '../../../protocol/bytes/cid.ts'
import { refuse } from '../../../protocol/refusal.ts'
import type { FoundOffer } from '../../domains/federation/stored-offers.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Api, UseContext } from '../api.ts'
import type { Context } from '../context.ts'
import { granted, Refused } from '../refused.ts'
import { DetailAnswerView, OfferView, OfferWhole } from '../schema/federation.ts'
import { refusals } from '../schema/problem.ts'
import { ById, CidText, oneOf, ref } from '../schema/shared.ts'
import { nearestFirst, offerViews, offerWhole } from '../views/offer.ts'

const near = Type.Optional(
  Type.String({ pattern: '^[0-9b-hjkmnp-z]{1,12}$', description: "Geohash; the group's own place otherwise." }),
)

/** What groups can spare or need, nearest first, and the details that stay with whoever offers. */
export function offerRoutes(api: Api, context: UseContext): void {
  api.get(
    '/offers',
    {
      schema: {
        operationId: 'listOffers',
        summary: 'Offers and needs that stand, nearest first.',
        tags: ['offers'],
        querystring: Type.Object({
          kind: Type.Optional(Type.String({ maxLength: 40 })),
          near,
          direction: Type.Optional(oneOf('offer', 'need')),
          wished: Type.Optional(oneOf('true')),
        }),
        response: { 200: Type.Array(ref(OfferView)), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const { kind, near, direction, wished } = request.query
      const view = offerViews(using, own, { near, reader: using.reading.sessionOf(request)?.key })
      return using.core.projections.federations
        .standingOffers(using.core.now())
        .filter(offer => (kind === undefined || offer.kind === kind) && (!direction || offer.direction === direction))
        .map(view)
        .filter(offer => !wished || offer.wished)
        .sort(nearestFirst)
    },
  )

  api.get(
    '/offers/:id',
    {
      schema: {
        operationId: 'getOffer',
        summary: 'The newest revision of an offer, with what is known of its details.',
        tags: ['offers'],
        params: ById,
        response: { 200: OfferWhole, ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      return offerWhole(using, own, offerIn(using, request.params.id), using.reading.sessionOf(request)?.key)
    },
  )

  api.post(
    '/offers/:id/detail',
    {
      schema: {
        operationId: 'keepDetail',
        summary: "Keep the details of the group's own offer at this node, and say who gets them.",
        tags: ['offers'],
        params: ById,
        body: Type.Object({ text: Type.String({ maxLength: 2_000 }), toWhom: oneOf('federation', 'on-yes') }),
        response: { 200: OfferWhole, ...refusals },
      },
    },
    async request => {
      const using = context()
      const { own, session } = using.reading.requireSteward(request)
      const offer = ownOfferIn(using, own, request.params.id)
      const { text, toWhom } = request.body
      using.offerDetails.setDetail(offer.first, text.normalize('NFC'), toWhom)
      return offerWhole(using, own, offer, session.key)
    },
  )

  api.post(
    '/offers/:id/asking',
    {
      schema: {
        operationId: 'askForDetails',
        summary: "Ask the node of another group for the details of its offer, in this group's name.",
        tags: ['offers'],
        params: ById,
        response: { 200: DetailAnswerView, ...refusals },
      },
    },
    async request => {
      const using = context()
      using.reading.requireMember(request)
      const offer = offerIn(using, request.params.id)
      if (!using.network) throw new Refused(refuse('offer/owner-away'))
      return granted(await using.network.askDetails(offer.first))
    },
  )

  api.post(
    '/offers/:id/requests/:group',
    {
      schema: {
        operationId: 'answerAsking',
        summary: 'Say yes or no to a group that has asked for the details.',
        tags: ['offers'],
        params: Type.Object({ id: CidText, group: CidText }),
        body: Type.Object({ yes: Type.Boolean() }),
        response: { 200: OfferWhole, ...refusals },
      },
    },
    async request => {
      const using = context()
      const { own, session } = using.reading.requireSteward(request)
      const offer = ownOfferIn(using, own, request.params.id)
      const group = parseCid(request.params.group)
      if (!group || !using.offerDetails.answer(offer.first, group, request.body.yes)) {
        throw new Refused(refuse('offer/not-asked'))
      }
      return offerWhole(using, own, offer, session.key)
    },
  )
}

function offerIn({ core }: Context, id: string): FoundOffer {
  const first = parseCid(id)
  const offer = first && core.projections.federations.offerAnywhere(first)
  if (!offer) throw new Refused(refuse('offer/unknown'))
  return offer
}

function ownOfferIn(using: Context, own: LogRow, id: string): FoundOffer {
  const offer = offerIn(using, id)
  if (offer.group !== own.id) throw new Refused(refuse('offer/not-yours'))
  return offer
}
