import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { memberKey } from '../../../node/client/member-key.ts'
import { openKeyNatively } from '../../../node/key-file.ts'
import { comunalJson, startedNode } from '../../support/comunal-process.ts'
import { joinLive, type LiveNode } from '../../support/live-writer.ts'
import { accepted } from '../../support/test-core.ts'
import { apiAt, signedIn } from '../../support/test-http.ts'

t.test('a node that is killed while members write has lost nothing that it acknowledged', async t => {
  const data = join(t.testdir(), 'data')
  await comunalJson(['init', '--data', data, '--name', 'Gràcia', '--as', 'Marta'])
  const first = await startedNode(data)
  t.teardown(() => first.stop('SIGKILL'))
  const { id } = await comunalJson<{ id: string }>([
    'draft',
    'start',
    '--data',
    data,
    '--title',
    'Paint?',
    '--text',
    '–',
  ])
  const member = memberKey(accepted(openKeyNatively(readFileSync(join(data, 'member.key'), 'utf8'))))
  const node: LiveNode = apiAt(first.url)
  const token = await signedIn(node, member)
  const writers = [await joinLive(node, id, token), await joinLive(node, id, token)]
  const acknowledged: string[] = []
  let isKilled = false
  const writeOn = async (writer: (typeof writers)[number], name: string) => {
    for (let i = 0; !isKilled; i++) {
      const mark = `${name}${i};`
      writer.edit(text => text.insert(text.length, mark))
      const answer = await writer.send().catch(() => undefined)
      if (answer?.status !== 200) return
      acknowledged.push(mark)
      if (acknowledged.length === 40) {
        isKilled = true
        // Not waited for: the other's change is under way.
        first.stop('SIGKILL')
      }
    }
  }
  await Promise.all(writers.map((writer, i) => writeOn(writer, 'ab'[i] ?? '')))
  t.equal(await first.stop(), null, 'the node was killed')

  const second = await startedNode(data)
  t.teardown(() => second.stop())
  const again = apiAt(second.url)
  const reader = await joinLive(again, id, token)
  const lost = acknowledged.filter(mark => !reader.text().includes(mark))
  t.same(lost, [], `${acknowledged.length} acknowledged changes are there`)
  for (const writer of writers) {
    writer.edit(text => text.insert(0, '!'))
    t.match(await writer.send(again), { status: 200 }, 'the page sends again what was under way')
    await writer.read(again)
  }
  await Promise.all([...writers, reader].map(writer => writer.read(again)))
  t.equal(new Set([...writers, reader].map(writer => writer.text())).size, 1, 'all come to one text')
})
