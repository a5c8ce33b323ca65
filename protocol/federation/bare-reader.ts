import type { Cid } from '../bytes/cid.ts'
import type { Charter } from '../group/charter.ts'
import { type Verify, verifySignature } from '../keys/verify.ts'
import type { LogReader } from '../log-reader.ts'

/** Before a genesis there is nothing to read. */
export function emptyReader(verify: Verify): LogReader {
  return {
    log: null,
    verify,
    charter: nothing,
    feed: nothing,
    member: nothing,
    invitation: nothing,
    hasVouched: () => false,
    proposal: nothing,
    ballotCount: () => 0,
    isInElectorate: () => false,
    directCount: () => ({ ballots: 0, counts: [] }),
    hasDelegation: () => false,
    hasDelegations: () => false,
    ticket: nothing,
    group: nothing,
    groups: () => [],
    groupOfSteward: nothing,
    expulsionGrounds: () => [],
    seatings: () => [],
    mergers: () => [],
    isMemberOf: () => false,
    federationProposal: nothing,
    offer: nothing,
  }
}

/** A log of which nothing is known but its genesis; whoever replays entries of it adds what they say. */
export function bareReader(genesis: {
  readonly id: Cid
  readonly charter: Charter
  readonly verify?: Verify | undefined
}): LogReader {
  return { ...emptyReader(genesis.verify ?? verifySignature), log: genesis.id, charter: () => genesis.charter }
}

const nothing = () => undefined
