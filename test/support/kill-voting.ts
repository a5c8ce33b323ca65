import { readFileSync } from 'node:fs'
import { openCore } from '../../node/core.ts'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { startVerifier } from '../../node/log/verifier.ts'
import { openLogger } from '../../node/ops/logger.ts'
import { decodeSignedEntry } from '../../protocol/log/entry.ts'
import { accepted, NOON, seededBytes } from './test-core.ts'

/** Ballots handed in before the first of them is answered. */
const IN_FLIGHT = 64

/**
 * A node that takes votes until it is killed: `kill-voting.ts STORE BALLOTS GROUP`. `BALLOTS` is a file of entries in
 * base64, one a line; each answer goes out as a line with the ballot's number and place, written when it is acknowledged.
 */
const [, , path = '', ballots = '', group = ''] = process.argv
const lines = readFileSync(ballots, 'utf8').trim().split('\n')
await using verifier = startVerifier(0)
await using core = accepted(
  openCore({
    path,
    signer: nativeSignerFromSeed(seededBytes(`group/${group}`)(32)),
    verifier,
    now: () => NOON,
    randomBytes: seededBytes('killed'),
    log: openLogger('silent'),
  }),
)
process.stdout.write('ready\n')
let next = 0
const voteOn = async () => {
  for (let at = next++; at < lines.length; at = next++) {
    const ballot = accepted(decodeSignedEntry(Buffer.from(lines[at] ?? '', 'base64')))
    const { index } = accepted(await core.writer.submit(ballot))
    process.stdout.write(`${at} ${index}\n`)
  }
}
await Promise.all(Array.from({ length: IN_FLIGHT }, voteOn))
// Whoever started it ends it.
setInterval(() => {}, 1_000)
