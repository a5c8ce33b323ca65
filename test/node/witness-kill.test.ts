import t from 'tap'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { cidOfBytes } from '../../protocol/bytes/cid.ts'
import { originOf, signCheckpoint } from '../../protocol/log/checkpoint.ts'
import { parseWitnessVkey, readCosignatures } from '../../protocol/log/cosignature.ts'
import { consistencyProof, emptyRoot, leafHash, merkleRoot, nodeHash } from '../../protocol/log/merkle.ts'
import { verifierKey } from '../../protocol/log/note.ts'
import { formatAddCheckpoint } from '../../protocol/log/witness.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import { PATIENCE_MS } from '../support/patience.ts'
import { startedWitness, type WitnessProcess } from '../support/witness-process.ts'

const log = cidOfBytes(Uint8Array.of(7))
const liar = nativeSignerFromSeed(new Uint8Array(32).fill(7))
const logKey = verifierKey(originOf(log), liar.publicKey)
const killBeforeAnswer = new URL('../support/kill-before-answer.ts', import.meta.url)

/** One of two histories that the same key signs; they share nothing. */
function history(name: string) {
  const leaf = (at: number) => leafHash(new TextEncoder().encode(`${name} ${at}`))
  const node = (level: number, at: number): Uint8Array =>
    level === 0 ? leaf(at) : nodeHash(node(level - 1, 2 * at), node(level - 1, 2 * at + 1))
  const root = (size: number) =>
    size === 0 ? emptyRoot : merkleRoot(Array.from({ length: size }, (_, at) => leaf(at)))
  return {
    note: (size: number) => signCheckpoint({ log, size, root: root(size) }, liar),
    ask(oldSize: number, size: number) {
      return formatAddCheckpoint({ oldSize, proof: consistencyProof(oldSize, size, node), note: this.note(size) })
    },
  }
}
const [one, other] = [history('one'), history('other')]

type Answer = { status: number; text: string }

/** Null where the witness ended before it had answered. */
async function ask(witness: WitnessProcess, body: string): Promise<Answer | null> {
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const answer = await fetch(`${witness.url}/add-checkpoint`, { method: 'POST', body, signal })
    return { status: answer.status, text: await answer.text() }
  } catch {
    return null
  }
}

/** Whether the line holds for the checkpoint of this history. */
function vouchesFor(witness: WitnessProcess, note: string, { text }: Answer): boolean {
  const key = parseWitnessVkey(witness.vkey)
  const found = key && readCosignatures(note + text, [key])
  return found !== undefined && !isRefusal(found) && found.length === 1
}

t.test('killed after it has kept a checkpoint and before it has answered, a witness cosigns no other tree', async t => {
  const data = t.testdir()
  const doomed = await startedWitness(data, logKey, { preload: killBeforeAnswer })
  t.equal(await ask(doomed, one.ask(0, 5)), null, 'nobody has the answer')
  t.equal(await doomed.ended, 'SIGKILL')

  const witness = await startedWitness(data, logKey)
  t.teardown(() => witness.stop())
  t.equal(witness.vkey, doomed.vkey, 'the same witness')
  t.match(await ask(witness, other.ask(0, 5)), { status: 409, text: '5\n' }, 'it knows what it was about to say')
  t.match(await ask(witness, other.ask(0, 9)), { status: 409, text: '5\n' })
  t.match(await ask(witness, other.ask(5, 5)), { status: 422 }, 'as many entries, others')
  t.match(await ask(witness, other.ask(5, 9)), { status: 422 }, 'more entries that do not continue them')
  const again = await ask(witness, one.ask(5, 5))
  t.ok(again && vouchesFor(witness, one.note(5), again), 'whoever had asked gets the answer that was lost')
  t.match(await ask(witness, one.ask(5, 9)), { status: 200 }, 'and goes on')
})

t.test('killed at any moment while two histories press it, it has never vouched for both', async t => {
  const data = t.testdir()
  let size = 3
  const given = new Set<string>()
  for (let round = 0; round < 3; round++) {
    const witness = await startedWitness(data, logKey)
    let answers = 0
    const press = async (history: typeof one, name: string) => {
      for (let tries = 0, from = 0; tries < 100; tries++) {
        const asked = size++
        const answer = await ask(witness, history.ask(Math.min(from, asked), asked))
        if (answer === null) return
        answers++
        const [, held] = /^(\d+)\n$/.exec(answer.text) ?? []
        from = answer.status === 200 ? asked : Number(held ?? from)
        if (answer.status === 200 && vouchesFor(witness, history.note(asked), answer)) given.add(name)
      }
    }
    const pressing = Promise.all([press(one, 'one'), press(other, 'other'), press(other, 'other')])
    while (answers < 5 * (round + 1)) await new Promise(resolve => setTimeout(resolve, 1))
    t.equal(await witness.stop('SIGKILL'), 'SIGKILL')
    await pressing
  }
  t.equal(given.size, 1, 'it has cosigned, and one history only, over all its lives')
})

t.test('it answers as the specification says, and tells who it is', async t => {
  const witness = await startedWitness(t.testdir(), logKey)
  t.teardown(() => witness.stop())
  t.equal(await (await fetch(witness.url)).text(), `${witness.vkey}\n`)
  t.match(await ask(witness, 'old 1'), { status: 400 })
  t.match(await ask(witness, one.ask(0, 5).replace(originOf(log), 'example.com/log')), { status: 404 })
  const stranger = nativeSignerFromSeed(new Uint8Array(32).fill(8))
  const forged = signCheckpoint({ log, size: 1, root: new Uint8Array(32) }, stranger)
  t.match(await ask(witness, formatAddCheckpoint({ oldSize: 0, proof: [], note: forged })), { status: 403 })
  t.match(await ask(witness, `old 0\n\n${'x'.repeat(70_000)}`), { status: 413 })
  t.equal((await fetch(`${witness.url}/add-checkpoint`)).status, 405)
  t.match(await ask(witness, one.ask(0, 5)), { status: 200 }, 'and none of it has touched what it keeps')
})
