import { writeFileSync } from 'node:fs'
import { openApiDocument } from '../node/http/openapi.ts'

/** What JSON Schema and OpenAPI 3.1 say, as far as our own API uses it. */
type Json = null | boolean | number | string | readonly Json[] | JsonMap
type JsonMap = { readonly [name: string]: Json }

const METHODS = ['get', 'put', 'post', 'patch', 'delete'] as const
const PREFIX = '/api/v1'

/**
 * TypeScript types of an API out of its OpenAPI 3.1 document: `paths` in the shape that
 * openapi-fetch reads. What the document says in a way this does not know throws, so that no type is ever a guess.
 */
export function generateClientTypes(document: Json): string {
  const schemas = mapAt(mapAt(asMap(document), 'components'), 'schemas')
  const named = Object.entries(schemas).map(
    ([name, schema]) => `type ${nameOf(name, schema)} = ${typeOf(schema, schemas)}\n`,
  )
  const paths = Object.entries(mapAt(asMap(document), 'paths')).map(([path, item]) =>
    pathType(path, asMap(item), schemas),
  )
  return [
    "// Made by scripts/generate-api-client.ts from the node's OpenAPI document. Do not edit.\n",
    ...named.sort(),
    `export type paths = {\n${paths.sort().join('')}}\n`,
  ].join('\n')
}

function pathType(path: string, item: JsonMap, schemas: JsonMap): string {
  const operations = METHODS.filter(method => item[method] !== undefined).map(
    method => `    ${method}: ${operationType(mapAt(item, method), schemas)}\n`,
  )
  const address = path.startsWith(PREFIX) ? path.slice(PREFIX.length) : path
  return `  ${JSON.stringify(address)}: {\n${operations.join('')}  }\n`
}

function operationType(operation: JsonMap, schemas: JsonMap): string {
  const parameters = listAt(operation, 'parameters').map(asMap)
  const places = (['path', 'query'] as const).map(place => {
    const fields = parameters.filter(parameter => parameter.in === place)
    const isOptional = fields.every(({ required }) => required !== true)
    const types = fields.map(field => {
      const optional = field.required === true ? '' : '?'
      return `${JSON.stringify(field.name)}${optional}: ${typeOf(field.schema ?? {}, schemas)}`
    })
    return fields.length === 0 ? `${place}?: never` : `${place}${isOptional ? '?' : ''}: { ${types.join('; ')} }`
  })
  const body = operation.requestBody === undefined ? undefined : mapAt(operation, 'requestBody')
  const bodyType = body
    ? `requestBody: { content: ${contentType(mapAt(body, 'content'), schemas)} }`
    : 'requestBody?: never'
  const responses = Object.entries(mapAt(operation, 'responses')).map(([status, response]) => {
    const content = mapAt(asMap(response), 'content')
    const isEmpty = Object.keys(content).length === 0
    const name = status === 'default' ? status : String(Number(status))
    return `${name}: { ${isEmpty ? 'content?: never' : `content: ${contentType(content, schemas)}`} }`
  })
  return `{ parameters: { ${places.join('; ')} }; ${bodyType}; responses: { ${responses.join('; ')} } }`
}

function contentType(content: JsonMap, schemas: JsonMap): string {
  const types = Object.entries(content).map(
    ([media, body]) => `${JSON.stringify(media)}: ${typeOf(asMap(body).schema ?? {}, schemas)}`,
  )
  return `{ ${types.join('; ')} }`
}

/** The type of a JSON Schema; the name where it refers to a named one. */
function typeOf(value: Json, schemas: JsonMap): string {
  const schema = asMap(value)
  const { $ref, const: constant, enum: choices, type } = schema
  if (typeof $ref === 'string') return referredName($ref, schemas)
  if (constant !== undefined) return JSON.stringify(constant)
  if (choices !== undefined) return union(asList(choices).map(choice => JSON.stringify(choice)))
  for (const word of ['anyOf', 'oneOf'] as const) {
    if (schema[word] !== undefined) return union(listAt(schema, word).map(option => typeOf(option, schemas)))
  }
  if (schema.allOf !== undefined)
    return listAt(schema, 'allOf')
      .map(part => `(${typeOf(part, schemas)})`)
      .join(' & ')
  if (Array.isArray(type)) return union(asList(type).map(one => typeOf({ ...schema, type: one }, schemas)))
  switch (type) {
    case 'string':
    case 'boolean':
    case 'null':
      return type
    case 'integer':
    case 'number':
      return 'number'
    case 'array':
      return arrayType(schema, schemas)
    case 'object':
      return objectType(schema, schemas)
    case undefined:
      return 'unknown'
    default:
      throw new TypeError(`no type for ${JSON.stringify(schema)}`)
  }
}

function arrayType({ items = {}, prefixItems }: JsonMap, schemas: JsonMap): string {
  const places = prefixItems ?? (Array.isArray(items) ? items : undefined)
  if (places !== undefined)
    return `[${asList(places)
      .map(place => typeOf(place, schemas))
      .join(', ')}]`
  return `(${typeOf(items, schemas)})[]`
}

function objectType(schema: JsonMap, schemas: JsonMap): string {
  const required = new Set(listAt(schema, 'required'))
  const fields = Object.entries(mapAt(schema, 'properties')).map(
    ([name, field]) => `${JSON.stringify(name)}${required.has(name) ? '' : '?'}: ${typeOf(field, schemas)}`,
  )
  const others = Object.values(mapAt(schema, 'patternProperties'))[0] ?? schema.additionalProperties
  if (fields.length > 0) return `{ ${fields.join('; ')} }`
  return isMap(others) ? `{ [name: string]: ${typeOf(others, schemas)} }` : '{ [name: string]: never }'
}

function referredName(reference: string, schemas: JsonMap): string {
  const name = reference.split('/').at(-1)?.replace('#', '') ?? ''
  const schema = schemas[name]
  if (schema === undefined) throw new TypeError(`the document has no schema ${reference}`)
  return nameOf(name, schema)
}

/** A named schema's name: its title where the key is a number of the framework's own. */
function nameOf(key: string, schema: Json): string {
  const title = asMap(schema).title
  const name = /^def-\d+$/.test(key) && typeof title === 'string' ? title : key
  if (!/^[A-Za-z]\w*$/.test(name)) throw new TypeError(`${name} is no name of a type`)
  return name
}

function union(types: readonly string[]): string {
  return [...new Set(types)].join(' | ') || 'never'
}

function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function asMap(value: Json): JsonMap {
  if (!isMap(value)) throw new TypeError(`not an object: ${JSON.stringify(value)}`)
  return value
}

function asList(value: Json): readonly Json[] {
  if (!Array.isArray(value)) throw new TypeError(`not a list: ${JSON.stringify(value)}`)
  return value
}

function mapAt(map: JsonMap, name: string): JsonMap {
  return asMap(map[name] ?? {})
}

function listAt(map: JsonMap, name: string): readonly Json[] {
  return asList(map[name] ?? [])
}

/** The file that the page takes its types from. */
export const CLIENT_TYPES = new URL('../web-ui/src/api.generated.ts', import.meta.url)

/** The types of the API as the node's routes describe it now. */
export async function currentClientTypes(): Promise<string> {
  return generateClientTypes(JSON.parse(JSON.stringify(await openApiDocument())))
}

if (import.meta.main) writeFileSync(CLIENT_TYPES, await currentClientTypes())
