import type { Core } from '../../node/core.ts'
import { openBulletinClerk } from '../../node/domains/federation/bulletin-clerk.ts'
import { charterSteps, stepsFrom } from '../../node/domains/federation/charter-steps.ts'
import { type FederationClerk, openFederationClerk } from '../../node/domains/federation/clerk.ts'
import { openCosigned } from '../../node/domains/federation/cosigned.ts'
import { evidenceOfMandate } from '../../node/domains/federation/evidence.ts'
import { openEvidenceTables } from '../../node/domains/federation/evidence-tables.ts'
import { type FetchEvidence, openJudging } from '../../node/domains/federation/judging.ts'
import { keyChangesFor } from '../../node/domains/federation/key-changes.ts'
import { openMandates } from '../../node/domains/federation/mandates.ts'
import { foundFeed, replacementsOf } from '../../node/domains/federation/replace-node.ts'
import { openWitness } from '../../node/domains/federation/witness.ts'
import { openMembers } from '../../node/domains/group/members.ts'
import type { Settler } from '../../node/jobs/settling.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import type { Verifier } from '../../node/log/verifier.ts'
import { author } from '../../protocol/author.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { publicKeyBytes, publicKeyHex } from '../../protocol/bytes/public-key.ts'
import { proveTelling } from '../../protocol/federation/charter-told.ts'
import type { MandateIssued } from '../../protocol/federation/mandate.ts'
import type { FederationProposed } from '../../protocol/federation/proposal.ts'
import { proveTicket, readGenesis } from '../../protocol/federation/roster.ts'
import type { Signer } from '../../protocol/keys/signer.ts'
import { encodeSignedEntry } from '../../protocol/log/entry.ts'
import { formatAddCheckpoint } from '../../protocol/log/witness.ts'
import { parseRational, rational } from '../../protocol/rational.ts'
import { isRefusal, refuse } from '../../protocol/refusal.ts'
import {
  accepted,
  HOUR,
  MAJORITY,
  person,
  seededBytes,
  type TestClock,
  type TestGroup,
  testGroup,
} from './test-core.ts'

/** A group or a federation with the clerk that speaks for it, and the evidence it gives to who asks. */
export type TestNode = TestGroup & { federation: FederationClerk; bulletins: Settler }

/** Nodes that reach each other by function calls: what the network does, without a network. */
export type TestMesh = {
  nodes: TestNode[]
  clock: TestClock
  /** A group with `size` members, its steward among them. */
  group(name: string, size: number, options?: Parameters<typeof testGroup>[1]): Promise<TestNode>
  federation(name: string, changes?: Parameters<typeof testGroup>[1]): Promise<TestNode>
  /** The node of a group or federation starts again, on the store at a path, with another key. */
  restart(node: TestNode, path: string, nodeSeed: Uint8Array): Promise<TestNode>
  join(federation: TestNode, group: TestNode, weight: string): Promise<void>
  propose(federation: TestNode, changes?: Partial<FederationProposed>): Promise<Cid>
  /** Copies logs and lets every clerk do its part, until nothing changes; `away` nodes take no part. */
  settle(options?: { away?: readonly TestNode[] }): Promise<void>
  [Symbol.asyncDispose](): Promise<void>
}

export const FEDERATION_TERMS = { quorum: rational(1, 2), evidence: 'recount' as const, binds: true }
/** Nobody cosigns in a mesh of function calls: what is decided there is final at once. */
export const MESH_TERMS = { ...FEDERATION_TERMS, witnesses: 0 }

/** Everyone in the group votes on what is open: the first `forCount` for, the others against. */
export async function everyoneVotes(node: TestGroup, forCount: number): Promise<Cid> {
  const own = node.core.ownGroup()
  const [proposal] = own ? node.core.projections.proposals.list(own.row, 'open') : []
  if (!own || !proposal) throw new Error('nothing is open')
  for (const [i, { name }] of openMembers(node.core.store).list(own.row).entries()) {
    accepted(await node.vote(person(name), proposal, { vote: i < forCount ? 'for' : 'against' }))
  }
  return proposal
}

