import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { existsInProject, giveUp, node24, projectFolder, runInProject } from './project.mjs'

/** What the page is made of: it signs and verifies with protocol/, so a change there makes it stale too. */
const pageSources = ['web-ui', 'protocol', 'package-lock.json']
const notSources = new Set(['dist', 'node_modules'])

/**
 * @param {string} path
 * @returns {number} the newest modification time below a path, in milliseconds
 */
function newestChangeMs(path) {
  const stats = statSync(path, { throwIfNoEntry: false })
  if (!stats) return 0
  if (!stats.isDirectory()) return stats.mtimeMs
  const inside = readdirSync(path).filter(name => !notSources.has(name))
  // A folder's own time tells of a file that was taken away; the page's folder changes with every build of dist.
  const own = path.endsWith('web-ui') ? 0 : stats.mtimeMs
  return inside.reduce((newest, name) => Math.max(newest, newestChangeMs(join(path, name))), own)
}

/** Builds the members' page into web-ui/dist, unless the one there is newer than everything it is made of. */
export function buildPageIfStale() {
  if (!existsInProject('web-ui/vite.config.ts')) return
  const built = statSync(join(projectFolder, 'web-ui', 'dist', 'index.html'), { throwIfNoEntry: false })
  const sources = pageSources.map(source => newestChangeMs(join(projectFolder, source)))
  if (built && built.mtimeMs > Math.max(...sources)) return
  process.stderr.write("Building the members' page …\n")
  const vite = join(projectFolder, 'node_modules', 'vite', 'bin', 'vite.js')
  const { ok } = runInProject(node24, [vite, 'build', '--logLevel', 'warn', 'web-ui'], 'show')
  if (!ok) giveUp("The members' page could not be built: see the lines above.")
}
