import { Type } from 'typebox'
import { plainName } from '../../../protocol/bytes/plain-name.ts'
import { isPublicKeyHex, publicKeyBytes } from '../../../protocol/bytes/public-key.ts'
import { privacyOf } from '../../../protocol/governance/vote-privacy.ts'
import type { Charter } from '../../../protocol/group/charter.ts'
import { endorsementTerms, slotFreeAt } from '../../../protocol/group/endorsement.ts'
import { didOfKey } from '../../../protocol/keys/did-key.ts'
import { refuse } from '../../../protocol/refusal.ts'
import type { StoredMember } from '../../domains/group/members.ts'
import type { LogRow } from '../../log/log-tables.ts'
import type { Api, UseContext } from '../api.ts'
import type { Context } from '../context.ts'
import { Refused } from '../refused.ts'
import { CharterView, EndorsementsView, GroupView, MemberView } from '../schema/group.ts'
import { refusals } from '../schema/problem.ts'
import { KeyHex, ref } from '../schema/shared.ts'
import { charterView } from '../views/method.ts'
import { namesOf } from '../views/person.ts'

/** The group and its people. Its front door is open to all; the rest to who may read. */
export function groupRoutes(api: Api, context: UseContext): void {
  api.get(
    '/group',
    {
      schema: {
        operationId: 'getGroup',
        summary: "The group's front door: name, purpose, how to join, how many.",
        tags: ['group'],
        response: { 200: ref(GroupView), ...refusals },
      },
    },
    async () => {
      const using = context()
      const own = using.reading.ownGroup()
      const charter = charterOf(using, own)
      const { name, purpose, languages, place, members, admission, node, privacy } = charter
      return {
        id: own.id,
        name: plainName(name),
        purpose,
        languages: [...languages],
        place,
        members,
        admission: admission.type,
        vouchesNeeded: admission.type === 'vouched' ? admission.by : null,
        nodeKey: node,
        reading: privacy.reading,
        ...privacyOf({}, charter),
        review: charter.decisions.review === true,
        activeDays: charter.decisions.activeDays ?? null,
        ...peopleIn(using, own, charter),
        federations: using.core.projections.federations
          .memberships(own.row)
          .map(({ federation, charter: above }) => ({ id: federation, name: plainName(above.name) })),
      }
    },
  )

  api.get(
    '/charter',
    {
      schema: {
        operationId: 'getCharter',
        summary: 'The charter in force, whole.',
        tags: ['group'],
        response: { 200: ref(CharterView), ...refusals },
      },
    },
    async request => {
      const using = context()
      return charterView(charterOf(using, using.reading.requireReading(request)))
    },
  )

  api.get(
    '/members',
    {
      schema: {
        operationId: 'listMembers',
        summary: 'Everyone who ever joined, in the order of joining.',
        tags: ['group'],
        response: { 200: Type.Array(ref(MemberView)), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      return using.members.list(own.row).map(member => memberView(using, own, member))
    },
  )

  api.get(
    '/members/:key',
    {
      schema: {
        operationId: 'getMember',
        summary: 'One member.',
        tags: ['group'],
        params: Type.Object({ key: KeyHex }),
        response: { 200: ref(MemberView), ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = ownOrReadable(using.reading, request)
      const { key } = request.params
      const member = isPublicKeyHex(key) ? using.members.get(own.row, key) : undefined
      if (!member) throw new Refused(refuse('request/not-found', { key }))
      return memberView(using, own, member)
    },
  )

  api.get(
    '/members/:key/endorsements',
    {
      schema: {
        operationId: 'getEndorsements',
        summary: 'Whom a member has vouched for, and when they can again.',
        tags: ['group'],
        params: Type.Object({ key: KeyHex }),
        response: { 200: EndorsementsView, ...refusals },
      },
    },
    async request => {
      const using = context()
      const own = using.reading.requireReading(request)
      const { key } = request.params
      if (!isPublicKeyHex(key) || !using.members.get(own.row, key))
        throw new Refused(refuse('request/not-found', { key }))
      const reader = using.core.reader(own)
      const endorsements = reader.assembly?.endorsements(key) ?? []
      const { open, costMs } = endorsementTerms(reader.charter())
      const naming = namesOf(using.members, own.row)
      return {
        open,
        costMs,
        freeAtMs: slotFreeAt(endorsements, open, using.core.now()),
        endorsements: endorsements.map(({ member, ...rest }) => ({ member: naming(member), ...rest })),
      }
    },
  )
}

/** Whoever waits to be admitted may look at their own standing. */
function ownOrReadable(reading: Context['reading'], request: Parameters<Context['reading']['sessionOf']>[0]): LogRow {
  const { params } = request
  const asked = typeof params === 'object' && params !== null && 'key' in params ? params.key : undefined
  const isOwn = asked !== undefined && reading.sessionOf(request)?.key === asked
  return isOwn ? reading.ownGroup() : reading.requireReading(request)
}

function charterOf({ core }: Context, own: LogRow): Charter {
  const charter = core.reader(own).charter()
  if (!charter) throw new Error('a group without its charter')
  return charter
}

function peopleIn({ core, members }: Context, own: LogRow, charter: Charter) {
  const active = members.list(own.row).filter(({ state }) => state === 'active')
  const stewards = active.filter(({ role }) => role === 'steward').length
  if (charter.members === 'people') return { stewards, memberCount: active.length }
  const groups = core.projections.federations.groups(own.row).filter(({ state }) => state === 'member')
  return { stewards, memberCount: groups.length }
}

function memberView({ core }: Context, own: LogRow, member: StoredMember): MemberView {
  const { key, name, role, state, joinedAtMs, vouchers } = member
  const signer = core.projections.keys.current(own.row, key)
  return { key, did: didOfKey(publicKeyBytes(key)), signer, name, role, state, joinedAtMs, vouchers }
}
