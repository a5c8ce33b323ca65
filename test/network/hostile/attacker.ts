import { createInterface } from 'node:readline'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { ATTACKS, type Target } from './attacks.ts'

/** Attacks on command: a line `NAME SEED` in, the outcome as a line of JSON out. `attacker.ts TARGET`, as JSON. */
const target: Target = JSON.parse(process.argv[2] ?? '{}')
for await (const line of createInterface({ input: process.stdin })) {
  const [name = '', seed = ''] = line.split(' ')
  const outcome = await ATTACKS[name]?.(fromHex(seed), target)
  process.stdout.write(`${JSON.stringify(outcome)}\n`)
}
