import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the clone, absolute, without a slash at the end. */
export const projectFolder = fileURLToPath(new URL('..', import.meta.url)).replace(/[\\/]$/, '')

const binFolder = join(projectFolder, 'node_modules', '.bin')

/** The Node 24 that the project installs for itself; exists only after an install. */
export const node24 = join(binFolder, 'node')

/**
 * The environment in which the project's own Node and tools come first on the path, as in npm scripts.
 * @returns {NodeJS.ProcessEnv}
 */
export function projectEnvironment() {
  return { ...process.env, PATH: `${binFolder}${delimiter}${process.env.PATH ?? ''}` }
}

/**
 * Runs a program in the clone without input and waits for it.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {'show' | 'keep'} output whether it goes to the terminal or is handed back
 */
export function runInProject(command, args, output) {
  const result = spawnSync(command, [...args], {
    cwd: projectFolder,
    env: projectEnvironment(),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: output === 'show' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  })
  if (result.error) return { ok: false, output: `${command}: ${result.error.message}\n` }
  return { ok: result.status === 0, output: `${result.stdout ?? ''}${result.stderr ?? ''}` }
}

/** @param {string} path relative to the clone */
export function existsInProject(path) {
  return existsSync(join(projectFolder, path))
}

/**
 * Ends a script with a sentence for the person at the terminal.
 * @param {string} sentence
 * @returns {never}
 */
export function giveUp(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}
