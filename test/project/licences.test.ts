import { readFileSync } from 'node:fs'
import t from 'tap'
import { isAllowed, licenceProblems, shippedPackages } from '../../scripts/licences.mjs'

const lock = {
  '': {},
  'node_modules/a': { license: 'MIT', dependencies: { b: '1' } },
  'node_modules/b': { license: '(GPL-3.0 OR ISC)' },
  'node_modules/tool': { license: 'GPL-3.0', dev: true },
  'node_modules/page': { license: 'MIT', dev: true, dependencies: { inner: '1', b: '2' } },
  'node_modules/page/node_modules/inner': { license: 'AGPL-3.0', dev: true },
  'node_modules/page/node_modules/b': { dev: true },
}

t.test('a licence is allowed when one of its choices is', async t => {
  t.ok(isAllowed('MIT'))
  t.ok(isAllowed('(GPL-3.0 OR Apache-2.0)'))
  t.notOk(isAllowed('MIT AND GPL-3.0'))
  t.notOk(isAllowed('SEE LICENSE IN README'))
})

t.test('tools of development may have any licence; what runs on a node may not', async t => {
  t.same(licenceProblems(lock, []), [])
  t.match(licenceProblems({ ...lock, 'node_modules/a': { license: 'GPL-3.0' } }, []), [/^a: GPL-3.0/])
})

t.test('what the page carries inside it is shipped too, with all that it needs', async t => {
  t.ok(shippedPackages(lock, ['page']).has('node_modules/page/node_modules/inner'))
  t.match(licenceProblems(lock, ['page']), [/^b: no licence/, /^inner: AGPL/])
})

t.test('the packages of this project may be handed on', async t => {
  const { packages } = JSON.parse(readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8'))
  t.same(licenceProblems(packages, []), [])
})
