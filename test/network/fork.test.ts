import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as pathOf } from 'node:path'
import t from 'tap'
import { openFederationClerk } from '../../node/domains/federation/clerk.ts'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import { openLevels } from '../../node/domains/federation/levels.ts'
import { proposeReplacement, takeOver } from '../../node/domains/federation/replace-node.ts'
import { startSettling } from '../../node/jobs/settling.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { author } from '../../protocol/author.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { publicKeyHex } from '../../protocol/bytes/public-key.ts'
import { encodeEvidence, readEvidence } from '../../protocol/federation/evidence.ts'
import type { Announcement } from '../../protocol/federation/feed-announcement.ts'
import { replacementBytes } from '../../protocol/federation/node-replacement.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { signCheckpoint } from '../../protocol/log/checkpoint.ts'
import { decodeEntry, type SignedEntry } from '../../protocol/log/entry.ts'
import { appendLeaves, inclusionProof, rangeAt, rangeRoot, type TreeNode } from '../../protocol/log/merkle.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import { councilDueOf } from '../support/council-due.ts'
import { until } from '../support/patience.ts'
import { accepted, HOUR, MAJORITY, person, testClock } from '../support/test-core.ts'
import { announceUntil, federationNode, held, join, type NetNode, netNode, offer, ticketOf } from './sync-rig.ts'

const clock = testClock()
const federation = await federationNode('Water council', clock)
const folder = mkdtempSync(pathOf(tmpdir(), 'comunal-fork-'))
const path = pathOf(folder, 'upstream.sqlite')
const others = [federation, await netNode('Midstream', clock), await netNode('Downstream', clock)]
const liar = await netNode('Upstream', clock, false, { path })
const running = new Map<NetNode, AsyncDisposable[]>()
const start = (node: NetNode) => {
  const federated = openFederationClerk(node.core, (mandate, issuer) => node.network.fetchEvidence(mandate, issuer))
  running.set(node, [startSettling(node.core, node.clerk), startSettling(node.core, federated), node])
}
const stop = async (node: NetNode) => {
  for (const part of running.get(node) ?? []) await part[Symbol.asyncDispose]()
  running.delete(node)
}
for (const node of [...others, liar]) start(node)
t.teardown(async () => {
  for (const node of [...running.keys()]) await stop(node)
  rmSync(folder, { recursive: true })
})
const groupsWith = (node: NetNode) => [node, ...others.slice(1)]

/** A question to all groups; the people of every group say yes, and it is decided. */
async function decideTogether(node: NetNode, title: string): Promise<Cid> {
  const { id: proposal } = accepted(
    await federation.act(federation.steward.signer, 'federation/proposed', {
      title,
      text: '',
      method: MAJORITY,
      closesAtMs: clock.now() + 24 * HOUR,
      mandatesByMs: clock.now() + 48 * HOUR,
      answers: null,
    }),
  )
  for (const group of groupsWith(node)) {
    const own = group.core.ownGroup()
    const opened = () => (own ? group.core.projections.proposals.list(own.row, 'open') : [])
    await until(() => opened().length > 0)
    const [asked] = opened()
    if (!asked) throw new Error('nothing is open')
    accepted(await group.vote(person(group.steward.name), asked, { vote: 'for' }))
  }
  const all = [federation, ...groupsWith(node)]
  await until(() => all.every(({ core }) => openLevels(core).of(proposal)?.decided))
  return proposal
}
const reasonsOf = (proposal: Cid) =>
  (openLevels(federation.core).of(proposal)?.decided?.body.groups ?? [])
    .map(({ group, reason }) => [group === liar.id, reason])
    .toSorted()

/** What is said in place of the last entry of a log that the node writes, signed by it as its history. */
function retold(node: NetNode, log: Cid, entry: SignedEntry): Announcement {
  const row = node.core.logs.get(log)
  const read = decodeEntry(entry)
  if (!row || isRefusal(read)) throw new Error('nothing to retell')
  const index = row.range.size - 1
  const before = rangeAt(index, (level, at) => node.core.tables.node(row.row, level, at))
  const { range, nodes: fresh } = appendLeaves(before, [read.leafHash])
  const nodeAt = (level: number, at: number) =>
    fresh.find((item: TreeNode) => item.level === level && item.index === at)?.hash ??
    node.core.tables.node(row.row, level, at)
  const checkpoint = signCheckpoint({ log, size: range.size, root: rangeRoot(range) }, node.core.signer)
  return { log, index, signed: entry, checkpoint, proof: inclusionProof(index, range.size, nodeAt) }
}

