import Database from 'better-sqlite3'
import t from 'tap'
import { testGroup } from '../support/test-core.ts'

/** Tables that grow with all that a group ever does. */
const GROWING = /^SCAN (entry|ballot)\b(?! USING COVERING)/

t.test('nothing that a node asks its store reads the whole log', async t => {
  const asked = new Set<string>()
  const { prepare } = Database.prototype
  Database.prototype.prepare = new Proxy(prepare, {
    apply(target, store, [source, ...rest]) {
      if (/^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/.test(source)) asked.add(source)
      return Reflect.apply(target, store, [source, ...rest])
    },
  })
  t.teardown(() => {
    Database.prototype.prepare = prepare
  })
  await using group = await testGroup('Orchard')
  Database.prototype.prepare = prepare
  t.ok(asked.size > 100, `${asked.size} statements`)
  const reading = [...asked].flatMap(source => {
    const numbered = source.replaceAll('?', 'NULL')
    const plan = group.core.store.prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${numbered}`).all()
    return plan.some(({ detail }) => GROWING.test(detail)) ? [source.replace(/\s+/g, ' ')] : []
  })
  t.same(reading, [])
})
