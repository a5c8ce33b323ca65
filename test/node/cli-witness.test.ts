import { join } from 'node:path'
import t from 'tap'
import { nativeSignerFromSeed } from '../../node/log/native-signer.ts'
import { witnessVkey } from '../../protocol/log/cosignature.ts'
import { comunal, comunalJson, startedNode } from '../support/comunal-process.ts'
import { come } from '../support/patience.ts'
import { startedWitness } from '../support/witness-process.ts'

type Listed = { vkey: string; url: string; counts: boolean; last: { size: number } | null; problem: string | null }

t.test('a federation names an outside witness and asks it, on the command line', async t => {
  const folder = t.testdir()
  const library = join(folder, 'library')
  const seat = ['--data', join(folder, 'seat')]
  const { vkey } = await comunalJson<{ vkey: string }>(['witness', 'key', '--data', library])
  await comunalJson(['federation', 'found', '--name', 'Barcelona', '--outside-witness', vkey, ...seat])
  const node = await startedNode(join(folder, 'seat'))
  t.teardown(() => node.stop())
  const log = (await comunal(['witness', 'log', ...seat])).stdout.trim()
  const witness = await startedWitness(library, log)
  t.teardown(() => witness.stop())
  t.equal(witness.vkey, vkey)

  t.match(await comunalJson(['witness', 'add', witness.url, vkey, ...seat]), { counts: true })
  await come(async () => (await comunalJson<Listed>(['witness', 'list', ...seat])).last ?? undefined)
  t.match((await comunal(['witness', 'list', ...seat])).stdout, /counts +\d+ entr/)

  const publicKey = nativeSignerFromSeed(new Uint8Array(32).fill(9)).publicKey
  const stranger = witnessVkey({ name: 'x.example', publicKey })
  const added = await comunal(['witness', 'add', witness.url, stranger, ...seat])
  t.match(added, { code: 0, stdout: 'x.example is asked from now on.', stderr: /charter does not name it/ })
  t.match(await comunal(['witness', 'remove', 'x.example', ...seat]), {
    code: 0,
    stdout: 'x.example is asked no more.',
  })
  t.match(await comunal(['witness', 'serve', '--log', vkey, '--data', folder]), { code: 1, stderr: /key of a log/ })
})
