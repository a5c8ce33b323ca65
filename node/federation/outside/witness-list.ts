import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { parseWitnessVkey } from '../../../protocol/log/cosignature.ts'
import { isRefusal, type Refusal, refuse } from '../../../protocol/refusal.ts'

/** A witness that is no member's node: where it answers (`…/add-checkpoint`), and its verifier key. */
export type OutsideWitness = { readonly url: string; readonly vkey: string }

/** Which outside witnesses this node asks, in a file of its data folder. */
export type WitnessList = {
  all(): readonly OutsideWitness[]
  /** Adds one, or changes the address of one. Refuses with `witness/bad-key`, `witness/bad-address`, `witness/too-many`. */
  set(witness: OutsideWitness): Refusal | undefined
  /** Refuses with `witness/unknown`. */
  drop(vkey: string): Refusal | undefined
}

const MOST = 20

/** @param path null: kept nowhere but in memory. Refuses with `config/bad` where the file does not read. */
export function openWitnessList(path: string | null): WitnessList | Refusal {
  const read = path !== null && existsSync(path) ? readList(readFileSync(path, 'utf8')) : []
  if (isRefusal(read)) return read
  let list: readonly OutsideWitness[] = read
  const keep = (now: readonly OutsideWitness[]): void => {
    if (path !== null) {
      writeFileSync(`${path}.new`, `${JSON.stringify(now, null, 2)}\n`, { flush: true })
      renameSync(`${path}.new`, path)
    }
    list = now
  }
  return {
    all: () => list,
    set(witness) {
      const problem = checkWitness(witness)
      if (problem) return problem
      const others = list.filter(({ vkey }) => vkey !== witness.vkey)
      if (others.length >= MOST) return refuse('witness/too-many')
      keep([...others, { url: witness.url.replace(/\/+$/, ''), vkey: witness.vkey }])
      return undefined
    },
    drop(vkey) {
      const others = list.filter(witness => witness.vkey !== vkey)
      if (others.length === list.length) return refuse('witness/unknown', { vkey })
      keep(others)
      return undefined
    },
  }
}

function checkWitness({ url, vkey }: OutsideWitness): Refusal | undefined {
  if (!parseWitnessVkey(vkey)) return refuse('witness/bad-key', { vkey })
  const isWeb = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
  return isWeb ? undefined : refuse('witness/bad-address', { url })
}

function readList(text: string): readonly OutsideWitness[] | Refusal {
  const bad = refuse('config/bad', { name: 'witnesses.json' })
  try {
    const value: unknown = JSON.parse(text)
    if (!Array.isArray(value) || value.length > MOST) return bad
    const list = value.map((item: unknown) => ({ url: fieldOf(item, 'url'), vkey: fieldOf(item, 'vkey') }))
    return list.some(checkWitness) ? bad : list
  } catch {
    return bad
  }
}

function fieldOf(item: unknown, name: string): string {
  const value: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, name) : undefined
  return typeof value === 'string' ? value : ''
}
