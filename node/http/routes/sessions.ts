import { Type } from 'typebox'
import { isPublicKeyHex, type PublicKeyHex, publicKeyBytes } from '../../../protocol/bytes/public-key.ts'
import { withOffices } from '../../../protocol/group/office.ts'
import { contextual } from '../../../protocol/keys/context.ts'
import { refuse } from '../../../protocol/refusal.ts'
import { verifyNatively } from '../../log/native-verify.ts'
import type { Api, UseContext } from '../api.ts'
import type { Context } from '../context.ts'
import { granted, Refused } from '../refused.ts'
import { refusals } from '../schema/problem.ts'
import { ChallengeView, SessionInput, SessionOpened, SessionView } from '../schema/session.ts'
import { nullable } from '../schema/shared.ts'
import { readBase64 } from '../signed-entry-text.ts'

/** Signing in: the node gives a challenge, a key that the group knows signs it. */
export function sessionRoutes(api: Api, context: UseContext): void {
  api.post(
    '/sessions/challenges',
    {
      schema: {
        operationId: 'createChallenge',
        summary: 'A challenge to sign, good once and for two minutes.',
        tags: ['session'],
        body: nullable(Type.Object({})),
        response: { 201: ChallengeView, ...refusals },
      },
    },
    async (request, reply) => {
      const { challenges, limits } = context()
      if (!limits.challenges(request.ip)) throw new Refused(refuse('request/too-many'))
      return reply.code(201).send(granted(challenges.give()))
    },
  )

  api.post(
    '/sessions',
    {
      schema: {
        operationId: 'createSession',
        summary: 'Sign in with a signed challenge.',
        tags: ['session'],
        body: SessionInput,
        response: { 201: SessionOpened, ...refusals },
      },
    },
    async (request, reply) => {
      const using = context()
      const { challenge, key, signature } = request.body
      if (!using.challenges.take(challenge)) throw new Refused(refuse('session/bad-challenge'))
      const message = readBase64(challenge)
      const signed = readBase64(signature)
      if (!isPublicKeyHex(key) || !message || !signed) throw new Refused(refuse('session/bad-challenge'))
      const isHolder = verifyNatively({
        publicKey: publicKeyBytes(key),
        message: contextual('session', message),
        signature: signed,
      })
      if (!isHolder) throw new Refused(refuse('session/bad-challenge', { problem: 'not signed by this key' }))
      const { role } = standingOf(using, memberOf(using, key))
      const { token, expiresAtMs } = using.sessions.open(key)
      reply.header('set-cookie', cookieText(using, token, Math.floor((expiresAtMs - using.core.now()) / 1000)))
      return reply.code(201).send({ token, key, role, expiresAtMs })
    },
  )

  api.get(
    '/sessions/current',
    {
      schema: {
        operationId: 'getSession',
        summary: 'Who is signed in.',
        tags: ['session'],
        response: { 200: SessionView, ...refusals },
      },
    },
    async request => {
      const using = context()
      const { key, signer, expiresAtMs } = using.reading.requireSession(request)
      return { key, signer, ...standingOf(using, key), expiresAtMs }
    },
  )

  api.delete(
    '/sessions/current',
    {
      schema: {
        operationId: 'deleteSession',
        summary: 'Sign out.',
        tags: ['session'],
        response: { 204: Type.Null({ description: 'Signed out.' }), ...refusals },
      },
    },
    async (request, reply) => {
      const using = context()
      const token = using.reading.tokenOf(request)
      if (token !== undefined) using.sessions.close(token)
      reply.header('set-cookie', cookieText(using, '', 0))
      return reply.code(204).send(null)
    },
  )
}

/**
 * What the roster says of a key. A session is for whoever the group knows: its members, those who wait to be admitted,
 * those who were removed while a vote was open that they may still vote in, and in a federation the stewards of its
 * groups, who have no role in it.
 */
function standingOf({ core, reading }: Context, key: Parameters<Context['sessions']['open']>[0]) {
  const own = core.ownGroup()
  const reader = own && withOffices(core.reader(own), [core.now()])
  const member = reader?.member(key)
  if (member && (member.state !== 'removed' || reading.remainingVotes(key).length > 0)) {
    const { role, name, state, roles: [ownRole = role] = [] } = member
    return { role, ownRole, name, state }
  }
  if (reader?.groupOfSteward(key)) return { role: null, ownRole: null, name: null, state: null }
  throw new Refused(refuse('member/unknown', { key }))
}

/** For whom a key signs; `key/replaced` where it does no more. */
function memberOf({ core }: Context, key: PublicKeyHex): PublicKeyHex {
  const own = core.ownGroup()
  if (!own) return key
  const { keys } = core.projections
  const member = keys.memberOf(own.row, key)
  const atMs = keys.replacedAtMs(own.row, member)
  if (keys.isReplaced(own.row, key)) throw new Refused(refuse('key/replaced', { key, atMs }))
  return member
}

function cookieText({ reading }: Context, token: string, seconds: number): string {
  return `${reading.cookie}=${token}; Path=/; HttpOnly; SameSite=Strict; Max-Age=${seconds}`
}
