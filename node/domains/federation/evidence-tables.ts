import type { Cid } from '../../../protocol/bytes/cid.ts'
import type { Blocks } from '../../../protocol/federation/evidence.ts'
import { REASONS, type RefusalCode } from '../../../protocol/refusal.ts'
import { nativeSha256 } from '../../log/native-sha256.ts'
import { verifyOneNatively } from '../../log/native-verify.ts'
import type { Store } from '../../store/open.ts'
import { storedCid } from '../stored.ts'

/** What a recount of a mandate showed here; `root` is null where nobody could give its evidence. */
export type Judgement = { readonly mandate: Cid; readonly root: Cid | null; readonly problem: RefusalCode | null }

/** Evidence fetched from other nodes and what became of it; no projection, since it comes from outside the logs. */
export type EvidenceTables = Blocks & {
  add(id: Cid, bytes: Uint8Array): void
  judgement(mandate: Cid): Judgement | undefined
  judged(judgement: Judgement, atMs: number): void
}

export function openEvidenceTables(store: Store): EvidenceTables {
  const block = store.prepare<[string], Uint8Array>('SELECT bytes FROM evidence_block WHERE cid = ?').pluck()
  const addBlock = store.prepare<[string, Uint8Array]>(
    'INSERT OR IGNORE INTO evidence_block (cid, bytes) VALUES (?, ?)',
  )
  const byMandate = store.prepare<[string], { root: string | null; problem: string | null }>(
    'SELECT root, problem FROM evidence WHERE mandate = ?',
  )
  const setJudgement = store.prepare<[string, string | null, string | null, number]>(
    'INSERT OR REPLACE INTO evidence (mandate, root, problem, recounted_at_ms) VALUES (?, ?, ?, ?)',
  )
  return {
    get: id => block.get(id),
    hash: nativeSha256,
    verify: verifyOneNatively,
    add: (id, bytes) => void addBlock.run(id, bytes),
    judgement(mandate) {
      const row = byMandate.get(mandate)
      if (!row) return undefined
      const root = row.root === null ? null : storedCid(row.root)
      return { mandate, root, problem: row.problem === null ? null : storedCode(row.problem) }
    },
    judged: ({ mandate, root, problem }, atMs) => void setJudgement.run(mandate, root, problem, atMs),
  }
}

function storedCode(text: string): RefusalCode {
  if (!isCode(text)) throw new Error(`stored code does not read: ${text}`)
  return text
}

function isCode(text: string): text is RefusalCode {
  return Object.hasOwn(REASONS, text)
}
