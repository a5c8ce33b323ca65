import { createHash } from 'node:crypto'
import { type Core, openCore } from '../../node/core.ts'
import { type Clerk, openClerk } from '../../node/domains/governance/clerk.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { startVerifier, type Verifier } from '../../node/log/verifier.ts'
import type { Ack } from '../../node/log/writer.ts'
import { openLogger } from '../../node/ops/logger.ts'
import { author } from '../../protocol/author.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../protocol/bytes/public-key.ts'
import type { Choice, MethodRule } from '../../protocol/governance/method.ts'
import type { ProposalOpened } from '../../protocol/governance/proposal.ts'
import type { Charter } from '../../protocol/group/charter.ts'
import { proveInvitation } from '../../protocol/group/membership.ts'
import { blindedSigner } from '../../protocol/keys/ballot-key.ts'
import type { Signer } from '../../protocol/keys/signer.ts'
import type { BodyOf, KindName } from '../../protocol/kinds.ts'
import { rational } from '../../protocol/rational.ts'
import { isRefusal, type Refusal, refusalSentence } from '../../protocol/refusal.ts'

export const HOUR = 3_600_000
export const NOON = Date.UTC(2026, 4, 1, 12)

/** A clock that stands still until a test moves it. */
export type TestClock = { now: () => number; advance(ms: number): void }

export function testClock(startMs = NOON): TestClock {
  let ms = startMs
  return {
    now: () => ms,
    advance(by) {
      ms += by
    },
  }
}

/** Bytes that look random and are the same in every run. */
export function seededBytes(label: string): (length: number) => Uint8Array {
  let drawn = 0
  return length => {
    const bytes = createHash('shake256', { outputLength: length }).update(`${label}/${drawn++}`).digest()
    return new Uint8Array(bytes)
  }
}

export type Person = { name: string; seed: Uint8Array; signer: Signer; key: ReturnType<typeof publicKeyHex> }

export function person(name: string): Person {
  const seed = seededBytes(`person/${name}`)(32)
  const signer = nativeSignerFromSeed(seed)
  return { name, seed, signer, key: publicKeyHex(signer.publicKey) }
}

/** The value where it is none of a refusal; a refusal fails the test with its sentence. */
export function accepted<T>(answer: T | Refusal): T {
  if (isRefusal(answer)) throw new Error(`${answer.code}: ${refusalSentence(answer)}`)
  return answer
}

/** A node without doors, with people who act on it. */
export type TestGroup = {
  core: Core
  clerk: Clerk
  clock: TestClock
  steward: Person
  id: Cid
  act<K extends KindName>(who: Signer, kind: K, body: BodyOf<K>, log?: Cid): Promise<Ack | Refusal>
  /** The same, dated by another clock. */
  actAt<K extends KindName>(atMs: number, who: Signer, kind: K, body: BodyOf<K>): Promise<Ack | Refusal>
  join(...names: string[]): Promise<Person[]>
  /** Lets one person in whose name may be another's too. */
  joinAs(name: string, label: string): Promise<Person>
  open(proposal?: Partial<ProposalOpened>): Promise<Cid>
  vote(who: Person, proposal: Cid, choice: Choice): Promise<Ack | Refusal>
  [Symbol.asyncDispose](): Promise<void>
}

export const MAJORITY: MethodRule = { method: 'majority' }

export function charterFor(
  name: string,
  steward: Person,
  node: Person['key'],
  changes: Partial<Charter> = {},
): Charter {
  return {
    name,
    purpose: 'to hold things in common',
    languages: ['en'],
    place: 'sp3e',
    members: 'people',
    founder: steward.name,
    stewards: [steward.key],
    threshold: 1,
    node,
    admission: { type: 'invited' },
    decisions: { method: MAJORITY, quorum: rational(1, 2) },
    federatedProposals: 'open-at-once',
    federation: null,
    privacy: { reading: 'members', rollCall: 'voter' },
    ...changes,
  }
}

