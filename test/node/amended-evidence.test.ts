import t from 'tap'
import { evidenceOfVote } from '../../node/domains/federation/evidence.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { type GroupEvidence, readEntry, readKnown } from '../../protocol/federation/evidence.ts'
import { verifyCar } from '../../protocol/federation/verify-car.ts'
import { changeBytes } from '../../protocol/group/amending.ts'
import type { CharterAmended } from '../../protocol/group/charter-entries.ts'
import { type KindName, openBody } from '../../protocol/kinds.ts'
import { NATIVE } from '../support/native-evidence.ts'
import {
  type Bundle,
  fileOf,
  forged,
  replaceBlock,
  rewriteTable,
  seededNumbers,
  tablesOf,
} from '../support/tampering.ts'
import { charterOf } from '../support/test-charter.ts'
import { accepted, HOUR, seededBytes, testGroup } from '../support/test-core.ts'

const verify = (file: Uint8Array) => verifyCar(file, NATIVE)

/** A vote in a group whose charter was amended by its stewards, and then by a vote that made Carla the only one. */
async function amendedGroup() {
  const group = await testGroup('Orchard')
  const charter = charterOf(group)
  const [biel, carla] = await group.join('Biel', 'Carla')
  if (!biel || !carla) throw new Error('nobody joined')
  const { steward: anna } = group
  accepted(
    await charter.draft(
      anna,
      charter.change({ name: 'Old orchard', privacy: { reading: 'members', rollCall: 'all' } }),
    ),
  )
  await charter.settle()
  const asked = await charter.open(charter.change({ stewards: [carla.key] }))
  await charter.pass(asked, [biel, carla])
  const proposal = await group.open({ method: { method: 'consent' } })
  accepted(await group.vote(biel, proposal, { vote: 'for' }))
  const objection = { proposal, reason: 'Green is for doors.' }
  const { id } = accepted(await group.act(anna.signer, 'objection/raised', objection))
  const judgement = { objection: id, upheld: false, reason: 'Taste is no ground.' }
  accepted(await group.act(carla.signer, 'objection/judged', judgement))
  group.clock.advance(3 * HOUR)
  await group.clerk.settle()
  const { root, blocks } = accepted(evidenceOfVote(group.core, proposal))
  const bundle: Bundle = { root, blocks: new Map(blocks) }
  const [top] = tablesOf(bundle)
  const [signed, voted] = top?.table.type === 'group' ? (top.table.amendments ?? []) : []
  if (top?.table.type !== 'group' || !signed || !voted?.vote) throw new Error('no amendments')
  const { table } = top
  const rewrite = (amendments: GroupEvidence['amendments'], fresh: ReturnType<typeof forged>['blocks'] = []) =>
    verify(fileOf(rewriteTable(bundle, root, { ...table, ...(amendments ? { amendments } : {}) }, fresh)))
  const node = nativeSignerFromSeed(seededBytes('group/Orchard')(32))
  return { group, charter, anna, biel, carla, bundle, table, signed, voted, rewrite, node }
}

t.test(
  'a vote after amendments is recounted from its evidence alone, down to the ballots about the charter',
  async t => {
    const { group, bundle } = await amendedGroup()
    t.teardown(() => group[Symbol.asyncDispose]())
    const report = accepted(await verify(fileOf(bundle)))
    t.same(report.findings, [])
    t.match(report, { verified: true, level: 'ballots', ballots: 3 })
  },
)

