import type { openApiDocument } from '../../../node/http/openapi.ts'
import { decodeCanonical } from '../../../protocol/bytes/canonical.ts'
import { toHex } from '../../../protocol/bytes/hex.ts'
import type { PublicKeyHex } from '../../../protocol/bytes/public-key.ts'
import { readCar } from '../../../protocol/federation/car.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { API, at } from '../../support/test-http.ts'
import type { World } from './worlds.ts'

/** What differs between any two runs and says nothing of votes. */
const OF_THE_RUN = /"(?:uptimeMs|storeBytes|freeBytes|totalBytes)":\d+/g
const BASE64 = /[A-Za-z0-9+/]{40,}={0,2}/g
const WORDS = ['Berta', 'Carles', 'bench', 'it peels', 'none']
const OF_THE_MOMENT = ['date', 'keep-alive']
/** Routes about one kind of thing; about any other everything is asked for. */
const KNOWN_DOMAINS: ReadonlySet<string> = new Set(['proposals', 'drafts', 'initiatives'])

/** What is asked, and by whom. */
export type Asked = Pick<World, 'http' | 'group' | 'viewers' | 'ids' | 'members'> & {
  readonly ballotKeys: Readonly<Record<string, PublicKeyHex>>
  /** What is looked for. */
  readonly words?: readonly string[]
}
export type Description = Awaited<ReturnType<typeof openApiDocument>>

/**
 * Everything that the API can be asked for: each GET of its description, with everything in its path that there is, by
 * everyone who looks on. A route that is added is asked, too; one whose path names something unknown here throws.
 * @returns answers by who asked what, in the same order in every world.
 */
export async function everyAnswer(world: Asked, description: Description): Promise<Map<string, string>> {
  const answers = new Map<string, string>()
  for (const { template, paths } of askable(world, description)) {
    for (const [viewer, token] of Object.entries(world.viewers)) {
      const given = await Promise.all(paths.map(path => answer(world, path, token)))
      for (const [place, text] of given.entries()) answers.set(`${viewer} ${template} ${place}`, text)
    }
  }
  return answers
}

async function answer({ http }: Asked, path: string, token: string | undefined): Promise<string> {
  const headers: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` }
  const response = await fetch(`${http.url}${API}${path}`, { headers })
  const bytes = new Uint8Array(await response.arrayBuffer())
  const isCar = response.headers.get('content-type') === 'application/vnd.ipld.car'
  const ofTheMoment = path.endsWith('/health') ? [...OF_THE_MOMENT, 'content-length'] : OF_THE_MOMENT
  const named = [...response.headers].filter(([name]) => !ofTheMoment.includes(name))
  const said = isCar ? carText(bytes) : opened(new TextDecoder().decode(bytes).replace(OF_THE_RUN, ''))
  return `${response.status} ${JSON.stringify(named)}\n${said}`
}

type Route = { readonly template: string; readonly paths: readonly string[] }

function askable(world: Asked, { paths = {} }: Description): Route[] {
  return Object.entries(paths).flatMap(([template, item]) => {
    const operation = at(item, 'get')
    if (!operation || at(operation, 'responses', '200', 'content', 'text/event-stream')) return []
    const filled = [...template.matchAll(/\{(\w+)\}/g)].reduce(
      (found, [place, name = '']) =>
        found.flatMap(path => valuesOf(world, template, name).map(value => path.replace(place, value))),
      [template],
    )
    const queries = queriesOf(at(operation, 'parameters'), name => valuesOf(world, template, name))
    return [{ template, paths: filled.flatMap(path => queries.map(query => `${path}${query}`)) }]
  })
}

/** What may stand in a path or a query: of ids those that the route is about, and all of them where that is not known. */
function valuesOf(
  { ids, group, members, ballotKeys, words = WORDS }: Asked,
  template: string,
  name: string,
): readonly string[] {
  const [, domain = ''] = template.split('/')
  const all = ids()
  switch (name) {
    case 'id':
      return all.filter(([domains]) => domains.includes(domain) || !KNOWN_DOMAINS.has(domain)).map(([, id]) => id)
    case 'revision':
      return all.filter(([domains]) => domains.includes('drafts')).map(([, id]) => id)
    case 'key':
      return [...members, ...Object.values(ballotKeys)]
    case 'log':
      return [group.id]
    case 'ticket':
      return ['none']
    case 'words':
      return words
    default:
      throw new Error(`what stands for {${name}} in ${template} is not known here`)
  }
}

/** Each value that a query may have, one at a time; none where it may be left out. */
function queriesOf(parameters: unknown, valuesOf: (name: string) => readonly string[]): string[] {
  const inQuery = (Array.isArray(parameters) ? parameters : []).filter(one => at(one, 'in') === 'query')
  const required = inQuery.filter(one => at(one, 'required') === true)
  const optional = inQuery.filter(one => at(one, 'required') !== true)
  const plain = required.flatMap(one => valuesOf(String(at(one, 'name'))).map(value => `?${at(one, 'name')}=${value}`))
  const chosen = optional.flatMap(one => {
    const choices = at(one, 'schema', 'enum')
    return (Array.isArray(choices) ? choices : []).map(value => `?${at(one, 'name')}=${value}`)
  })
  return required.length > 0 ? plain : ['', ...chosen]
}

/** With headers and bodies of entries, and receipts, opened: their numbers are told, too. */
function opened(text: string): string {
  return text.replaceAll(BASE64, found => {
    const bytes = Buffer.from(found, 'base64')
    const value = decoded(bytes)
    return typeof value === 'object' && value !== null && !isRefusal(value) ? JSON.stringify(plain(value)) : found
  })
}

/** Evidence as text: every block as it reads, in the order of the file, the headers of entries opened. */
function carText(bytes: Uint8Array): string {
  const car = readCar(bytes)
  if (isRefusal(car)) throw new Error(car.code)
  return car.blocks
    .unread()
    .map(id => `${id} ${JSON.stringify(plain(decoded(car.blocks.get(id))))}`)
    .join('\n')
}

function decoded(bytes: Uint8Array | undefined): unknown {
  const value = bytes && decodeCanonical(bytes)
  if (Array.isArray(value) && value[0] instanceof Uint8Array) return [decoded(value[0]), ...value.slice(1)]
  return value
}

function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return toHex(value)
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  if ('digest' in value) return plain(value.digest)
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]))
}