/** A new group, or the one that stands at the path already: then its node starts again. */
export async function testGroup(
  name: string,
  options: {
    charter?: Partial<Charter>
    clock?: TestClock
    path?: string
    verifier?: Verifier
    /** Which start of its node this is: each draws bytes of its own. */
    start?: number
    /** Key of its node, where it is another than the one that the group began with. */
    nodeSeed?: Uint8Array
  } = {},
): Promise<TestGroup> {
  const clock = options.clock ?? testClock()
  const random = seededBytes(`group/${name}${options.start ? `/${options.start}` : ''}`)
  const verifier = options.verifier ?? startVerifier(0)
  const firstSeed = options.start ? seededBytes(`group/${name}`)(32) : random(32)
  const nodeSigner = nativeSignerFromSeed(options.nodeSeed ?? firstSeed)
  const log = openLogger('silent')
  const core = accepted(
    openCore({
      path: options.path ?? ':memory:',
      signer: nodeSigner,
      verifier,
      now: clock.now,
      randomBytes: random,
      log,
    }),
  )
  const clerk = openClerk(core)
  const steward = person(`steward of ${name}`)
  const seqs = new Map<string, number>()
  const act: TestGroup['act'] = (who, kind, body, logId = core.ownGroup()?.id) =>
    sign(clock.now(), who, kind, body, logId)
  const sign = <K extends KindName>(atMs: number, who: Signer, kind: K, body: BodyOf<K>, logId?: Cid) => {
    const place = `${logId}/${publicKeyHex(who.publicKey)}`
    const seq = (seqs.get(place) ?? 0) + 1
    seqs.set(place, seq)
    return core.writer.submit(author(kind, body, { log: logId ?? null, at: atMs, seq, salt: random(16) }, who))
  }
  const charter = charterFor(name, steward, core.nodeKey, options.charter)
  const genesis = author(
    'group/founded',
    charter,
    { log: null, at: clock.now(), seq: 1, salt: random(16) },
    steward.signer,
  )
  const id = core.ownGroup()?.id ?? accepted(await core.writer.submit(genesis, { genesis: 'group' })).id
  const admit = async (people: readonly Person[]) => {
    if (people.length === 0) return
    const invitation = nativeSignerFromSeed(random(32))
    const key = publicKeyHex(invitation.publicKey)
    const expiresAtMs = clock.now() + HOUR
    accepted(await act(steward.signer, 'member/invited', { key, role: 'member', uses: people.length, expiresAtMs }))
    for (const { name: called, signer, key: newKey } of people) {
      const proof = proveInvitation(invitation, id, newKey)
      accepted(await act(signer, 'member/joined', { name: called, invitation: { key, proof } }))
    }
  }
  return {
    core,
    clerk,
    clock,
    steward,
    id,
    act,
    actAt: (atMs, who, kind, body) => sign(atMs, who, kind, body, id),
    async join(...names) {
      const people = names.map(person)
      await admit(people)
      return people
    },
    async joinAs(name, label) {
      const one = { ...person(label), name }
      await admit([one])
      return one
    },
    async open(proposal = {}) {
      const { id: opened } = accepted(
        await act(steward.signer, 'proposal/opened', {
          title: 'Paint the fence?',
          text: 'Green.',
          method: MAJORITY,
          quorum: rational(1, 2),
          closesAtMs: clock.now() + 2 * HOUR,
          closesEarly: false,
          answers: null,
          ...proposal,
        }),
      )
      await clerk.settle()
      return opened
    },
    vote(who, proposal, choice) {
      const factor = clerk.factor(proposal, who.key)
      if (!factor) throw new Error(`${who.name} has no ballot key`)
      return act(blindedSigner(who.seed, factor), 'ballot/cast', { proposal, choice })
    },
    async [Symbol.asyncDispose]() {
      await core[Symbol.asyncDispose]()
      await verifier[Symbol.asyncDispose]()
    },
  }
}