t.test('amendments that are left out, swapped, made up or not voted are found', async t => {
  const { group, charter, anna, biel, bundle, signed, voted, rewrite, node } = await amendedGroup()
  t.teardown(() => group[Symbol.asyncDispose]())
  const at = group.clock.now()
  const made = (by: Parameters<typeof forge>[1], terms = charter.change({ name: 'Mine' }).terms) =>
    forge({ amends: signed.amended, terms }, by)
  const forge = (
    change: ReturnType<typeof charter.change>,
    by:
      | { type: 'stewards'; signatures: { by: typeof anna.key; signature: Uint8Array }[] }
      | { type: 'vote'; proposal: typeof group.id },
  ) => forged('charter/amended', { ...change, by }, { log: group.id, at, seq: 900 }, node)
  const byBiel = { by: biel.key, signature: biel.signer.sign(changeBytes(group.id, charter.change({ name: 'Mine' }))) }
  const unsigned = made({ type: 'stewards', signatures: [byBiel] })
  const entry = openBody('charter/amended', accepted(readEntry(bundle.blocks, voted.amended)))
  const asked = accepted(entry).body.by
  if (asked.type !== 'vote') throw new Error('not by vote')
  const otherTerms = made(asked)
  const cases = {
    'all left out': rewrite([]),
    'the first left out': rewrite([voted]),
    'the vote left out': rewrite([signed, { ...voted, vote: null }]),
    'in another order': rewrite([voted, signed]),
    'twice the same': rewrite([signed, signed, voted]),
    'not signed by stewards': rewrite([signed, { amended: unsigned.id, vote: null }], unsigned.blocks),
    'other terms than were voted on': rewrite([signed, { ...voted, amended: otherTerms.id }], otherTerms.blocks),
  }
  for (const [what, answer] of Object.entries(cases)) {
    const report = accepted(await answer)
    t.notOk(report.verified, what)
    t.ok(
      report.findings.every(({ code }) => !/^(ballot|mandate|proposal)\//.test(code)),
      'and not laid at the door of the group',
    )
  }
})

t.test('a node that makes an amendment up, and opens the next vote under it, is found out', async t => {
  const { group, charter, bundle, table, signed, voted, node } = await amendedGroup()
  t.teardown(() => group[Symbol.asyncDispose]())
  const read = <K extends KindName>(kind: K, id: Cid) => accepted(readKnown(bundle.blocks, id, kind)).body
  const [part] = table.electorate
  if (!part) throw new Error('no electorate')
  const place = { log: group.id, at: group.clock.now(), seq: 901 }
  const { by, terms } = read('charter/amended', voted.amended)
  const lie = async (body: CharterAmended, vote: Cid | null) => {
    const amended = forged('charter/amended', body, place, node)
    const electorate = { ...read('proposal/electorate', part), charter: amended.id }
    const opened = forged('proposal/electorate', electorate, place, node)
    const told = {
      ...table,
      electorate: [opened.id],
      amendments: [signed, { amended: amended.id, vote }],
      objections: (table.objections ?? []).map(id => (id === voted.amended ? amended.id : id)),
    }
    const file = fileOf(rewriteTable(bundle, bundle.root, told, [...amended.blocks, ...opened.blocks]))
    return { amended: amended.id, findings: accepted(await verify(file)).findings }
  }
  const rested = await lie({ amends: signed.amended, terms: charter.change({ name: 'Mine' }).terms, by }, voted.vote)
  t.match(rested.findings, [{ code: 'evidence/missing', id: rested.amended }], 'other terms than were voted on')
  const motion = { type: 'motion' as const, motion: group.id }
  const moved = await lie({ amends: signed.amended, terms, by: motion }, null)
  t.match(moved.findings[0], { code: 'charter/not-voted', id: moved.amended }, 'people have no council')
})

t.test('a changed byte is found wherever it is', async t => {
  const { group, bundle, signed, voted } = await amendedGroup()
  t.teardown(() => group[Symbol.asyncDispose]())
  const random = seededNumbers(7)
  const nested = tablesOf(bundle).find(({ id }) => id === voted.vote)
  const ids = [signed.amended, voted.amended, ...(nested?.table.type === 'group' ? nested.table.ballots : [])]
  for (const id of ids) {
    const block = bundle.blocks.get(id)
    if (!block) throw new Error('no such block')
    const bytes = Uint8Array.from(block)
    const place = random(bytes.length)
    bytes[place] = (bytes[place] ?? 0) ^ (1 << random(8))
    const answer = await verify(fileOf(replaceBlock(bundle, id, bytes)))
    t.notOk('verified' in answer && answer.verified)
  }
})
