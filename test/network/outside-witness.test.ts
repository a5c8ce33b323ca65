import t from 'tap'
import { openFederationClerk } from '../../node/domains/federation/clerk.ts'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import { openLevels } from '../../node/domains/federation/levels.ts'
import { startOutsideWitnessing } from '../../node/federation/outside/outside-witnessing.ts'
import { openWitnessList } from '../../node/federation/outside/witness-list.ts'
import { verdictTree } from '../../node/http/views/verdict.ts'
import { startSettling } from '../../node/jobs/settling.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { startWitnessServer } from '../../node/witness/witness-server.ts'
import { verifyDecision } from '../../protocol/federation/verify-decision.ts'
import { originOf } from '../../protocol/log/checkpoint.ts'
import { witnessVkey } from '../../protocol/log/cosignature.ts'
import { verifierKey } from '../../protocol/log/note.ts'
import { until } from '../support/patience.ts'
import { accepted, HOUR, MAJORITY, person, testClock } from '../support/test-core.ts'
import { join, netNode, ticketOf } from './sync-rig.ts'

const keyOf = (byte: number, name: string) => {
  const signer = nativeSignerFromSeed(new Uint8Array(32).fill(byte))
  return { signer, name, vkey: witnessVkey({ name, publicKey: signer.publicKey }) }
}

t.test('a decision waits until the outside witness of its charter has cosigned it, and is final by itself', async t => {
  const clock = testClock()
  const library = keyOf(40, 'library.example/1')
  const stranger = keyOf(41, 'stranger.example/1')
  await using stack = new AsyncDisposableStack()
  const terms = { outsideWitnesses: [library.vkey], witnesses: 3 }
  const federation = stack.use(await netNode('Water council', clock, true, { terms }))
  const groups = [stack.use(await netNode('Upstream', clock)), stack.use(await netNode('Downstream', clock))]
  const nodes = [federation, ...groups]
  for (const node of nodes) {
    stack.use(startSettling(node.core, node.clerk))
    const clerk = openFederationClerk(node.core, (mandate, issuer) => node.network.fetchEvidence(mandate, issuer))
    stack.use(startSettling(node.core, clerk))
  }
  for (const group of groups) accepted(await join(group, await ticketOf(federation)))
  const list = accepted(openWitnessList(null))
  const asking = stack.use(
    startOutsideWitnessing({
      core: federation.core,
      list,
      gathered: () => federation.network.witnessed(),
      random: () => 0,
    }),
  )
  const statusOf = (vkey: string) => asking.status().find(status => status.vkey === vkey)
  const serve = async ({ signer, name }: typeof library, port = 0) =>
    accepted(
      await startWitnessServer({
        path: ':memory:',
        signer,
        name,
        logs: [verifierKey(originOf(federation.id), federation.core.signer.publicKey)],
        now: clock.now,
        host: '127.0.0.1',
        port,
      }),
    )

  const asked = accepted(
    await federation.act(federation.steward.signer, 'federation/proposed', {
      title: 'Share the well?',
      text: '',
      method: MAJORITY,
      closesAtMs: clock.now() + 24 * HOUR,
      mandatesByMs: clock.now() + 48 * HOUR,
      answers: null,
    }),
  ).id
  for (const node of groups) {
    const own = node.core.ownGroup()
    const opened = () => (own ? node.core.projections.proposals.list(own.row, 'open') : [])
    await until(() => opened().length > 0)
    const [proposal] = opened()
    if (proposal) accepted(await node.vote(person(node.steward.name), proposal, { vote: 'for' }))
  }
  const treeAt = (node: (typeof nodes)[number]) => {
    const level = openLevels(node.core).of(asked)
    return level && verdictTree(level)
  }
  const everywhere = (state: string, by: number) =>
    until(() => nodes.every(node => treeAt(node)?.state === state && treeAt(node)?.witnesses?.by.length === by))
  await everywhere('waiting', 2)
  t.match(treeAt(federation), { accepted: true, witnesses: { of: 3, needed: 3, met: false } })

  const other = stack.use(await serve(stranger))
  t.equal(asking.set({ url: other.url, vkey: stranger.vkey }), undefined)
  await until(() => statusOf(stranger.vkey)?.last !== null)
  t.match(statusOf(stranger.vkey), { counts: false, problem: null })
  t.match(treeAt(federation), { state: 'waiting', witnesses: { by: { length: 2 } } }, 'who is not named does not count')

  const first = await serve(library)
  await first[Symbol.asyncDispose]()
  t.equal(asking.set({ url: first.url, vkey: library.vkey }), undefined)
  await until(() => statusOf(library.vkey)?.problem === 'witness/unreachable')
  const port = Number(new URL(first.url).port)
  stack.use(await serve(library, port))
  await everywhere('decided', 3)
  t.match(statusOf(library.vkey), { counts: true, problem: null, failures: 0 })
  for (const node of nodes) {
    t.ok(
      treeAt(node)?.witnesses?.by.some(({ group, name }) => group === null && name === library.name),
      node.name,
    )
    const { root, blocks } = accepted(evidenceOfDecision(node.core, asked))
    t.match(await verifyDecision(root, new Map(blocks)), { findings: [], decision: { witnesses: { met: true } } })
  }
})

t.test('an answer that is no cosignature of the witness is told apart, and none of it kept', async t => {
  const clock = testClock()
  const [named, impostor] = [keyOf(42, 'library.example/1'), keyOf(43, 'library.example/1')]
  await using stack = new AsyncDisposableStack()
  const federation = stack.use(
    await netNode('Bread council', clock, true, { terms: { outsideWitnesses: [named.vkey] } }),
  )
  const list = accepted(openWitnessList(null))
  const asking = stack.use(
    startOutsideWitnessing({ core: federation.core, list, gathered: () => t.fail('nothing counts'), random: () => 0 }),
  )
  const wrongLog = [verifierKey('example.com/log', federation.core.signer.publicKey)]
  const rightLog = [verifierKey(originOf(federation.id), federation.core.signer.publicKey)]
  const serve = async (logs: readonly string[]) => {
    const { signer, name } = impostor
    const parts = { path: ':memory:', signer, name, logs, now: clock.now, host: '127.0.0.1', port: 0 }
    return stack.use(accepted(await startWitnessServer(parts)))
  }
  const problemOf = () => asking.status()[0]?.problem
  asking.set({ url: (await serve(rightLog)).url, vkey: named.vkey })
  await until(() => problemOf() === 'witness/bad-answer')
  asking.set({ url: (await serve(wrongLog)).url, vkey: named.vkey })
  await until(() => problemOf() === 'witness/refused')
  t.match(asking.set({ url: 'ftp://example.com', vkey: named.vkey }), { code: 'witness/bad-address' })
  t.match(asking.set({ url: 'https://example.com', vkey: 'library' }), { code: 'witness/bad-key' })
  t.match(asking.drop(impostor.vkey), { code: 'witness/unknown' })
  t.equal(asking.drop(named.vkey), undefined)
  t.same(asking.status(), [])
})
