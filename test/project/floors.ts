import { posix } from 'node:path'
import { importsOf, type Source } from './sources.ts'

/** The floors of the house, from the ground up. A source may import from its own floor and from those its floor names. */
const floors = {
  base: [],
  rules: ['base'],
  node: ['rules', 'base'],
  'web-ui': ['rules', 'base'],
  cli: ['node', 'rules', 'base'],
} as const satisfies Record<string, readonly string[]>

type Floor = keyof typeof floors

const base = /^protocol\/((bytes|keys|log)\/|(refusal|rational)\.ts$)/

/** Which floor a path stands on; undefined for what is no part of the house (tests, scripts). */
function floorOf(path: string): Floor | undefined {
  if (base.test(path)) return 'base'
  if (path.startsWith('protocol/')) return 'rules'
  if (path.startsWith('node/')) return 'node'
  if (path.startsWith('web-ui/')) return 'web-ui'
  if (path.startsWith('cli/')) return 'cli'
  return undefined
}

/** The imports of a source that point up, sideways or out of the house: one sentence each. */
export function wrongDirections(source: Source): string[] {
  const from = floorOf(source.path)
  if (from === undefined) return [`${source.path} stands on no floor`]
  const below: readonly Floor[] = floors[from]
  return importsOf(source).flatMap(({ specifier, line }) => {
    const target = pathOf(specifier, source.path)
    if (target === undefined) return []
    const to = floorOf(target)
    if (to !== undefined && (to === from || below.includes(to))) return []
    return [`${source.path}:${line} (${from}) imports ${target} (${to ?? 'outside the house'})`]
  })
}

/** The path of an imported source of ours; undefined for packages and for Node's own modules. */
function pathOf(specifier: string, importer: string): string | undefined {
  if (specifier === 'comunal/protocol') return 'protocol/index.ts'
  return specifier.startsWith('.') ? posix.join(posix.dirname(importer), specifier) : undefined
}
