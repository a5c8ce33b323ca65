import t from 'tap'
import { openApiDocument } from '../../node/http/openapi.ts'
import { testGroup } from '../support/test-core.ts'
import { at, testHttp } from '../support/test-http.ts'

type Operation = { place: string; method: string; path: string; operation: unknown }

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

function operationsOf(document: unknown): Operation[] {
  return Object.entries(record(at(document, 'paths'))).flatMap(([path, item]) =>
    METHODS.flatMap(method => {
      const operation = at(item, method)
      return operation ? [{ place: `${method} ${path}`, method, path, operation }] : []
    }),
  )
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {}
}

/** Every `$ref` anywhere in a value. */
function refsIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, item]) =>
    name === '$ref' && typeof item === 'string' ? [item] : refsIn(item),
  )
}

t.test('the description of the API', async t => {
  const document = await openApiDocument()
  const operations = operationsOf(document)
  t.match(document, { openapi: '3.1.0', info: { title: 'Comunal node' }, servers: [{ url: '/api/v1' }] })
  t.ok(operations.length >= 35, 'every route is there')

  await t.test('names every operation, once', async t => {
    const ids = operations.map(({ operation }) => at(operation, 'operationId'))
    for (const { place, operation } of operations) {
      t.match(at(operation, 'operationId'), /^[a-z][A-Za-z]+$/, place)
      t.match(at(operation, 'summary'), /\w/, place)
    }
    t.equal(new Set(ids).size, ids.length)
  })

  await t.test('gives every operation what it answers, and how it refuses', async t => {
    for (const { place, operation } of operations) {
      const responses = record(at(operation, 'responses'))
      const good = Object.keys(responses).filter(status => /^2\d\d$/.test(status))
      t.ok(good.length > 0, place)
      for (const status of good.filter(one => one !== '204')) {
        const content = Object.values(record(at(responses[status], 'content')))
        t.ok(content.length > 0 && content.every(media => at(media, 'schema')), `${place} ${status}`)
      }
      t.equal(
        at(responses.default, 'content', 'application/problem+json', 'schema', '$ref'),
        '#/components/schemas/Problem',
        place,
      )
    }
  })

  await t.test('declares what stands in paths', async t => {
    for (const { place, path, operation } of operations) {
      const parameters = Object.values(record(at(operation, 'parameters'))).filter(one => at(one, 'in') === 'path')
      const declared = parameters.map(one => at(one, 'name'))
      t.same(declared.sort(), [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort(), place)
    }
  })

  await t.test('refers to nothing that is not there', async t => {
    const refs = new Set(refsIn(document))
    t.ok(refs.size >= 15)
    for (const ref of refs) t.ok(at(document, ...ref.replace(/^#\//, '').split('/')), ref)
  })

  await t.test('is what the node itself serves, and says the body that it takes', async t => {
    await using group = await testGroup('Gràcia')
    await using http = await testHttp(group)
    const served = await fetch(`${http.url}/api/v1/openapi.json`)
    t.equal(served.status, 200)
    t.same(await served.json(), JSON.parse(JSON.stringify(document)))
    t.same(
      at(document, 'paths', '/entries', 'post', 'requestBody', 'content', 'application/json', 'schema', 'required'),
      ['entry'],
    )
  })
})