const nodes = [...others, liar]
const isConvicted = (node: NetNode, log: Cid) =>
  node.core.projections.federations.fork(log, liar.core.nodeKey) !== undefined

t.test('a node that shows two histories is convicted at all others and left out, and anyone can check why', async t => {
  const feeds: Cid[] = []
  for (const group of groupsWith(liar)) feeds.push(accepted(await join(group, await ticketOf(federation))).feed)
  const [feed] = feeds
  if (!feed) throw new Error('no feed')
  accepted(await liar.core.write(feed, 'offer/published', offer('Pump')))
  await until(() => nodes.every(node => held(node, feed) === held(liar, feed)))

  const authoring = { log: feed, at: clock.now(), seq: 9, salt: new Uint8Array(16) }
  const other = author('offer/published', offer('No pump'), authoring, liar.core.signer)
  const convicted = () => nodes.every(node => isConvicted(node, feed))
  await announceUntil(liar, federation.id, retold(liar, feed, other), convicted)
  t.equal(held(federation, feed), held(liar, feed), 'the copy is left as it stands')
  t.ok(
    federation.network.status().feeds.find(({ log }) => log === feed)?.forked,
    'the network says of its feed that it has two histories',
  )
  const { federations } = federation.core.projections
  const ownRow = federation.core.ownGroup()?.row ?? 0
  t.same(
    federations
      .groups(ownRow)
      .filter(group => federations.isForked(group))
      .map(({ id }) => id),
    [liar.id],
    'nobody else is',
  )
  t.match(councilDueOf(federation.core, federation.steward.key), [
    { kind: 'fork', subject: liar.id, at: federation.id },
  ])

  const proposal = await decideTogether(liar, 'Share the well?')
  t.same(reasonsOf(proposal), [
    [false, null],
    [false, null],
    [true, 'feed/forked'],
  ])

  const bundle = accepted(evidenceOfDecision(federation.core, proposal))
  const blocks = new Map(bundle.blocks)
  t.same((await verifyDecision(bundle.root, blocks)).findings, [])
  const contents = accepted(readEvidence(blocks, bundle.root))
  if (contents.type !== 'federation') throw new Error('not of a federation')
  t.equal(contents.forks?.length, 1)
  const { forks: _, ...silent } = contents
  const { root, bytes } = encodeEvidence(silent)
  const codes = (await verifyDecision(root, new Map([...blocks, [root, bytes]]))).findings.map(({ code }) => code)
  t.ok(codes.includes('fork/unproven'), 'without the proof the group was left out without a reason')
})

t.test('the council gives the node another key; from then on the group counts again', async t => {
  const nodeSeed = new Uint8Array(32).fill(99)
  const fresh = publicKeyHex(nativeSignerFromSeed(nodeSeed).publicKey)
  const terms = accepted(proposeReplacement(liar.core, fresh))
  const signature = liar.steward.signer.sign(replacementBytes(terms))
  const replacement = { ...terms, signatures: [{ by: liar.steward.key, signature }] }
  await stop(liar)
  const renewed = await netNode('Upstream', clock, false, { path, start: 1, nodeSeed })
  const handovers = accepted(await takeOver(renewed.core, replacement, address => address))
  t.same(
    accepted(await takeOver(renewed.core, replacement, address => address)).length,
    1,
    'done twice it is done once',
  )
  start(renewed)
  for (const { entry } of handovers) accepted(await federation.core.writer.submit(entry))
  const all = [...others, renewed]
  await until(() =>
    all.every(({ core }) => {
      const log = core.logs.get(federation.id)
      const group = log && core.projections.federations.group(log.row, renewed.id)
      return group?.charter.node === fresh && core.logs.has(group.feed)
    }),
  )
  t.notOk(
    federation.core.projections.federations
      .groups(federation.core.ownGroup()?.row ?? 0)
      .some(group => federation.core.projections.federations.isForked(group)),
    'nobody is set apart any more',
  )
  const proposal = await decideTogether(renewed, 'And now?')
  t.same(reasonsOf(proposal), [
    [false, null],
    [false, null],
    [true, null],
  ])
  const bundle = accepted(evidenceOfDecision(federation.core, proposal))
  const report = await verifyDecision(bundle.root, new Map(bundle.blocks))
  t.same(report.findings, [])
  t.equal(report.level, 'ballots', 'down to the ballots that were counted under the new key')
})
