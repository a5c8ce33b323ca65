import t from 'tap'
import type { Core } from '../../../node/core.ts'
import { openPassings } from '../../../node/domains/delegation/passing.ts'
import { evidenceOfVote } from '../../../node/domains/federation/evidence.ts'
import { openClerk } from '../../../node/domains/governance/clerk.ts'
import { openProposalSecrets } from '../../../node/domains/governance/secrets.ts'
import type { Cid } from '../../../protocol/bytes/cid.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { type PublicKeyHex, publicKeyBytes, publicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { sha256 } from '../../../protocol/bytes/sha256.ts'
import { verifyDecision } from '../../../protocol/federation/verify-decision.ts'
import { type DelegationRow, delegationsRoot } from '../../../protocol/governance/delegation-table.ts'
import { freezeElectorate } from '../../../protocol/governance/electorate.ts'
import { ballotFactor, blindPublicKey } from '../../../protocol/keys/ballot-key.ts'
import { rational } from '../../../protocol/rational.ts'
import { accepted, HOUR, MAJORITY, seededBytes, type TestGroup, testClock, testGroup } from '../../support/test-core.ts'

/** Enough for a table of three parts. */
const DELEGATING = 2_000

/** A vote in which so many members, whom the test makes up, delegate to Alice, who has voted. */
async function delegatedVote(group: TestGroup): Promise<Cid> {
  const { core, clock, steward } = group
  const [alice] = await group.join('Alice')
  if (!alice) throw new Error('nobody joined')
  const { id: proposal } = accepted(
    await group.act(steward.signer, 'proposal/opened', {
      title: 'Paint the fence?',
      text: '',
      method: MAJORITY,
      quorum: rational(1, 2),
      closesAtMs: clock.now() + 2 * HOUR,
      closesEarly: false,
      answers: null,
    }),
  )
  const random = seededBytes('made up')
  const crowd = Array.from({ length: DELEGATING }, () => publicKeyHex(random(32)))
  const secret = { blinding: random(32), seed: random(32), members: [alice.key, ...crowd] }
  const secrets = openProposalSecrets(core.store)
  const aliceKey = publicKeyBytes(alice.key)
  const own = publicKeyHex(blindPublicKey(aliceKey, ballotFactor(secret.blinding, proposal, aliceKey)))
  const keys = [own, ...crowd.map(() => publicKeyHex(random(32)))]
  secrets.keep(proposal, secret)
  secrets.keepKeys(proposal, secret.members, keys)
  for (const part of freezeElectorate(proposal, keys, sha256(secret.seed))) {
    accepted(await core.write(group.id, 'proposal/electorate', part))
  }
  core.store.transaction(() => {
    for (const [i, member] of crowd.entries()) delegate(group, member, alice.key, -1 - i)
  })()
  accepted(await group.vote(alice, proposal, { vote: 'for' }))
  return proposal
}

/** As the projection has it, of members whose signatures nobody has made. */
function delegate({ core, clock }: TestGroup, from: PublicKeyHex, to: PublicKeyHex | null, position: number) {
  const own = core.ownGroup()
  core.store
    .prepare<[number, number, Uint8Array, number, Uint8Array | null, number]>(
      `INSERT INTO delegation (position, log, member, scope, seq, given, delegate, expires_at_ms, at_ms)
       VALUES (?, ?, ?, '', ?, 1, ?, NULL, ?)`,
    )
    .run(position, own?.row ?? 0, fromHex(from), position, to && fromHex(to), clock.now())
}

function stored(core: Core, proposal: Cid) {
  const found = core.projections.proposals.get(proposal)
  if (!found) throw new Error('no proposal')
  return found
}

/** The table as it should be: everybody who delegates, as things stand. */
function expectedRows({ core, clock }: TestGroup, proposal: Cid): DelegationRow[] {
  const passings = openPassings(core.store).of(stored(core, proposal), clock.now())
  const rows = passings.map(({ from, to }) => [publicKeyHex(from.key), publicKeyHex(to.key)] as const)
  return rows.sort(([a], [b]) => (a < b ? -1 : 1))
}

for (const written of [0, 1, 2, 3]) {
  t.test(`a node that stops after ${written} of three parts of a table finishes with the same table`, async t => {
    const path = `${t.testdir()}/group.sqlite`
    const clock = testClock()
    const before = await testGroup('Gràcia', { path, clock })
    const proposal = await delegatedVote(before)
    clock.advance(2 * HOUR + 1)
    const expected = expectedRows(before, proposal)
    t.equal(expected.length, DELEGATING)
    let parts = 0
    const { write } = before.core
    const dying = openClerk({
      ...before.core,
      write: (log, kind, body) => {
        if (kind === 'proposal/closed' || parts++ === written) throw new Error('the power went')
        return write(log, kind, body)
      },
    })
    await t.rejects(dying.close(proposal), /the power went/)
    t.equal(stored(before.core, proposal).delegations?.partsSeen ?? 0, written)
    t.equal(stored(before.core, proposal).state, written === 0 ? 'open' : 'closing')
    await before[Symbol.asyncDispose]()

    await using after = await testGroup('Gràcia', { path, clock, start: 1 })
    // What people do while it is down, or before it has closed the vote, comes too late.
    const [someone] = openProposalSecrets(after.core.store).get(proposal)?.members.slice(1) ?? []
    if (someone) delegate(after, someone, null, 1_000_000)
    clock.advance(HOUR)
    await after.clerk.settle()
    const { state, delegations, closed } = stored(after.core, proposal)
    t.equal(state, 'closed')
    t.match(delegations, { parts: 3, partsSeen: 3, count: DELEGATING, root: delegationsRoot(expected) })
    t.match(closed, { count: { ballots: DELEGATING + 1 } })
    t.same(expectedRows(after, proposal), expected, 'row by row')
    const { root, blocks } = accepted(evidenceOfVote(after.core, proposal))
    t.same((await verifyDecision(root, new Map(blocks))).findings, [], 'and a recount finds nothing wrong')
  })
}
