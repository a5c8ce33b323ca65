import { Type } from 'typebox'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { sumReach } from '../../../protocol/federation/bulletin.ts'
import { refuse } from '../../../protocol/refusal.ts'
import type { StoredBulletin } from '../../domains/federation/bulletins.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Api, UseContext } from '../api.ts'
import type { Context } from '../context.ts'
import { Refused } from '../refused.ts'
import { BulletinView, ReachView } from '../schema/bulletin.ts'
import { refusals } from '../schema/problem.ts'
import { ById, ref } from '../schema/shared.ts'
import { knownFederations } from '../views/federation.ts'

/** Announcements of groups and federations, and how far they reached. */
export function bulletinRoutes(api: Api, context: UseContext): void {
  api.get(
    '/bulletins',
    {
      schema: {
        operationId: 'listBulletins',
        summary: 'Bulletins that stand, most pressing first. Those given to a member count as delivered.',
        tags: ['bulletins'],
        response: { 200: Type.Array(ref(BulletinView)), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const reader = using.reading.sessionOf(request)?.key
      return using.bulletins.all(own).flatMap(bulletin => {
        const forMe = reader !== undefined && using.bulletins.isFor(own, reader, bulletin.audience)
        if (forMe) using.bulletins.see(bulletin.origin, reader)
        const mayGovern = reader !== undefined && using.bulletins.isFor(own, reader, 'stewards')
        return forMe || bulletin.audience === 'all' || (bulletin.own && mayGovern)
          ? [viewOf(using, bulletin, forMe ? reader : undefined)]
          : []
      })
    },
  )

  api.post(
    '/bulletins/:id/acknowledgement',
    {
      schema: {
        operationId: 'acknowledgeBulletin',
        summary: 'Say that one has read it. It is counted; who said so stays at this node.',
        tags: ['bulletins'],
        params: ById,
        response: { 200: ref(BulletinView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const { own, session } = using.reading.requireMember(request)
      const bulletin = bulletinIn(using, own, request.params.id)
      if (!using.bulletins.isFor(own, session.key, bulletin.audience)) throw new Refused(refuse('bulletin/unknown'))
      using.bulletins.acknowledge(bulletin.origin, session.key)
      return viewOf(using, bulletin, session.key)
    },
  )

  api.get(
    '/bulletins/:id/reach',
    {
      schema: {
        operationId: 'getReach',
        summary: 'To how many people a bulletin was given and how many acknowledged it, group by group, without names.',
        tags: ['bulletins'],
        params: ById,
        response: { 200: ReachView, ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      return reachOf(using, own, bulletinIn(using, own, request.params.id))
    },
  )
}

function reachOf(using: Context, own: LogRow, bulletin: StoredBulletin): ReachView {
  const { bulletins, core } = using
  const isOfPeople = core.reader(own).charter()?.members !== 'groups'
  return {
    bulletin: bulletin.origin,
    title: bulletin.title,
    here: isOfPeople ? bulletins.ownReach(own, bulletin) : null,
    federations: knownFederations(using, own).flatMap(({ id, charter }) => {
      const stands = bulletins.standing(own, id).find(({ origin }) => origin === bulletin.origin)
      if (!stands) return []
      const groups = bulletins.reported(id, stands.id).map(({ group, ...rest }) => ({ id: group, ...rest }))
      return [{ id, name: charter.name, ...sumReach(groups), groups }]
    }),
  }
}

/** By its origin's id, or by the id under which it was passed on. */
function bulletinIn({ bulletins }: Context, own: LogRow, id: string): StoredBulletin {
  const found = bulletins.all(own).find(bulletin => bulletin.origin === id || bulletin.id === id)
  if (!found) throw new Refused(refuse('bulletin/unknown'))
  return found
}

function viewOf({ bulletins }: Context, bulletin: StoredBulletin, reader: PublicKeyHex | undefined): BulletinView {
  const { origin: id, atMs: publishedAtMs, from, federation, title, text, priority, audience, untilMs, own } = bulletin
  const acknowledged = reader !== undefined && bulletins.isAcknowledged(id, reader)
  const said = { title, text, priority, audience, publishedAtMs, untilMs, own }
  return { id, from, federation, ...said, forMe: reader !== undefined, acknowledged }
}
