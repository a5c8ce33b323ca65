import t from 'tap'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import { proposeReplacement } from '../../node/domains/federation/replace-node.ts'
import { nativeSha256 } from '../../node/log/native-sha256.ts'
import { rebuild } from '../../node/rebuild.ts'
import { author } from '../../protocol/author.ts'
import { proveTelling } from '../../protocol/federation/charter-told.ts'
import { checkReplacement, replacementBytes } from '../../protocol/federation/node-replacement.ts'
import { verifyCar } from '../../protocol/federation/verify-car.ts'
import { changeBytes, termsOf } from '../../protocol/group/amending.ts'
import { verifySignature } from '../../protocol/keys/verify.ts'
import { decodeEntry, encodeSignedEntry } from '../../protocol/log/entry.ts'
import { rational } from '../../protocol/rational.ts'
import { fileOf } from '../support/tampering.ts'
import { charterOf } from '../support/test-charter.ts'
import { accepted, charterFor, HOUR, person, testClock } from '../support/test-core.ts'
import { everyoneVotes, type TestNode, testMesh } from '../support/test-federation.ts'

/** Two groups in a federation, one of which has made another of its members its steward, by signature and then by vote. */
async function amendedMember() {
  const mesh = testMesh(testClock())
  const barcelona = await mesh.federation('Barcelona')
  const [gracia, sants] = [await mesh.group('Gràcia', 3), await mesh.group('Sants', 2)]
  await mesh.join(barcelona, gracia, '1')
  await mesh.join(barcelona, sants, '1')
  const [biel, carla] = [person('Gràcia 0'), person('Gràcia 1')]
  const charter = charterOf(gracia)
  const stewards = [gracia.steward.key, biel.key]
  accepted(await charter.draft(gracia.steward, charter.change({ name: 'Vila de Gràcia', stewards, threshold: 2 })))
  await charter.settle()
  const asked = await charter.open(charter.change({ stewards: [biel.key], threshold: 1 }))
  await charter.pass(asked, [biel, carla])
  await mesh.settle()
  const inRoster = () => {
    const own = barcelona.core.ownGroup()
    const group = own && barcelona.core.projections.federations.group(own.row, gracia.id)
    if (!group) throw new Error('not in the roster')
    return group
  }
  return { mesh, barcelona, gracia, sants, biel, carla, charter, inRoster }
}

