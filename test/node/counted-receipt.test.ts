import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { evidenceOfVote } from '../../node/domains/federation/evidence.ts'
import { receiptOf } from '../../node/http/views/receipt.ts'
import { readKnown } from '../../protocol/federation/evidence.ts'
import { verifyCar } from '../../protocol/federation/verify-car.ts'
import { ballotsRoot } from '../../protocol/governance/ballot.ts'
import { signCheckpoint } from '../../protocol/log/checkpoint.ts'
import { leafHash } from '../../protocol/log/merkle.ts'
import { comunal } from '../support/comunal-process.ts'
import { fileOf, forged, rewriteTable, tablesOf } from '../support/tampering.ts'
import { accepted, HOUR, person, testGroup } from '../support/test-core.ts'

/** A closed vote with its bundle, and a receipt of each of its ballots. */
async function closedVote() {
  const group = await testGroup('Gràcia')
  const [alice, bob] = await group.join('Alice', 'Bob')
  if (!alice || !bob) throw new Error('nobody joined')
  const other = await group.open({ title: 'Another one?' })
  const elsewhere = accepted(await group.vote(alice, other, { vote: 'for' }))
  const proposal = await group.open()
  const first = accepted(await group.vote(alice, proposal, { vote: 'against' }))
  const second = accepted(await group.vote(alice, proposal, { vote: 'for' }))
  accepted(await group.vote(bob, proposal, { vote: 'for' }))
  group.clock.advance(3 * HOUR)
  await group.clerk.settle()
  const { root, blocks } = accepted(evidenceOfVote(group.core, proposal))
  const bundle = { root, blocks: new Map(blocks) }
  const [vote] = tablesOf(bundle)
  if (vote?.table.type !== 'group') throw new Error('not of a group')
  const receipt = (id: typeof first.id) => accepted(receiptOf(group.core, id)).text
  return { group, bundle, table: vote.table, receipt, first, second, elsewhere, proposal }
}

t.test('the ballot of a receipt is found among those of the bundle, a replaced one too', async t => {
  const { group, bundle, receipt, first, second } = await closedVote()
  await using _ = group
  for (const { id } of [first, second]) {
    t.match(await verifyCar(fileOf(bundle), { receipt: receipt(id) }), { verified: true, receipt: { id } })
  }
})

t.test('a node that leaves out a ballot of which it gave a receipt is convicted by receipt and bundle', async t => {
  const { group, bundle, table, receipt, second } = await closedVote()
  await using _ = group
  const { signer } = group.core
  const { body, entry } = accepted(readKnown(bundle.blocks, table.closed, 'proposal/closed'))
  const kept = table.ballots.filter(id => id !== second.id)
  const counts = body.count.counts.map(count => {
    const less = { for: 1, against: 0, abstain: 0 }[count.option] ?? 0
    const points = count.option === 'against' ? 1 : count.points - less
    return { ...count, points, ballots: points }
  })
  const lie = { ...body, ballots: { count: kept.length, root: ballotsRoot(kept) }, count: { ...body.count, counts } }
  const place = { log: group.id, at: entry.header.at, seq: entry.header.seq }
  const { id, blocks } = forged('proposal/closed', lie, place, signer)
  const leaf = new Map(blocks).get(id)
  if (!leaf) throw new Error('no leaf')
  const checkpoint = signCheckpoint({ log: group.id, size: 1, root: leafHash(leaf) }, signer)
  const changed = { ...table, ballots: kept, closed: id, place: { checkpoint, index: 0, proof: [] } }
  const file = fileOf(rewriteTable(bundle, bundle.root, changed, blocks))
  t.match(await verifyCar(file), { verified: true, findings: [] }, 'the bundle holds by itself')
  const text = receipt(second.id)
  t.match(await verifyCar(file, { receipt: text }), { verified: false, findings: [{ code: 'ballot/left-out' }] })

  await t.test('a person sees it by the command', async t => {
    const folder = t.testdir({ 'vote.txt': text })
    writeFileSync(join(folder, 'decision.car'), file)
    writeFileSync(join(folder, 'truth.car'), fileOf(bundle))
    const asked = ['--receipt', join(folder, 'vote.txt')]
    const lying = await comunal(['verify', join(folder, 'decision.car'), ...asked])
    t.match(lying, {
      code: 1,
      stdout: /the receipt: The node promised that this ballot is in its log, and left it out/,
    })
    const honest = await comunal(['verify', join(folder, 'truth.car'), ...asked])
    t.match(honest, { code: 0, stdout: `The ballot of the receipt is among them: ${second.id}.` })
  })
})

t.test('a receipt of anything else convicts nobody', async t => {
  const { group, bundle, receipt, elsewhere, proposal, second } = await closedVote()
  await using _ = group
  const bad = async (text: string) => {
    const report = accepted(await verifyCar(fileOf(bundle), { receipt: text }))
    return report.findings.map(({ code }) => code)
  }
  t.same(await bad(receipt(elsewhere.id)), ['receipt/bad'], 'a ballot of another vote of the group')
  t.same(await bad(receipt(proposal)), ['receipt/bad'], 'an entry that is no ballot')
  t.same(await bad('c2sp.org/tlog-proof@v1\n'), ['receipt/bad'], 'no receipt')
  const text = receipt(second.id)
  const strangers = text.slice(0, text.indexOf('comunal/'))
  const checkpoint = { log: group.id, size: 1, root: new Uint8Array(32) }
  const forgedText = `${strangers}${signCheckpoint(checkpoint, person('stranger').signer)}`
  t.same(await bad(forgedText), ['note/unverified'], 'one that a stranger signed')
})
