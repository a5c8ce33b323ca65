import { author } from '../../protocol/author.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../protocol/bytes/public-key.ts'
import type { Charter } from '../../protocol/group/charter.ts'
import { type Signer, signerFromSeed } from '../../protocol/keys/signer.ts'
import type { BodyOf, KindName } from '../../protocol/kinds.ts'
import { encodeSignedEntry, SALT_BYTES } from '../../protocol/log/entry.ts'
import { granted } from '../client/problem.ts'
import { type Core, openCore, type Surroundings } from '../core.ts'
import { nodeKeyPath, storePath } from '../data-folder.ts'
import { type FederationClerk, openFederationClerk } from '../domains/federation/clerk.ts'
import type { FetchEvidence } from '../domains/federation/judging.ts'
import { type Clerk, openClerk } from '../domains/governance/clerk.ts'
import { keyInFile } from '../key-file.ts'
import { nativeSignerFromSeed } from '../log/native-signer.ts'
import type { Verifier } from '../log/verifier.ts'
import type { Ack } from '../log/writer.ts'
import { charterOf } from './trial-charter.ts'

/** A node of a trial: its own data folder, its own key, a made-up steward who signs what stewards sign. */
export type TrialNode = {
  readonly core: Core
  /** Of the node's key. */
  readonly seed: Uint8Array
  readonly clerk: Clerk
  readonly federationClerk: FederationClerk
  /** Its group, or federation. */
  readonly id: Cid
  readonly steward: Signer
  /** The founding entry, as it stands in other entries and in tickets. */
  readonly genesis: Uint8Array
  /** Signs by the steward and submits, to this node's own log or to another node's. */
  act<K extends KindName>(kind: K, body: BodyOf<K>, where?: Pick<TrialNode, 'core' | 'id'>): Promise<Ack>
  [Symbol.asyncDispose](): Promise<void>
}

/** What the nodes of one trial share. */
export type TrialParts = Surroundings & { readonly verifier: Verifier; readonly fetchEvidence: FetchEvidence }

/** Founds a group of people, or a federation, in a data folder of its own. */
export async function foundTrialNode(
  folder: string,
  name: string,
  members: Charter['members'],
  { verifier, fetchEvidence, ...surroundings }: TrialParts,
): Promise<TrialNode> {
  const { now, randomBytes } = surroundings
  const seed = granted(keyInFile(nodeKeyPath(folder), randomBytes))
  const signer = nativeSignerFromSeed(seed)
  const core = granted(openCore({ path: storePath(folder), signer, verifier, ...surroundings }))
  const steward = signerFromSeed(randomBytes(32))
  const authoring = (log: Cid | null, seq: number) => ({ log, at: now(), seq, salt: randomBytes(SALT_BYTES) })
  const genesis = author(
    'group/founded',
    charterOf(name, members, publicKeyHex(steward.publicKey), core.nodeKey),
    authoring(null, 1),
    steward,
  )
  const { id } = granted(await core.writer.submit(genesis, { genesis: 'group' }))
  let seq = 1
  return {
    core,
    seed,
    clerk: openClerk(core),
    federationClerk: openFederationClerk(core, fetchEvidence),
    id,
    steward,
    genesis: encodeSignedEntry(genesis),
    async act(kind, body, where = { core, id }) {
      return granted(await where.core.writer.submit(author(kind, body, authoring(where.id, ++seq), steward)))
    },
    [Symbol.asyncDispose]: () => core[Symbol.asyncDispose](),
  }
}
