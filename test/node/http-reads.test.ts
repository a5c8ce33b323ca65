import t from 'tap'
import { openLiveTallies } from '../../node/domains/governance/live-tally.ts'
import type { StoredProposal } from '../../node/domains/governance/proposals.ts'
import { accepted, HOUR, type TestGroup, testGroup } from '../support/test-core.ts'

function stored(group: TestGroup, id: Awaited<ReturnType<TestGroup['open']>>): StoredProposal {
  const proposal = group.core.projections.proposals.get(id)
  if (!proposal) throw new Error('no proposal')
  return proposal
}

t.test('a live tally', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob] = await group.join('Alice', 'Bob')
  if (!alice || !bob) throw new Error('nobody joined')
  const proposal = await group.open()
  let elapsed = 0
  const tallies = openLiveTallies(group.core.store, () => elapsed, group.clock.now)
  const voters = () => tallies.of(stored(group, proposal), 'all').voters

  await t.test('is counted at most every fiftieth of a second, however often it is asked for', async t => {
    t.equal(voters(), 0)
    accepted(await group.vote(alice, proposal, { vote: 'for' }))
    elapsed += 49
    t.equal(voters(), 0)
    elapsed += 1
    t.equal(voters(), 1)
  })
  await t.test('is the very same while no ballot comes in', async t => {
    const held = tallies.of(stored(group, proposal), 'all')
    elapsed += 10_000
    t.equal(tallies.of(stored(group, proposal), 'all'), held)
    accepted(await group.vote(bob, proposal, { vote: 'against' }))
    t.not(tallies.of(stored(group, proposal), 'all'), held)
  })
  await t.test('is final at once when the vote closes', async t => {
    t.equal(tallies.of(stored(group, proposal), 'all').final, false)
    group.clock.advance(3 * HOUR)
    await group.clerk.settle()
    const closed = tallies.of(stored(group, proposal), 'all')
    t.match(closed, { final: true, voters: 2 })
    elapsed += 10_000
    t.equal(tallies.of(stored(group, proposal), 'all'), closed, 'and is not counted again')
  })
})

t.test('what pages ask for often is found by an index', async t => {
  await using group = await testGroup('Gràcia')
  const planOf = (sql: string) =>
    group.core.store
      .prepare<unknown[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
      .all(...Array(sql.split('?').length - 1).fill(0))
      .map(({ detail }) => detail)
      .join('; ')
  const asked = [
    'SELECT max(position) FROM ballot WHERE proposal = ?',
    `SELECT proposal.cid, min(ballot.position) FROM ballot JOIN proposal ON proposal.id = ballot.proposal
     WHERE ballot.position > ? AND ballot.position <= ? GROUP BY ballot.proposal`,
    `SELECT idx FROM entry JOIN log ON log.id = entry.log
     WHERE position > ? AND position <= ? AND kind <> 'ballot/cast' AND refused IS NULL ORDER BY position LIMIT ?`,
    `SELECT entry.id FROM voter JOIN entry ON entry.position = voter.ballot WHERE voter.proposal = ? AND voter.key = ?`,
    'SELECT key FROM session WHERE token_hash = ? AND expires_at_ms > ?',
    'DELETE FROM session WHERE expires_at_ms <= ?',
    'SELECT token_hash FROM session WHERE key = ? ORDER BY expires_at_ms DESC LIMIT -1 OFFSET ?',
  ]
  for (const sql of asked) {
    const plan = planOf(sql)
    t.match(plan, /SEARCH/, sql)
    t.notMatch(plan, /SCAN/, `${sql}: ${plan}`)
  }
})
