import type { FastifyRequest } from 'fastify'
import type { Cid } from '../../protocol/bytes/cid.ts'
import type { PublicKeyHex } from '../../protocol/bytes/public-key.ts'
import type { Member } from '../../protocol/group/membership.ts'
import { withOffices } from '../../protocol/group/office.ts'
import { permits } from '../../protocol/group/role.ts'
import { refuse } from '../../protocol/refusal.ts'
import type { Core } from '../core.ts'
import type { openBallotKeys } from '../domains/governance/ballot-keys.ts'
import type { LogRow } from '../log/log-tables.ts'
import { Refused } from './refused.ts'
import type { Session, Sessions } from './sessions.ts'

/** Who reads: asked at each request, since a role can change while a session lasts. */
export type Reading = ReturnType<typeof openReading>

/** What browsers say of a request by our own page, or by the person; programs and plain HTTP say nothing. */
const OWN_ORIGIN: readonly (string | string[] | undefined)[] = ['same-origin', 'none', undefined]

export type MemberSession = { readonly session: Session; readonly own: LogRow; readonly member: Member }

/** What a reader may see of the group's votes: all, or only the open ones that they may still vote in. */
export type VotesRead = { readonly own: LogRow; readonly mayRead: (proposal: Cid) => boolean }

export function openReading(core: Core, sessions: Sessions, ballotKeyOf: ReturnType<typeof openBallotKeys>) {
  const cookie = cookieName(core.nodeKey)

  const ownGroup = (): LogRow => {
    const own = core.ownGroup()
    if (!own) throw new Refused(refuse('group/none'))
    return own
  }
  const tokenOf = ({ headers }: FastifyRequest): string | undefined => {
    const [, bearer] = /^Bearer ([\w-]{1,200})$/i.exec(headers.authorization ?? '') ?? []
    // Pages at another port of this machine are of the same site, and would be sent the cookie.
    const isFromElsewhere = !OWN_ORIGIN.includes(headers['sec-fetch-site'])
    return bearer ?? (isFromElsewhere ? undefined : readCookie(headers.cookie, cookie))
  }
  const sessionOf = (request: FastifyRequest): Session | undefined => {
    const token = tokenOf(request)
    return token === undefined ? undefined : sessions.find(token)
  }
  const requireSession = (request: FastifyRequest): Session => {
    const session = sessionOf(request)
    if (!session) throw new Refused(refuse('session/bad'))
    return session
  }
  /** Who belongs: an active member, or in a federation the steward of a member group. */
  const belongs = ({ key }: Session): boolean => {
    const own = core.ownGroup()
    const reader = own && core.reader(own)
    return reader?.member(key)?.state === 'active' || reader?.groupOfSteward(key) !== undefined
  }
  /** Electorates hold whoever was a member at the opening: one who was removed since may still vote in these. */
  const remainingVotes = (key: PublicKeyHex): Cid[] => {
    const own = core.ownGroup()
    if (!own || core.reader(own).member(key)?.state !== 'removed') return []
    return core.projections.proposals.list(own.row, 'open').filter(id => ballotKeyOf(id, key) !== undefined)
  }
  const mayRead = (session: Session | undefined): boolean => {
    const own = core.ownGroup()
    if (!own) return false
    if (core.reader(own).charter()?.privacy.reading === 'anyone') return true
    return session !== undefined && belongs(session)
  }

  return {
    cookie,
    tokenOf,
    sessionOf,
    sessionWith: (token: string): Session | undefined => sessions.find(token),
    requireSession,
    mayRead,
    ownGroup,
    /** The group, to one who may read of it; `group/none`, `session/bad`, or `member/unknown` for who does not belong. */
    requireReading(request: FastifyRequest): LogRow {
      const own = ownGroup()
      if (core.reader(own).charter()?.privacy.reading === 'anyone') return own
      if (!belongs(requireSession(request))) throw new Refused(refuse('member/unknown'))
      return own
    },
    /** As `requireReading`, or for a removed member of the votes that are left to them. */
    requireReadingVotes(request: FastifyRequest): VotesRead {
      const session = sessionOf(request)
      const left = session ? remainingVotes(session.key) : []
      if (left.length === 0) return { own: this.requireReading(request), mayRead: () => true }
      const own = ownGroup()
      const isPublic = core.reader(own).charter()?.privacy.reading === 'anyone'
      return { own, mayRead: id => isPublic || left.includes(id) }
    },
    remainingVotes,
    /** An active member, or one who was removed with votes left. */
    requireVoter(request: FastifyRequest): Pick<MemberSession, 'session' | 'own'> {
      const session = requireSession(request)
      if (remainingVotes(session.key).length > 0) return { session, own: ownGroup() }
      return this.requireMember(request)
    },
    requireMember(request: FastifyRequest): MemberSession {
      const own = ownGroup()
      const session = requireSession(request)
      const member = withOffices(core.reader(own), [core.now()]).member(session.key)
      if (member?.state !== 'active') throw new Refused(refuse('member/unknown'))
      return { session, own, member }
    },
    requireSteward(request: FastifyRequest): MemberSession {
      const found = this.requireMember(request)
      const { role, roles = [role] } = found.member
      if (!roles.some(held => permits(held, 'govern')))
        throw new Refused(refuse('member/not-allowed', { role, permission: 'govern' }))
      return found
    },
  }
}

/** Cookies know no ports: nodes on one machine need names of their own. */
function cookieName(nodeKey: string): string {
  return `comunal_session_${nodeKey.slice(0, 8)}`
}

function readCookie(header: string | undefined, name: string): string | undefined {
  for (const part of header?.split(';') ?? []) {
    const at = part.indexOf('=')
    if (at > 0 && part.slice(0, at).trim() === name) return part.slice(at + 1).trim()
  }
  return undefined
}
