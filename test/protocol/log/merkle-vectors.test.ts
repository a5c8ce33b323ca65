import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'
import { parseBase64 } from '../../../protocol/bytes/base64.ts'
import { verifyConsistency, verifyInclusion } from '../../../protocol/log/merkle.ts'

type Inclusion = {
  leafIdx: number
  treeSize: number
  root: string
  leafHash: string
  proof: string[] | null
  wantErr: boolean
}
type Consistency = {
  size1: number
  size2: number
  root1: string
  root2: string
  proof: string[] | null
  wantErr: boolean
}

const folder = fileURLToPath(new URL('../../../fixtures/vectors/tlog/merkle/', import.meta.url))

t.test('inclusion: every verdict of transparency-dev/merkle', async t => {
  const cases = read<Inclusion>('inclusion')
  t.ok(cases.length > 50)
  for (const [name, { leafIdx, treeSize, root, leafHash, proof, wantErr }] of cases) {
    const claim = {
      index: leafIdx,
      size: treeSize,
      leafHash: bytes(leafHash),
      root: bytes(root),
      proof: (proof ?? []).map(bytes),
    }
    t.equal(verifyInclusion(claim), !wantErr, name)
  }
})

t.test('consistency: every verdict of transparency-dev/merkle', async t => {
  const cases = read<Consistency>('consistency')
  t.ok(cases.length > 30)
  for (const [name, { size1, size2, root1, root2, proof, wantErr }] of cases) {
    const claim = { size1, size2, root1: bytes(root1), root2: bytes(root2), proof: (proof ?? []).map(bytes) }
    t.equal(verifyConsistency(claim), !wantErr, name)
  }
})

function read<T>(kind: string): [string, T][] {
  const names = globSync(`${kind}/**/*.json`, { cwd: folder }).sort()
  return names.map(name => [name, JSON.parse(readFileSync(`${folder}${name}`, 'utf8'))])
}

function bytes(text: string): Uint8Array {
  return parseBase64(text) ?? new Uint8Array()
}
