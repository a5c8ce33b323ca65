import { author } from '../../protocol/author.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../protocol/bytes/public-key.ts'
import { sha256 } from '../../protocol/bytes/sha256.ts'
import { freezeElectorate } from '../../protocol/governance/electorate.ts'
import type { Signer } from '../../protocol/keys/signer.ts'
import { SALT_BYTES } from '../../protocol/log/entry.ts'
import { granted } from '../client/problem.ts'
import { openProposalSecrets } from '../domains/governance/secrets.ts'
import type { Area } from './areas.ts'
import { drawSigners } from './drawn-signers.ts'
import type { Stopwatch } from './stopwatch.ts'
import type { TrialNode } from './trial-node.ts'

/** Ballots signed and then submitted at once: far below what a node lets wait. */
const BALLOTS_A_TURN = 2_000

/** This group's own vote that answers the federation's proposal. */
export function localProposal({ core }: TrialNode, federationProposal: Cid): Cid {
  const proposal = core.projections.proposals.answering(federationProposal)
  if (!proposal) throw new Error('the group has not opened the proposal of its federation')
  return proposal
}

/**
 * Draws a ballot key for every voter of the area and freezes them as its electorate. The voters are made up, so the keys
 * are drawn directly instead of blinding keys of members: they are as unlinkable, and a thousand times quicker to make.
 */
export async function drawElectorate(
  { core, id }: Pick<TrialNode, 'core' | 'id'>,
  proposal: Cid,
  voters: number,
): Promise<Signer[]> {
  const signers = await drawSigners(voters)
  const [blinding, seed] = [core.randomBytes(32), core.randomBytes(32)]
  openProposalSecrets(core.store).keep(proposal, { blinding, seed, members: [] })
  const keys = signers.map(({ publicKey }) => publicKeyHex(publicKey))
  for (const part of freezeElectorate(proposal, keys, sha256(seed))) {
    granted(await core.write(id, 'proposal/electorate', part))
  }
  return signers
}

/** Signs every ballot of the area by its voter's key and hands it in by the one way there is. */
export async function castBallots(
  { core, id }: Pick<TrialNode, 'core' | 'id'>,
  proposal: Cid,
  { ballots }: Area,
  signers: readonly Signer[],
  { stopwatch, cast }: { stopwatch: Stopwatch; cast: (ballots: number) => void },
): Promise<void> {
  for (let from = 0; from < ballots.length; from += BALLOTS_A_TURN) {
    const turn = ballots.slice(from, from + BALLOTS_A_TURN)
    const signed = await stopwatch.time('sign', () =>
      turn.map(({ choice }, i) => {
        const signer = signers[from + i]
        if (!signer) throw new Error('a ballot without its voter')
        const authoring = { log: id, at: core.now(), seq: 1, salt: core.randomBytes(SALT_BYTES) }
        return author('ballot/cast', { proposal, choice }, authoring, signer)
      }),
    )
    const answers = await stopwatch.time('vote', () => Promise.all(signed.map(entry => core.writer.submit(entry))))
    for (const answer of answers) granted(answer)
    cast(turn.length)
  }
}
