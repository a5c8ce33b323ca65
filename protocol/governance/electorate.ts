import { fromHex } from '../bytes/hex.ts'
import type { PublicKeyHex } from '../bytes/public-key.ts'
import { type Sha256, sha256 } from '../bytes/sha256.ts'
import { leafHash, merkleRoot } from '../log/merkle.ts'
import type { ActiveVoters } from './active.ts'
import { ELECTORATE_PART_KEYS, type ProposalElectorate } from './proposal.ts'

/** Merkle root (RFC 6962) over ballot keys in ascending order. */
export function electorateRoot(ascendingKeys: readonly PublicKeyHex[], hash: Sha256 = sha256): Uint8Array {
  return merkleRoot(
    ascendingKeys.map(key => leafHash(fromHex(key), hash)),
    hash,
  )
}

/**
 * The bodies that freeze an electorate, in the order in which they enter the log.
 * Keys may come in any order; they leave sorted, so that their order tells nothing about the members.
 */
export function freezeElectorate(
  proposal: ProposalElectorate['proposal'],
  keys: readonly PublicKeyHex[],
  seedCommitment: Uint8Array,
  { active, charter }: { active?: ActiveVoters | undefined; charter?: ProposalElectorate['charter'] | undefined } = {},
): ProposalElectorate[] {
  const ascending = [...keys].sort()
  const shared = {
    proposal,
    parts: Math.max(1, Math.ceil(ascending.length / ELECTORATE_PART_KEYS)),
    count: ascending.length,
    root: electorateRoot(ascending),
    seedCommitment,
    ...(active ? { active } : {}),
    ...(charter ? { charter } : {}),
  }
  return Array.from({ length: shared.parts }, (_, part) => ({
    ...shared,
    part,
    keys: ascending.slice(part * ELECTORATE_PART_KEYS, (part + 1) * ELECTORATE_PART_KEYS),
  }))
}
