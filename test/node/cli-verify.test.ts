import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import { type Cid, cidBytes } from '../../protocol/bytes/cid.ts'
import { concatBytes } from '../../protocol/bytes/compare.ts'
import { writeCar } from '../../protocol/federation/car.ts'
import { rational } from '../../protocol/rational.ts'
import { comunal, comunalJson } from '../support/comunal-process.ts'
import { fileOf as fileOfBundle, rewriteTable, tablesOf } from '../support/tampering.ts'
import { accepted, testClock } from '../support/test-core.ts'
import { cosign, everyoneVotes, FEDERATION_TERMS, testMesh } from '../support/test-federation.ts'

/** Charters aside: proposals, electorates and closings; ballots; federated proposals and decisions; tickets and joinings; mandates; checkpoints. */
const SIGNATURES = 3 * 3 + 12 + 2 * 2 + 4 * 2 + 4 + 5
const TWO_THIRDS = { method: 'supermajority', threshold: rational(2, 3) } as const

t.test('the evidence of a decision is recounted by a command, without a node', async t => {
  await using mesh = testMesh(testClock())
  const assembly = await mesh.federation('Assembly', {
    charter: { decisions: { method: TWO_THIRDS, quorum: rational(1, 2) }, federation: FEDERATION_TERMS },
  })
  const barcelona = await mesh.federation('Barcelona')
  const gracia = await mesh.group('Gràcia', 5)
  const eixample = await mesh.group('Eixample', 4)
  const lavapies = await mesh.group('Lavapiés', 3)
  await mesh.join(assembly, barcelona, '1')
  await mesh.join(assembly, lavapies, '0.4')
  await mesh.join(barcelona, gracia, '1')
  await mesh.join(barcelona, eixample, '0.9')
  const asked = await mesh.propose(assembly, { method: TWO_THIRDS })
  await mesh.settle()
  await everyoneVotes(gracia, 4)
  await everyoneVotes(eixample, 4)
  await everyoneVotes(lavapies, 0)
  await mesh.settle()
  const { root, blocks } = accepted(evidenceOfDecision(assembly.core, asked))
  const whole = new Map(blocks)
  const folder = t.testdir()
  const fileOf = (name: string, held: ReadonlyMap<Cid, Uint8Array>) => {
    const file = join(folder, name)
    writeFileSync(file, concatBytes(...writeCar(root, held)))
    return file
  }
  const file = fileOf('decision.car', whole)

  await t.test('people see the tree and what follows', async t => {
    const { code, stdout } = await comunal(['verify', file])
    t.equal(code, 4, 'it holds, and waits for witnesses')
    t.equal(
      stdout,
      `Establish an inter-federation trade agreement
Assembly
├─ Barcelona    weight 1    for      1.9 for, 0 against  ✓
│  ├─ Gràcia    weight 1    for      4 for, 1 against  ✓
│  └─ Eixample  weight 0.9  for      4 for, 0 against  ✓
└─ Lavapiés     weight 0.4  against  0 for, 3 against  ✓
1 for, 0.4 against: 71 %, passes.
Waiting for witnesses: 0 of 2 nodes, 2 needed before it binds.
Verified: ${SIGNATURES} signatures, 12 ballots, 5 groups checked.
`,
    )
  })
  await t.test('programs get the same as an object', async t => {
    const { stdout } = await comunal(['verify', file, '--json'])
    t.match(JSON.parse(stdout), {
      verified: true,
      level: 'ballots',
      ballots: 12,
      groups: 5,
      decision: {
        name: 'Assembly',
        state: 'waiting',
        accepted: true,
        weighted: [{ points: '1' }, { points: '2/5' }, { points: '0' }],
      },
    })
  })
  await t.test('with the cosignatures that the charter asks for it is final, and the exit code says so', async t => {
    cosign(assembly, barcelona, lavapies)
    const witnessed = accepted(evidenceOfDecision(assembly.core, asked))
    const final = join(folder, 'final.car')
    writeFileSync(final, concatBytes(...writeCar(witnessed.root, new Map(witnessed.blocks))))
    const { code, stdout } = await comunal(['verify', final])
    t.equal(code, 0)
    t.match(stdout, 'Witnessed by 2 of 2 nodes.')
    t.match(await comunalJson(['verify', final]), { decision: { state: 'decided', witnesses: { met: true } } })
  })
  await t.test('a ballot that is missing is found, and the exit code says so', async t => {
    const [dropped] = [...whole.keys()].slice(-1)
    const poorer = fileOf('poorer.car', new Map([...whole].filter(([id]) => id !== dropped)))
    const { code, stdout } = await comunal(['verify', poorer])
    t.equal(code, 1)
    t.match(stdout, /Not verified: .*\n.*Assembly.*missing/)
  })
  await t.test(
    'a ballot dropped by somebody who puts every hash right is found: in which group, at which entry',
    async t => {
      const vote = tablesOf({ root, blocks: whole }).find(({ table }) => table.genesis === gracia.id)
      if (vote?.table.type !== 'group') throw new Error('no vote of Gràcia')
      const changed = rewriteTable({ root, blocks: whole }, vote.id, {
        ...vote.table,
        ballots: vote.table.ballots.slice(1),
      })
      const changedFile = join(folder, 'dropped.car')
      const bytes = fileOfBundle(changed)
      writeFileSync(changedFile, bytes)
      const { code, stdout } = await comunal(['verify', changedFile])
      t.equal(code, 1)
      const [, place] =
        /Assembly \/ Barcelona \/ Gràcia: The count .*\(what ballots\)\n {2}bafyrei\w+, byte (\d+)/.exec(stdout) ?? []
      const closed = Buffer.from(cidBytes(vote.table.closed))
      const at = Number(place)
      t.ok(
        Buffer.from(bytes.subarray(at, at + 2 + closed.length)).includes(closed),
        'where the closing begins in the file',
      )
    },
  )
  await t.test('a changed byte, an end cut off and a byte too many are refused with their place', async t => {
    const bytes = readFileSync(file)
    const flipped = Uint8Array.from(bytes)
    flipped[5000] = 1 ^ (flipped[5000] ?? 0)
    for (const [name, changed] of [
      ['flipped.car', flipped],
      ['cut.car', bytes.subarray(0, -1)],
      ['longer.car', concatBytes(bytes, new Uint8Array(1))],
    ] as const) {
      writeFileSync(join(folder, name), changed)
      const { code, stdout, stderr } = await comunal(['verify', join(folder, name)])
      t.match({ code, stdout }, { code: 1, stdout: '' }, name)
      t.match(stderr, /evidence cannot be read\. \(at \d+, problem /, name)
    }
  })
  await t.test('it takes no data folder and leaves none', async t => {
    const empty = t.testdir()
    const data = join(empty, 'data')
    t.equal((await comunal(['verify', file], { HOME: empty, COMUNAL_DATA: data })).code, 4)
    t.same(readdirSync(empty), [])
  })
})
