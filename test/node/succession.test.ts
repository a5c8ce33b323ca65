import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import t from 'tap'
import {
  proposeReplacement,
  successionTold,
  takeOver,
  tellOfSuccession,
} from '../../node/domains/federation/replace-node.ts'
import { openNewKeys } from '../../node/federation/new-key.ts'
import { readScopes } from '../../node/federation/roster.ts'
import { shelfOf } from '../../node/federation/shelf.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { author } from '../../protocol/author.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { publicKeyBytes, publicKeyHex } from '../../protocol/bytes/public-key.ts'
import { type NodeReplacement, replacementBytes, withoutCharter } from '../../protocol/federation/node-replacement.ts'
import { readGenesis } from '../../protocol/federation/roster.ts'
import { MOST_REPLACEMENTS } from '../../protocol/federation/succession.ts'
import { termsOf } from '../../protocol/group/amending.ts'
import type { CharterTerms } from '../../protocol/group/charter.ts'
import { signCheckpoint } from '../../protocol/log/checkpoint.ts'
import { encodeSignedEntry } from '../../protocol/log/entry.ts'
import { accepted, HOUR, type Person, person, seededBytes, testClock } from '../support/test-core.ts'
import { councilOf } from '../support/test-council.ts'
import { feedOf, type TestNode, testMesh } from '../support/test-federation.ts'

function signed(terms: Omit<NodeReplacement, 'signatures'>, ...by: readonly Person[]): NodeReplacement {
  const message = replacementBytes(terms)
  return { ...terms, signatures: by.map(({ key, signer }) => ({ by: key, signature: signer.sign(message) })) }
}

/** A federation with one group, whose delegate alone is its council; its store is a file, so that another key can take it over. */
async function federationOfOne() {
  const folder = mkdtempSync(join(tmpdir(), 'comunal-succession-'))
  const path = join(folder, 'federation.sqlite')
  const mesh = testMesh(testClock())
  const federation = await mesh.federation('Barcelona', { path })
  const group = await mesh.group('Gràcia', 2)
  await mesh.join(federation, group, '1')
  await mesh.settle()
  const delegate = person('Gràcia 0')
  const held = councilOf(federation)
  await held.seat(group, delegate)
  await mesh.settle()
  const amend = async (changes: Partial<CharterTerms>) => {
    const { id } = accepted(await held.move(delegate, held.change(changes)))
    accepted(await held.vote(delegate, id, 'for'))
    await mesh.settle()
    if (held.motion(id).closed) return
    mesh.clock.advance(25 * HOUR)
    await mesh.settle()
  }
  /** The key that speaks for the federation, as a member's node has it. */
  const speaks = (member: TestNode = group) => member.core.projections.federations.memberships(1)[0]?.charter.node
  const restart = () => mesh.restart(federation, path, seededBytes('another key')(32))
  return {
    mesh,
    federation,
    group,
    amend,
    speaks,
    restart,
    async [Symbol.asyncDispose]() {
      await mesh[Symbol.asyncDispose]()
      rmSync(folder, { recursive: true })
    },
  }
}

t.test('a federation whose charter was amended often gives its node another key, and its members follow', async t => {
  await using of = await federationOfOne()
  const { amend, group, speaks } = of
  const ben = person('Ben')
  // More than an entry holds.
  for (let i = 0; i < 9; i++) await amend({ purpose: `${i} ${'水'.repeat(1_990)}` })
  await amend({ stewards: [ben.key] })
  const next = await of.restart()
  const given = signed(accepted(proposeReplacement(next.core, next.core.nodeKey)), ben)
  t.match(
    await takeOver(next.core, withoutCharter(given), address => address),
    { code: 'node/bad-replacement' },
    'nobody outside could tell that he is its steward',
  )
  accepted(await takeOver(next.core, given, address => address))
  const told = accepted(successionTold(next.core, address => address))
  t.same(accepted(await tellOfSuccession(group.core, told)), { told: true })
  t.equal(speaks(), next.core.nodeKey)

  const { tables } = next.core
  const often: typeof tables = {
    ...tables,
    ofKinds: (row, kinds) =>
      tables.ofKinds(row, kinds).flatMap(entry => Array<typeof entry>(MOST_REPLACEMENTS).fill(entry)),
  }
  const refused = proposeReplacement({ ...next.core, tables: often }, person('a third key').key)
  t.match(refused, { code: 'node/too-many-keys' }, 'while all its keys can be told')
})

