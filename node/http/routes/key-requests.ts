import { Type } from 'typebox'
import { trustedCid } from '../../../protocol/bytes/cid.ts'
import { mayBack } from '../../../protocol/group/lost-key.ts'
import { withOffices } from '../../../protocol/group/office.ts'
import { refuse } from '../../../protocol/refusal.ts'
import type { Api, UseContext } from '../api.ts'
import { Refused } from '../refused.ts'
import { KeyRequestView, OwnKeyRequestView, WhoInput, WhoView } from '../schema/key-request.ts'
import { refusals } from '../schema/problem.ts'
import { ById, ref } from '../schema/shared.ts'
import { keyRequestView } from '../views/key-request.ts'

/** Members who may have one name; more are not told apart. */
const MOST_OF_A_NAME = 5

/** What is asked for by who has lost their key. */
export function keyRequestRoutes(api: Api, context: UseContext): void {
  api.get(
    '/key-requests',
    {
      schema: {
        operationId: 'listKeyRequests',
        summary: 'Open requests of who has lost their key, with what the member may do about each.',
        tags: ['group'],
        response: { 200: Type.Array(OwnKeyRequestView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const { core, reading } = using
      const { session, own } = reading.requireMember(request)
      const reader = withOffices(core.reader(own), [core.now()])
      return core.projections.keys
        .open(own.row)
        .map(one => ({
          ...keyRequestView(using, own, one),
          mayBack: mayBack(reader, session.key, one),
          hasBacked: reader.keys?.backers(one.id).includes(session.key) === true,
          isMine: one.member === session.key,
        }))
        .filter(({ state }) => state === 'open')
    },
  )

  api.get(
    '/key-requests/:id',
    {
      schema: {
        operationId: 'getKeyRequest',
        summary: 'How far a request is; for whoever knows its id.',
        tags: ['group'],
        params: ById,
        response: { 200: ref(KeyRequestView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.ownGroup()
      const found = using.core.projections.keys.request(own.row, trustedCid(request.params.id))
      if (!found) throw new Refused(refuse('key/unknown-request'))
      return keyRequestView(using, own, found)
    },
  )

  api.post(
    '/key-requests/who',
    {
      schema: {
        operationId: 'findByName',
        summary: 'Members of just this name, to ask for the membership of one: no list, and not often.',
        tags: ['group'],
        body: WhoInput,
        response: { 200: Type.Array(WhoView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.ownGroup()
      if (!using.limits.naming(request.ip)) throw new Refused(refuse('request/too-many'))
      const name = folded(request.body.name)
      const found = using.members.list(own.row).filter(one => one.state === 'active' && folded(one.name) === name)
      return found
        .slice(0, MOST_OF_A_NAME)
        .map(({ key, name: called, joinedAtMs }) => ({ key, name: called, joinedAtMs }))
    },
  )
}

/** A name as one may type it: without accents, capitals and spaces that are too many. */
function folded(name: string): string {
  const bare = name.normalize('NFKD').replace(/\p{M}/gu, '')
  return bare.toLowerCase().trim().replace(/\s+/g, ' ')
}