export function testMesh(clock: TestClock): TestMesh {
  const nodes: TestNode[] = []
  const random = seededBytes('mesh')
  let away: readonly TestNode[] = []

  const add = async (name: string, options: Parameters<typeof testGroup>[1]): Promise<TestNode> => {
    const group = await testGroup(name, { clock, ...options })
    const fetch: FetchEvidence = async (mandate, issuer) => {
      const from = nodes.find(node => node.id === issuer.id && !away.includes(node))
      const bundle = from ? evidenceOfMandate(from.core, mandate) : refuse('evidence/missing')
      if (isRefusal(bundle)) return bundle
      const tables = openEvidenceTables(group.core.store)
      for (const [id, bytes] of bundle.blocks) tables.add(id, bytes)
      return bundle.root
    }
    const node = {
      ...group,
      federation: openFederationClerk(group.core, fetch),
      bulletins: openBulletinClerk(group.core),
    }
    nodes.push(node)
    return node
  }
  const genesisOf = ({ core, id }: TestNode): Uint8Array => {
    const stored = core.tables.entry(id)
    if (!stored) throw new Error('no genesis')
    return encodeSignedEntry(stored.signed)
  }

  return {
    nodes,
    clock,
    async group(name, size, options) {
      const node = await add(name, options)
      await node.join(...Array.from({ length: size - 1 }, (_, i) => `${name} ${i}`))
      return node
    },
    federation: (name, options) =>
      add(name, { ...options, charter: { members: 'groups', federation: MESH_TERMS, ...options?.charter } }),
    async restart(node, path, nodeSeed) {
      nodes.splice(nodes.indexOf(node), 1)
      await node[Symbol.asyncDispose]()
      const name = node.steward.name.replace('steward of ', '')
      return add(name, { path, nodeSeed, start: 1 })
    },
    async join(federation, group, weight) {
      const ticket = nativeSignerFromSeed(random(32))
      const key = publicKeyHex(ticket.publicKey)
      const body = { key, weight: parseRational(weight) ?? rational(1), expiresAtMs: clock.now() + HOUR }
      accepted(await federation.act(federation.steward.signer, 'federation/ticket-issued', body))
      const charter = genesisOf(group)
      const own = group.core.ownGroup()
      const replacements = own ? replacementsOf(group.core, own) : []
      const feed = accepted(await foundFeed(group.core, group.id, federation.id, replacements))
      const told = await tellCharter(federation, group, ticket)
      const keys = own ? keyChangesFor(group.core, own, readGenesis(charter)) : []
      const joining = {
        group: group.id,
        ...(told ? { told } : {}),
        ...(keys.length > 0 ? { keys } : {}),
        charter,
        feed,
        addresses: ['/ip4/127.0.0.1/tcp/1'],
        ticket: key,
        proof: proveTicket(ticket, federation.id, group.id),
      }
      const authoring = { log: federation.id, at: clock.now(), seq: 1, salt: random(16) }
      const entry = author('federation/joined', joining, authoring, group.steward.signer)
      accepted(await federation.core.writer.submit(entry))
      const federated = {
        federation: federation.id,
        charter: genesisOf(federation),
        addresses: ['/ip4/127.0.0.1/tcp/2'],
        feed,
      }
      accepted(await group.act(group.steward.signer, 'group/federated', federated))
    },
    async propose(federation, changes = {}) {
      const body: FederationProposed = {
        title: 'Establish an inter-federation trade agreement',
        text: 'Goods and hours move freely.',
        method: MAJORITY,
        closesAtMs: clock.now() + 24 * HOUR,
        mandatesByMs: clock.now() + 48 * HOUR,
        answers: null,
        ...changes,
      }
      return accepted(await federation.act(federation.steward.signer, 'federation/proposed', body)).id
    },
    async settle(options = {}) {
      away = options.away ?? []
      const present = nodes.filter(node => !away.includes(node))
      for (let moved = true; moved; ) {
        moved = false
        for (const node of present) {
          const before = node.core.tables.lastPosition()
          for (const other of present) if (other !== node) await copyLogs(other.core, node.core)
          await node.clerk.settle()
          await node.federation.settle()
          await node.bulletins.settle()
          moved ||= node.core.tables.lastPosition() !== before
        }
      }
    },
    async [Symbol.asyncDispose]() {
      for (const node of nodes) await node[Symbol.asyncDispose]()
    },
  }
}

