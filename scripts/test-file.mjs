import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { node24, projectFolder } from './project.mjs'

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {{ ok: boolean, counts: Counts, seconds: number, lines: string[] }} Outcome `lines`: what matters of a failure */

/**
 * A file of tests takes at most so long before it is called hung: the longest needs two minutes on a machine that is quiet. A file
 * that sets a time of its own with `t.setTimeout` only makes it shorter.
 */
const longestSeconds = 900
/** Who hangs past that, its own clock stopped, is killed. */
const killedAfterSeconds = 1000

const closingCounts = /^# \{ (total: \d+.*) \}$/

/**
 * Runs one file of tests as a process of its own, and takes the counts from what tap says last. One that ends without them,
 * or badly though nothing in it failed, counts as one failure.
 * @param {string} file relative to the clone
 * @param {NodeJS.ProcessEnv} env
 * @param {AbortSignal} stop ends it
 * @returns {Promise<Outcome>}
 */
export async function runTestFile(file, env, stop) {
  const startedAtMs = performance.now()
  const child = spawn(node24, [file], {
    cwd: projectFolder,
    env: { TAP_TIMEOUT: String(longestSeconds), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: killedAfterSeconds * 1000,
    killSignal: 'SIGKILL',
  })
  const end = () => child.kill('SIGTERM')
  stop.addEventListener('abort', end)
  let said = ''
  child.stdout.setEncoding('utf8').on('data', text => {
    said += text
  })
  /** @type {[number | null, NodeJS.Signals | null]} */
  const [status, signal] = /** @type {any} */ (await once(child, 'close'))
  const seconds = (performance.now() - startedAtMs) / 1000
  const isHung = signal === 'SIGKILL' && seconds >= killedAfterSeconds
  stop.removeEventListener('abort', end)
  const lines = said.split('\n')
  const { failed, ...others } = countsOf(lines)
  const ok = status === 0 && failed === 0 && others.passed + others.skipped > 0
  return {
    ok,
    counts: { ...others, failed: ok ? 0 : Math.max(1, failed) },
    seconds,
    lines: ok ? [] : [...lines.filter(isWorthReading), endOf(status, signal, isHung)],
  }
}

/**
 * How a file ended, in words.
 * @param {number | null} status
 * @param {NodeJS.Signals | null} signal
 * @param {boolean} isHung
 */
function endOf(status, signal, isHung) {
  if (isHung) return `hung, and was killed after ${killedAfterSeconds} seconds`
  return `ended ${signal ? `by ${signal}` : `with ${status}`}`
}

/**
 * @param {readonly string[]} lines
 * @returns {Counts}
 */
function countsOf(lines) {
  const closing = lines.map(line => closingCounts.exec(line)?.[1]).findLast(Boolean) ?? ''
  const counts = new Map(closing.split(', ').map(part => /** @type {[string, string]} */ (part.split(': '))))
  const count = (/** @type {string} */ name) => Number(counts.get(name) ?? 0)
  return { passed: count('pass'), failed: count('fail'), skipped: count('todo') + count('skip') }
}

/** @param {string} line */
function isWorthReading(line) {
  return !/^\s*$/.test(line) && !/^\s*ok \d+/.test(line) && !/^\s*1\.\.\d+/.test(line) && !/^\s*# time=/.test(line)
}
