import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type ParseResult, parseSync } from 'oxc-parser'

export type Source = {
  /** Path in the clone, with slashes: `protocol/log/entry.ts`. */
  readonly path: string
  readonly text: string
  readonly parsed: ParseResult
}

export type Import = {
  /** What the source asks for, as it is written: `../refusal.ts`, `node:fs`. */
  readonly specifier: string
  /** The names taken from it, as the other module calls them; empty for a whole module. */
  readonly names: readonly string[]
  readonly line: number
}

const projectFolder = fileURLToPath(new URL('../..', import.meta.url))
const notOurs = new Set(['node_modules', 'dist'])

/** Parses one source; a syntax error throws, for a file that cannot be read cannot be vouched for. */
export function parseSource(path: string, text: string): Source {
  const parsed = parseSync(path, text)
  const [error] = parsed.errors
  if (error) throw new Error(`${path}: ${error.message}`)
  return { path, text, parsed }
}

/** Every TypeScript source below the given folders of the clone. */
export function sourcesBelow(...folders: readonly string[]): Source[] {
  return folders.flatMap(folder =>
    readdirSync(join(projectFolder, folder), { withFileTypes: true }).flatMap(entry => {
      const path = `${folder}/${entry.name}`
      if (entry.isDirectory()) return notOurs.has(entry.name) ? [] : sourcesBelow(path)
      if (!/\.tsx?$/.test(entry.name)) return []
      return [parseSource(path, readFileSync(join(projectFolder, path), 'utf8'))]
    }),
  )
}

export function folderExists(folder: string): boolean {
  return readdirSync(projectFolder).includes(folder)
}

/** All imports of a source: static, of types, re-exports, and dynamic ones. */
export function importsOf({ text, parsed }: Source): Import[] {
  const { staticImports, staticExports, dynamicImports } = parsed.module
  const line = (offset: number) => text.slice(0, offset).split('\n').length
  const imported = staticImports.map(found => ({
    specifier: found.moduleRequest.value,
    names: found.entries.flatMap(entry => entry.importName.name ?? []),
    line: line(found.start),
  }))
  const reExported = staticExports.flatMap(found =>
    found.entries.flatMap(entry =>
      entry.moduleRequest
        ? [
            {
              specifier: entry.moduleRequest.value,
              names: [entry.importName.name ?? []].flat(),
              line: line(found.start),
            },
          ]
        : [],
    ),
  )
  const dynamic = dynamicImports.map(({ moduleRequest: { start, end } }) => ({
    // A computed specifier stays as it is written and then fits no rule: only a quoted one is a module's name.
    specifier: text.slice(start, end).replace(/^(['"`])(.*)\1$/, '$2'),
    names: [],
    line: line(start),
  }))
  return [...imported, ...reExported, ...dynamic]
}