/** How the charter of a group came about goes before its joining, where it was amended; the entry that set it. */
async function tellCharter(federation: TestNode, group: TestNode, ticket: Signer): Promise<Cid | undefined> {
  const own = group.core.ownGroup()
  const genesis = group.core.tables.entry(group.id)
  const steps = own ? charterSteps(group.core, own) : []
  if (!own || !genesis || steps.length === 0) return undefined
  const proof = proveTelling(ticket, federation.id, group.id, group.core.nodeKey)
  const by = { type: 'ticket' as const, ticket: publicKeyHex(ticket.publicKey), proof }
  for (let from = 0; from < steps.length; ) {
    const part = stepsFrom(steps, from)
    const body = { group: group.id, charter: encodeSignedEntry(genesis.signed), by, from, steps: part }
    const authoring = { log: federation.id, at: group.clock.now(), seq: 1 + from, salt: new Uint8Array(16) }
    const entry = author('federation/charter-told', body, authoring, group.core.signer)
    accepted(await federation.core.writer.submit(entry))
    from += part.length
  }
  return group.core.reader(own).amending?.inForce()
}

/** The mandate that a node would honestly give now, in the one federation it belongs to. */
export function honestMandate({ core }: TestGroup): MandateIssued {
  const { federations } = core.projections
  const own = core.ownGroup()
  const [membership] = own ? federations.memberships(own.row) : []
  const above = membership && core.logs.get(membership.federation)
  const [asked] = above ? federations.proposals(above.row).flatMap(id => federations.proposal(id) ?? []) : []
  const mandates = openMandates(
    core,
    openJudging(core, async () => refuse('evidence/missing')),
  )
  const mandate = own && membership && asked && mandates.of(own, membership, asked)
  if (!mandate) throw new Error('there is nothing to say yet')
  return mandate
}

/** Takes every signature for good: what a node does that forges. */
export const CREDULOUS: Verifier = {
  verifyMany: async messages => messages.map(() => true),
  async [Symbol.asyncDispose]() {},
}

/** The feed of a node in the one federation it belongs to. */
export function feedOf({ core }: TestGroup): Cid {
  const own = core.ownGroup()
  const [membership] = own ? core.projections.federations.memberships(own.row) : []
  if (!membership) throw new Error('belongs to no federation')
  return membership.feed
}

/** What `to` should keep of the logs that `from` writes: federations it belongs to, and feeds in them. */
async function copyLogs(from: Core, to: Core): Promise<void> {
  const own = to.ownGroup()
  if (!own) return
  const federations = to.projections.federations.memberships(own.row).map(({ federation }) => federation)
  const wanted = new Set<Cid>([...federations, own.id])
  for (const log of from.logs.values()) {
    if (!log.own) continue
    const feed = from.projections.federations.feed(log.row)
    if (feed && from.reader(log).feed()?.node !== from.nodeKey) continue
    const isWanted = feed ? wanted.has(feed.federation) : wanted.has(log.id) && log.id !== own.id
    const have = to.logs.get(log.id)?.range.size ?? 0
    if (!isWanted || have >= log.range.size) continue
    const entries = from.tables.range(log.row, have, 10_000).map(({ signed }) => signed)
    const writer = publicKeyBytes(from.nodeKey)
    accepted(await to.writer.replicate({ log: log.id, from: have, entries, checkpoint: log.checkpoint, writer }))
  }
}

/** The nodes of `by` cosign the newest checkpoint of a federation's log, and the federation keeps their lines. */
export function cosign(federation: TestNode, ...by: readonly TestNode[]): void {
  const note = federation.core.logs.get(federation.id)?.checkpoint ?? ''
  const ask = formatAddCheckpoint({ oldSize: 0, proof: [], note })
  for (const { core } of by) {
    const { cosignature } = accepted(openWitness(core).addCheckpoint(ask))
    openCosigned(federation.core.store).add(federation.id, note + cosignature)
  }
}
