import { Type } from 'typebox'
import type { Api, UseContext } from '../api.ts'
import { WishView } from '../schema/federation.ts'
import { refusals } from '../schema/problem.ts'

/** What a member wants to be told of. */
export function offerWishRoutes(api: Api, context: UseContext): void {
  api.get(
    '/offer-wishes',
    {
      schema: {
        operationId: 'listWishes',
        summary: 'Kinds of offers, and within which distance, that the member wants to be told of.',
        tags: ['offers'],
        response: { 200: Type.Array(WishView), ...refusals },
      },
    },
    async request => {
      const using = context()
      return using.offerWishes.of(using.reading.requireMember(request).session.key)
    },
  )

  api.post(
    '/offer-wishes',
    {
      schema: {
        operationId: 'wish',
        summary: 'Want to be told of offers of a kind, or with `drop` no more.',
        tags: ['offers'],
        body: Type.Object({ ...WishView.properties, drop: Type.Optional(Type.Boolean()) }),
        response: { 200: Type.Array(WishView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const { key } = using.reading.requireMember(request).session
      const { kind, withinKm, drop } = request.body
      if (drop) using.offerWishes.drop(key, kind)
      else using.offerWishes.set(key, { kind: kind.normalize('NFC'), withinKm })
      return using.offerWishes.of(key)
    },
  )
}
