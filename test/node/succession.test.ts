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
import { type NodeReplacement, replacementBytes, withoutCharter } from '../../protocol/federation/node-replacement.ts'
import type { CharterTerms } from '../../protocol/group/charter.ts'
import { accepted, type Person, person, seededBytes, testClock } from '../support/test-core.ts'
import { councilOf } from '../support/test-council.ts'
import { type TestNode, testMesh } from '../support/test-federation.ts'

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
    return held.inForce()
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
})