t.test('a group of a federation amends its charter', async t => {
  const { mesh, barcelona, gracia, sants, biel, charter, inRoster } = await amendedMember()
  t.teardown(() => mesh[Symbol.asyncDispose]())

  await t.test('an amended charter reaches the roster of the federation, and is judged by all', async t => {
    t.match(inRoster(), {
      charter: { name: 'Vila de Gràcia', stewards: [biel.key], threshold: 1 },
      amended: charter.entry(),
    })
    const others = (node: TestNode) => {
      const log = node.core.logs.get(barcelona.id)
      return log && node.core.projections.federations.group(log.row, gracia.id)?.charter
    }
    t.same(others(sants), inRoster().charter)

    await mesh.propose(barcelona)
    await mesh.settle()
    await everyoneVotes(gracia, 3)
    await everyoneVotes(sants, 2)
    await mesh.settle()
    mesh.clock.advance(72 * HOUR)
    await mesh.settle()
    const [id] = barcelona.core.projections.federations.proposals(1)
    if (!id) throw new Error('nothing was asked')
    const { root, blocks } = accepted(evidenceOfDecision(barcelona.core, id))
    const report = accepted(await verifyCar(fileOf({ root, blocks: new Map(blocks) }), { hash: nativeSha256 }))
    t.same(report.findings, [])
    t.match(report, { verified: true, level: 'ballots' })
    t.ok(
      report.decision && 'verdict' in report.decision && report.decision.verdict.groups.every(({ reason }) => !reason),
    )

    for (const { core } of mesh.nodes) {
      const before = core.projections.digest()
      t.equal(rebuild(core).digest, before, 'and the logs alone say so')
    }
  })

  await t.test('a federation takes no amendment that the group has not made', async t => {
    const note = async (group: typeof gracia.id, entry: Uint8Array) =>
      barcelona.core.write(barcelona.id, 'federation/amendment-noted', { group, entry })
    const last = gracia.core.tables.entry(charter.entry())
    if (!last) throw new Error('no amendment')
    t.match(await note(gracia.id, encodeSignedEntry(last.signed)), { code: 'charter/stale' }, 'not twice')
    t.match(await note(sants.id, encodeSignedEntry(last.signed)), { code: /^(entry|member)\// }, 'nor for another')
    const feed = gracia.core.projections.federations.memberships(1)[0]?.feed
    if (!feed) throw new Error('no feed')
    const body = { entry: encodeSignedEntry(last.signed) }
    t.match(await gracia.act(biel.signer, 'group/amended', body, feed), { code: 'member/not-allowed' })
  })

  await t.test(
    'the stewards of the amended charter give the node its new key and speak for the group, those before do not',
    async t => {
      const terms = accepted(proposeReplacement(gracia.core, person('a new node').key))
      const judge = (who: typeof biel) => {
        const signatures = [{ by: who.key, signature: who.signer.sign(replacementBytes(terms)) }]
        return checkReplacement({ ...terms, signatures }, inRoster(), verifySignature)?.code
      }
      t.equal(judge(biel), undefined)
      t.equal(judge(gracia.steward), 'node/bad-replacement')
      const leave = (who: typeof biel) =>
        barcelona.act(who.signer, 'federation/left', { group: gracia.id }, barcelona.id)
      t.match(await leave(gracia.steward), { code: 'member/not-allowed' })
      accepted(await leave(biel))
    },
  )
})

t.test('by one ticket nobody tells of more than one group', async t => {
  await using mesh = testMesh(testClock())
  const barcelona = await mesh.federation('Barcelona')
  const ticket = person('a ticket')
  const expiresAtMs = mesh.clock.now() + HOUR
  const issued = { key: ticket.key, weight: rational(1), expiresAtMs }
  accepted(await barcelona.act(barcelona.steward.signer, 'federation/ticket-issued', issued))
  const [stranger, node] = [person('a stranger'), person('their node')]
  const tell = async (name: string, purposes: readonly string[]) => {
    const charter = charterFor(name, stranger, node.key)
    const authoring = { log: null, at: mesh.clock.now(), seq: 1, salt: new Uint8Array(16) }
    const genesis = author('group/founded', charter, authoring, stranger.signer)
    const group = accepted(decodeEntry(genesis)).id
    let amends = group
    const steps = purposes.map(purpose => {
      const change = { amends, terms: { ...termsOf(charter), purpose } }
      const signatures = [{ by: stranger.key, signature: stranger.signer.sign(changeBytes(group, change)) }]
      const body = { ...change, by: { type: 'stewards' as const, signatures } }
      const entry = author('charter/amended', body, { ...authoring, log: group }, node.signer)
      amends = accepted(decodeEntry(entry)).id
      return { type: 'amended' as const, entry: encodeSignedEntry(entry) }
    })
    const proof = proveTelling(ticket.signer, barcelona.id, group, node.key)
    const by = { type: 'ticket' as const, ticket: ticket.key, proof }
    const told = { group, charter: encodeSignedEntry(genesis), by, from: 0, steps }
    return barcelona.act(node.signer, 'federation/charter-told', told)
  }
  accepted(await tell('Made up', ['to fill a log']))
  t.match(await tell('Made up as well', ['to fill more of it']), { code: 'ticket/bad' })
  const kept = () => barcelona.core.store.prepare('SELECT count(*) FROM charter_told').pluck().get()
  t.equal(kept(), 1)
  accepted(await barcelona.act(barcelona.steward.signer, 'federation/ticket-revoked', { key: ticket.key }))
  t.equal(kept(), 0, 'nor is it kept once the ticket lets nobody in any more')
})