/** Who holds the node key of a federation, and the node of one of its groups. */
async function thiefOf({ federation, group }: Awaited<ReturnType<typeof federationOfOne>>) {
  const node = nativeSignerFromSeed(seededBytes('group/Barcelona')(32))
  const [thief, fresh] = [person('thief'), person('the thief’s node')]
  const entry = federation.core.tables.entry(federation.id)
  const own = federation.core.ownGroup()
  if (!entry || !own) throw new Error('no federation')
  const authoring = { log: federation.id, at: federation.clock.now(), seq: 1_000, salt: new Uint8Array(16) }
  const madeUp = (amends: Cid) => {
    const { charter } = accepted(readGenesis(encodeSignedEntry(entry.signed)))
    const terms = { ...termsOf(charter), stewards: [thief.key] }
    const by = { type: 'motion' as const, motion: federation.id }
    return encodeSignedEntry(author('charter/amended', { amends, terms, by }, authoring, node))
  }
  return {
    thief,
    fresh,
    madeUp,
    checkpoint: own.checkpoint,
    noteOver: (size: number) => signCheckpoint({ log: federation.id, size, root: new Uint8Array(32).fill(7) }, node),
    /** In the feed of the group whose node they hold. */
    async tells(standing: string, by: Person, amended?: Uint8Array) {
      const terms = { group: federation.id, replaces: publicKeyHex(node.publicKey), node: fresh.key, standing }
      const replacement = signed({ ...terms, ...(amended ? { amended } : {}) }, by)
      const body = { charter: encodeSignedEntry(entry.signed), replacements: [replacement], addresses: [] }
      accepted(await group.core.write(feedOf(group), 'node/succeeded', body))
    },
  }
}

t.test('who holds the node key of a federation and one of its members gives it no other key', async t => {
  await using of = await federationOfOne()
  const { federation, group, mesh, speaks } = of
  const other = await mesh.group('Sants', 1)
  await mesh.join(federation, other, '1')
  await mesh.settle()
  const { thief, madeUp, checkpoint, noteOver, tells } = await thiefOf(of)
  const size = federation.core.ownGroup()?.range.size ?? 0
  const own = madeUp(federation.id)
  await tells(checkpoint, thief, own)
  await tells(noteOver(size + 5), thief, own)
  await tells(noteOver(size - 1), thief, own)
  await mesh.settle()
  for (const member of [group, other]) {
    t.equal(speaks(member), federation.core.nodeKey, 'over the history that is kept, more of it, or another one')
    openNewKeys(member.core).review()
    t.equal(member.core.logs.get(federation.id)?.range.size, size, 'and no copy is cut')
  }
})

t.test('nor does a steward whom the council has dismissed, over a history from before that', async t => {
  await using of = await federationOfOne()
  const { federation, mesh, amend, speaks } = of
  const before = (await thiefOf(of)).checkpoint
  await amend({ stewards: [person('Ben').key] })
  const { tells, checkpoint, noteOver } = await thiefOf(of)
  await tells(before, federation.steward)
  await tells(checkpoint, federation.steward)
  await tells(noteOver(3), federation.steward)
  await mesh.settle()
  t.equal(speaks(), federation.core.nodeKey)
})

t.test('a copy that ends before the stewards were changed takes what it lacks before it follows them', async t => {
  await using of = await federationOfOne()
  const { federation, mesh, amend, speaks, restart } = of
  const late = await mesh.group('Sants', 1)
  await mesh.join(federation, late, '1')
  await mesh.settle()
  const held = late.core.logs.get(federation.id)?.range.size ?? 0
  mesh.nodes.splice(mesh.nodes.indexOf(late), 1)
  const [ben, former] = [person('Ben'), federation.core.nodeKey]
  await amend({ stewards: [ben.key] })
  const next = await restart()
  const given = signed(accepted(proposeReplacement(next.core, next.core.nodeKey)), ben)
  accepted(await takeOver(next.core, given, address => address))
  await tellOfSuccession(late.core, accepted(successionTold(next.core, address => address)))
  t.equal(speaks(late), former)

  const range = shelfOf(next.core).read(federation.id, held, 1_000)
  if (!range) throw new Error('nothing to give')
  t.equal(range.checkpoint, given.standing, 'who gives it shows what the former key has signed of it')
  const place = readScopes(late.core)[0]?.logs.find(({ log }) => log === federation.id)
  t.equal(place?.writer, former)
  const taken = { ...range, log: federation.id, writer: publicKeyBytes(former) }
  accepted(await late.core.writer.replicate(taken))
  t.equal(speaks(late), next.core.nodeKey)
  const rest = shelfOf(next.core).read(federation.id, range.from + range.entries.length, 1_000)
  if (!rest) throw new Error('no more')
  const writer = publicKeyBytes(next.core.nodeKey)
  accepted(await late.core.writer.replicate({ ...rest, log: federation.id, writer }))
  t.equal(speaks(late), next.core.nodeKey, 'and goes on from there')
  mesh.nodes.push(late)
})
