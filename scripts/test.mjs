// `npm test [FILE…]`: installs what is missing, then runs every test (or the named files) and prints the counts.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { buildPageIfStale } from './build-page-if-stale.mjs'
import { buildProgramIfStale } from './build-program-if-stale.mjs'
import { installIfMissing } from './install-if-missing.mjs'
import { existsInProject, projectEnvironment, projectFolder } from './project.mjs'
import { readyChromium } from './ready-chromium.mjs'
import { readyNetworkTools } from './ready-network-tools.mjs'
import { runTestFile } from './test-file.mjs'

/** A run that takes longer than this hangs: the slowest machine it is meant for, with other work beside it, needs half. */
const limitMinutes = 90
/** Files that run at once: some tests mostly wait, for deadlines or for a network that is slow on purpose. */
const atOnce = 4
/** Its files take a minute each and keep a processor to themselves: at the end of a run one of them would be left alone. */
const longest = join('test', 'simulation')

installIfMissing()
buildPageIfStale()
buildProgramIfStale()
const environment = projectEnvironment()
// Every file of tests is a process that loads much of the program: what one has compiled, the next need not.
environment.NODE_COMPILE_CACHE ??= join(projectFolder, 'node_modules', '.cache', 'compiled')
if (existsInProject('test/browser')) environment.CHROMIUM_PATH = readyChromium()
readyNetworkTools()

const startedAtMs = performance.now()
const stop = new AbortController()
const limit = setTimeout(() => {
  console.log(`FAILED: the tests took longer than ${limitMinutes} minutes.`)
  stop.abort()
}, limitMinutes * 60_000)
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => stop.abort())

const named = process.argv.slice(2)
const files = named.length > 0 ? named : allTestFiles()
const waiting = [...files]
const total = { passed: 0, failed: 0, skipped: 0 }

/** @returns {string[]} relative to the clone, the longest first, the others in the order of their names */
function allTestFiles() {
  const inFolder = readdirSync(join(projectFolder, 'test'), { recursive: true, encoding: 'utf8' })
  return inFolder
    .filter(path => path.endsWith('.test.ts'))
    .map(path => join('test', path))
    .sort((a, b) => Number(b.startsWith(longest)) - Number(a.startsWith(longest)) || (a < b ? -1 : 1))
}

async function runWaiting() {
  for (let file = waiting.shift(); file !== undefined && !stop.signal.aborted; file = waiting.shift()) {
    const { ok, counts, seconds, lines } = await runTestFile(file, environment, stop.signal)
    console.log(`${ok ? 'ok    ' : 'FAILED'} ${seconds.toFixed(1).padStart(6)} s  ${file}`)
    for (const line of lines) console.log(`  ${line}`)
    total.passed += counts.passed
    total.failed += counts.failed
    total.skipped += counts.skipped
  }
}

await Promise.all(Array.from({ length: atOnce }, runWaiting))
clearTimeout(limit)
const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1)
console.log(
  `\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped; ${files.length} files, ${seconds} s`,
)
process.exitCode = total.failed === 0 && total.passed > 0 && !stop.signal.aborted ? 0 : 1
