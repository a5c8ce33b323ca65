import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { evidenceOfDecision } from '../../node/domains/federation/evidence.ts'
import type { Cid } from '../../protocol/bytes/cid.ts'
import { concatBytes } from '../../protocol/bytes/compare.ts'
import { writeCar } from '../../protocol/federation/car.ts'
import { rational } from '../../protocol/rational.ts'
import { comunal, comunalJson } from '../support/comunal-process.ts'
import { accepted, testClock } from '../support/test-core.ts'
import { everyoneVotes, testMesh } from '../support/test-federation.ts'

/** Charters aside: proposals, electorates and closings; ballots; federated proposals and decisions; tickets and joinings; mandates; checkpoints. */
const SIGNATURES = 3 * 3 + 12 + 2 * 2 + 4 * 2 + 4 + 5
const TWO_THIRDS = { method: 'supermajority', threshold: rational(2, 3) } as const

t.test('the evidence of a decision is recounted by a command, without a node', async t => {
  await using mesh = testMesh(testClock())
  const assembly = await mesh.federation('Assembly', {
    charter: { decisions: { method: TWO_THIRDS, quorum: rational(1, 2) } },
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
    t.equal(code, 0)
    t.equal(
      stdout,
      `Establish an inter-federation trade agreement
Assembly
├─ Barcelona    weight 1    for      1.9 for, 0 against  ✓
│  ├─ Gràcia    weight 1    for      4 for, 1 against  ✓
│  └─ Eixample  weight 0.9  for      4 for, 0 against  ✓
└─ Lavapiés     weight 0.4  against  0 for, 3 against  ✓
1 for, 0.4 against: 71 %, passes.
Verified: ${SIGNATURES} signatures, 12 ballots, 5 groups checked.
`,
    )
  })
  await t.test('programs get the same as an object', async t => {
    const report = await comunalJson(['verify', file])
    t.match(report, {
      verified: true,
      level: 'ballots',
      ballots: 12,
      groups: 5,
      decision: { name: 'Assembly', accepted: true, weighted: [{ points: '1' }, { points: '2/5' }, { points: '0' }] },
    })
  })
  await t.test('a ballot that is missing is found, and the exit code says so', async t => {
    const [dropped] = [...whole.keys()].slice(-1)
    const poorer = fileOf('poorer.car', new Map([...whole].filter(([id]) => id !== dropped)))
    const { code, stdout } = await comunal(['verify', poorer])
    t.equal(code, 1)
    t.match(stdout, /Not verified: .*\n.*Assembly.*missing/)
  })
})
