import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from './project.mjs'

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

/**
 * Whether something built is missing, or older than what it is made of.
 * @param {string} built a file of it, relative to the clone
 * @param {readonly string[]} sources files and folders, relative to the clone
 */
export function isStale(built, sources) {
  const made = statSync(join(projectFolder, built), { throwIfNoEntry: false })
  return !made || made.mtimeMs <= Math.max(...sources.map(source => newestChangeMs(join(projectFolder, source))))
}
