// `npm test [FILE…]`: installs what is missing, then runs every test (or the named files) and prints the counts.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { buildPageIfStale } from './build-page-if-stale.mjs'
import { buildProgramIfStale } from './build-program-if-stale.mjs'
import { installIfMissing } from './install-if-missing.mjs'
import { existsInProject, node24, projectEnvironment, projectFolder } from './project.mjs'
import { readyChromium } from './ready-chromium.mjs'
import { readyNetworkTools } from './ready-network-tools.mjs'
import { readyTap, tapProgram } from './ready-tap.mjs'
import { tapReport } from './tap-report.mjs'

/** A run that takes longer than this hangs: the slowest machine it is meant for needs a third. */
const limitMinutes = 30

installIfMissing()
buildPageIfStale()
buildProgramIfStale()
readyTap()
const environment = projectEnvironment()
// Every file of tests is a process that loads much of the program: what one has compiled, the next need not.
environment.NODE_COMPILE_CACHE ??= join(projectFolder, 'node_modules', '.cache', 'compiled')
if (existsInProject('test/browser')) environment.CHROMIUM_PATH = readyChromium()
readyNetworkTools()

const startedAtMs = performance.now()
const tap = spawn(node24, [tapProgram, 'run', '--reporter=tap', ...process.argv.slice(2)], {
  cwd: projectFolder,
  env: environment,
  stdio: ['ignore', 'pipe', 'inherit'],
})
const report = tapReport(line => console.log(line))
createInterface({ input: tap.stdout }).on('line', report.read)
const limit = setTimeout(() => {
  console.log(`FAILED: the tests took longer than ${limitMinutes} minutes.`)
  tap.kill('SIGTERM')
}, limitMinutes * 60_000)
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => tap.kill(signal))

tap.on('close', status => {
  clearTimeout(limit)
  const counts = report.counts()
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1)
  if (!counts || counts.passed + counts.failed === 0) {
    console.log(`No test was run, ${seconds} s`)
    process.exit(1)
  }
  const { passed, failed, skipped, files } = counts
  console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped; ${files} files, ${seconds} s`)
  process.exit(status === 0 && failed === 0 ? 0 : 1)
})
