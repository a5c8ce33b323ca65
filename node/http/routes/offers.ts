import { Type } from 'typebox'
import type { Cid } from '../../../protocol/bytes/cid.ts'
import { plainName } from '../../../protocol/bytes/plain-name.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Api, UseContext } from '../api.ts'
import type { Context } from '../context.ts'
import { OfferView } from '../schema/federation.ts'
import { refusals } from '../schema/problem.ts'
import { oneOf, ref } from '../schema/shared.ts'
import { distanceKm } from '../views/distance.ts'
import { groupsOf, knownFederations } from '../views/federation.ts'

/** What groups can spare or need, nearest first. */
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
          near: Type.Optional(
            Type.String({
              pattern: '^[0-9b-hjkmnp-z]{1,12}$',
              description: "Geohash; the group's own place otherwise.",
            }),
          ),
          direction: Type.Optional(oneOf('offer', 'need')),
        }),
        response: { 200: Type.Array(ref(OfferView)), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const { kind, near, direction } = request.query
      const here = near ?? using.core.reader(own).charter()?.place ?? null
      const names = groupNames(using, own)
      return using.core.projections.federations
        .standingOffers(using.core.now())
        .filter(offer => (kind === undefined || offer.kind === kind) && (!direction || offer.direction === direction))
        .map(offer => ({
          id: offer.first,
          group: offer.group,
          groupName: names.get(offer.group) ?? '',
          federation: offer.federation,
          direction: offer.direction,
          kind: offer.kind,
          title: offer.title,
          quantity: offer.quantity,
          unit: offer.unit,
          fromMs: offer.fromMs,
          untilMs: offer.untilMs,
          place: offer.place,
          distanceKm: here !== null && offer.place !== null ? distanceKm(here, offer.place) : null,
          terms: offer.terms,
        }))
        .sort(nearestFirst)
    },
  )
}

function nearestFirst(a: OfferView, b: OfferView): number {
  const far = Number.MAX_SAFE_INTEGER
  return (a.distanceKm ?? far) - (b.distanceKm ?? far) || a.untilMs - b.untilMs || (a.id < b.id ? -1 : 1)
}

function groupNames(using: Context, own: LogRow): Map<Cid, string> {
  const groups = knownFederations(using, own).flatMap(known => groupsOf(using, known))
  const ownName = plainName(using.core.reader(own).charter()?.name ?? '')
  return new Map([...groups.map(({ id, charter }): [Cid, string] => [id, plainName(charter.name)]), [own.id, ownName]])
}
