import { join } from 'node:path'
import t from 'tap'
import { comunal, comunalJson, startedNode } from '../support/comunal-process.ts'

t.test('a node that keeps no group says how to found one, and init founds it there', async t => {
  const folder = t.testdir()
  const data = join(folder, 'data')
  const node = await startedNode(data)
  t.teardown(() => node.stop())
  const [, token = ''] = /token=(.*)$/.exec(node.setupUrl ?? '') ?? []
  t.not(token, '')
  t.match((await comunal(['status', '--data', data])).stdout, 'keeps no group yet')
  const init = ['init', '--data', data, '--name', 'Eixample', '--setup']
  t.match(await comunal([...init, 'guessed']), { code: 1, stderr: /not valid/ })
  t.match(await comunalJson([...init, token]), { name: 'Eixample', recoveryPhrase: String })
  t.match(await comunalJson(['status', '--data', data]), { group: { name: 'Eixample' } })
  t.equal(await node.stop('SIGTERM'), 0)
})

t.test('a port that is taken is said, with the setting to mend', async t => {
  const folder = t.testdir()
  const node = await startedNode(join(folder, 'first'))
  t.teardown(() => node.stop())
  const { port } = new URL(node.url)
  const second = ['start', '--data', join(folder, 'second'), '--port', port, '--listen', '/ip4/127.0.0.1/tcp/0']
  t.match(await comunal(second), { code: 1, stderr: /COMUNAL_PORT.*taken/ })
})

t.test('a node stops when the program that started it is gone', async t => {
  const data = t.testdir()
  const args = ['start', '--attached', '--data', data, '--port', '0', '--listen', '/ip4/127.0.0.1/tcp/0']
  t.match(await comunal(args), { code: 0, stdout: /Comunal runs at/ })
})
