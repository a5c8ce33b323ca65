import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {{ license?: string, dev?: boolean, dependencies?: Record<string, string>,
 *   optionalDependencies?: Record<string, string>, peerDependencies?: Record<string, string> }} Locked
 * @typedef {Record<string, Locked>} Lock the `packages` of package-lock.json, by their path
 */

/** Licences that an MIT project may hand on as they are. */
const allowed = new Set([
  ...['MIT', 'MIT-0', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'BlueOak-1.0.0'],
  ...['Unlicense', 'CC0-1.0', 'Python-2.0', 'Zlib'],
])

/**
 * Whether an SPDX expression leaves at least one way of using the package under the allowed licences.
 * @param {string} expression such as `(MIT OR GPL-3.0)` or `MIT AND ISC`
 */
export function isAllowed(expression) {
  const choices = expression.replace(/[()]/g, '').split(' OR ')
  return choices.some(choice => choice.split(' AND ').every(licence => allowed.has(licence.trim())))
}

/**
 * Where Node finds a package that another one asks for: in the nearest node_modules above it.
 * @param {Lock} lock
 * @param {string} from path of the package that asks, '' for the project
 * @param {string} name
 * @returns {string | undefined}
 */
function resolve(lock, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf('/node_modules/'), 0))) {
    const path = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (lock[path]) return path
    if (folder === '') return undefined
  }
}

/**
 * Every package that reaches a user: those the node runs on, and those that the built page carries inside it.
 * @param {Lock} lock
 * @param {readonly string[]} bundled names of the packages that the page imports
 */
export function shippedPackages(lock, bundled) {
  const shipped = new Set(Object.keys(lock).filter(path => path !== '' && !lock[path]?.dev))
  const waiting = bundled.map(name => resolve(lock, '', name))
  for (let path = waiting.pop(); path !== undefined || waiting.length > 0; path = waiting.pop()) {
    const found = path === undefined || shipped.has(path) ? undefined : lock[path]
    if (path === undefined || !found) continue
    const from = path
    shipped.add(from)
    const asked = { ...found.dependencies, ...found.optionalDependencies, ...found.peerDependencies }
    waiting.push(...Object.keys(asked).map(name => resolve(lock, from, name)))
  }
  return shipped
}

/**
 * @param {Lock} lock
 * @param {readonly string[]} bundled names of the packages that the page imports
 * @returns {string[]} a sentence for each shipped package whose licence is not allowed, or unknown
 */
export function licenceProblems(lock, bundled) {
  return [...shippedPackages(lock, bundled)].toSorted().flatMap(path => {
    const licence = lock[path]?.license ?? 'no licence'
    return isAllowed(licence) ? [] : [`${path.replace(/.*node_modules\//, '')}: ${licence} is not in the list`]
  })
}

/**
 * The packages that the page's own sources import, by name.
 * @param {string} projectFolder
 * @returns {string[]}
 */
export function packagesOfPage(projectFolder) {
  const names = new Set()
  /** @param {string} folder */
  const visit = folder => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name)
      if (entry.isDirectory()) visit(path)
      else if (/\.tsx?$/.test(entry.name)) {
        for (const [, name] of readFileSync(path, 'utf8').matchAll(/(?:from|import) '((?:@[\w-]+\/)?[\w-][\w.-]*)/g)) {
          names.add(name)
        }
      }
    }
  }
  const sources = join(projectFolder, 'web-ui', 'src')
  if (existsSync(sources)) visit(sources)
  return [...names]
}
