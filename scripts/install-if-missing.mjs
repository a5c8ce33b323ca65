import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { giveUp, node24, projectFolder, runInProject } from './project.mjs'

/** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean }>} LockedPackages */

/**
 * @param {string} path
 * @returns {LockedPackages | undefined} the packages of a lock file; undefined when there is none to read
 */
function packagesOfLock(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages
  } catch {
    return undefined
  }
}

/**
 * Whether node_modules holds what package-lock.json names. Packages for other platforms stay away, so an optional
 * package may be missing, but one that is there has the locked version.
 */
export function isInstalled() {
  const locked = packagesOfLock(join(projectFolder, 'package-lock.json'))
  const installed = packagesOfLock(join(projectFolder, 'node_modules', '.package-lock.json'))
  if (!locked || !installed || !existsSync(node24)) return false
  return Object.entries(locked).every(([path, wanted]) => {
    if (path === '') return true
    const found = installed[path]
    if (!found) return wanted.optional === true
    return found.version === wanted.version && found.integrity === wanted.integrity
  })
}

/** Installs exactly what the lock file names, unless it is there already (then no npm is started). */
export function installIfMissing() {
  if (isInstalled()) return
  process.stderr.write('Installing what is missing (once; about a minute) …\n')
  // Errors only: this npm may be older than the packages ask for, but they run on the Node that is installed with them.
  const { ok } = runInProject('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'show')
  if (!ok) giveUp('The packages could not be installed: see the lines above, then run the same command again.')
  if (!existsSync(node24)) giveUp('The install left no node_modules/.bin/node: was it run with --omit=dev?')
}
