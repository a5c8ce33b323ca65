import { readFileSync } from 'node:fs'
import t from 'tap'
import { CLIENT_TYPES, currentClientTypes, generateClientTypes } from '../../scripts/generate-api-client.ts'

const document = {
  openapi: '3.1.0',
  components: {
    schemas: {
      Tree: {
        type: 'object',
        required: ['name', 'below'],
        properties: {
          name: { type: 'string' },
          weight: { anyOf: [{ type: 'string' }, { type: 'null' }] },
          below: { type: 'array', items: { $ref: '#/components/schemas/Tree' } },
        },
      },
      'def-0': { title: 'Role', type: 'string', enum: ['member', 'steward'] },
    },
  },
  paths: {
    '/api/v1/trees/{id}': {
      get: {
        parameters: [
          { in: 'path', name: 'id', required: true, schema: { type: 'string' } },
          { in: 'query', name: 'deep', schema: { type: 'boolean' } },
        ],
        responses: {
          200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Tree' } } } },
          204: { description: 'nothing there' },
          default: { content: { 'application/problem+json': { schema: { type: 'object' } } } },
        },
      },
    },
    '/api/v1/pairs': {
      post: {
        requestBody: {
          content: {
            'application/json': {
              schema: {
                type: 'array',
                items: { type: 'array', items: [{ type: 'string' }, { type: 'integer' }] },
              },
            },
          },
        },
        responses: { 201: { content: { 'application/json': { schema: { $ref: '#/components/schemas/def-0' } } } } },
      },
    },
  },
} as const

t.test('types of an API from its OpenAPI document', async t => {
  const types = generateClientTypes(document)
  const has = (line: string, message: string) => t.ok(types.includes(line), message)
  has(
    'type Tree = { "name": string; "weight"?: string | null; "below": (Tree)[] }',
    'a named schema is a type, and may refer to itself',
  )
  has('type Role = "member" | "steward"', 'a schema that the framework numbered goes by its title')
  has('"/trees/{id}": {', "addresses are below the client's own base")
  has(
    'parameters: { path: { "id": string }; query?: { "deep"?: boolean } }; requestBody?: never',
    'parameters by place, required or not',
  )
  has('200: { content: { "application/json": Tree } }; 204: { content?: never }', 'answers by status')
  has('requestBody: { content: { "application/json": ([string, number])[] } }', 'a list of pairs')
})

t.test('what the document does not say is refused, not guessed', async t => {
  t.throws(
    () => generateClientTypes({ ...document, components: { schemas: {} } }),
    /no schema #\/components\/schemas\/Tree/,
  )
  t.throws(() => generateClientTypes({ components: { schemas: { X: { type: 'date' } } } }), /no type for/)
})

t.test("the page's types are those of the node's routes", async t => {
  const made = await currentClientTypes()
  t.equal(readFileSync(CLIENT_TYPES, 'utf8'), made, 'after a change of a route: node scripts/generate-api-client.ts')
})
