import { isBuiltin } from 'node:module'
import t from 'tap'
import { wrongDirections } from './floors.ts'
import { folderExists, importsOf, parseSource, sourcesBelow } from './sources.ts'

const house = ['protocol', 'node', 'web-ui', 'cli'].filter(folderExists)

t.test('imports point down: cli, web-ui > node > rules of protocol/ > base of protocol/', async t => {
  for (const source of sourcesBelow(...house)) t.same(wrongDirections(source), [], source.path)
})

t.test('the page asks nothing of Node: it runs in a browser', async t => {
  for (const source of sourcesBelow(...house.filter(folder => folder === 'web-ui'))) {
    // What builds it runs in Node.
    if (!source.path.startsWith('web-ui/src/')) continue
    t.same(
      importsOf(source).filter(({ specifier }) => isBuiltin(specifier)),
      [],
      source.path,
    )
  }
})

t.test('an import that points up, sideways or out is found', async t => {
  const wrong = (path: string, specifier: string) =>
    wrongDirections(parseSource(path, `export { x } from '${specifier}'`)).length === 1
  t.ok(wrong('protocol/log/entry.ts', '../governance/ballot.ts'), 'base -> rules')
  t.ok(wrong('protocol/kinds.ts', '../node/config.ts'), 'rules -> node')
  t.ok(wrong('node/app.ts', '../cli/main.ts'), 'node -> cli')
  t.ok(wrong('web-ui/src/main.tsx', '../../node/http/server.ts'), 'web-ui -> node')
  t.ok(wrong('cli/main.ts', '../web-ui/src/api.ts'), 'cli -> web-ui')
  t.ok(wrong('node/app.ts', '../test/support/rig.ts'), 'node -> test')
})

t.test('an import that points down is not', async t => {
  const right = (path: string, specifier: string) =>
    wrongDirections(parseSource(path, `import { x } from '${specifier}'`)).length === 0
  t.ok(right('protocol/log/entry.ts', '../bytes/cid.ts'))
  t.ok(right('protocol/governance/ballot.ts', '../log/entry.ts'))
  t.ok(right('node/app.ts', '../protocol/index.ts'))
  t.ok(right('cli/main.ts', '../node/app.ts'))
  t.ok(right('web-ui/src/main.tsx', 'comunal/protocol'))
})
