#!/usr/bin/env node
// Starts the command line under Node 24: at once when this Node is one, else under the one installed in the clone.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const neededMajor = 24
const inClone = existsSync(new URL('../cli/main.ts', import.meta.url))
const main = new URL(inClone ? '../dist/program/cli/main.js' : '../cli/main.js', import.meta.url)

if (inClone) {
  const { installIfMissing } = await import('../scripts/install-if-missing.mjs')
  const { buildPageIfStale } = await import('../scripts/build-page-if-stale.mjs')
  const { buildProgramIfStale } = await import('../scripts/build-program-if-stale.mjs')
  installIfMissing()
  buildPageIfStale()
  buildProgramIfStale()
}

if (Number.parseInt(process.versions.node, 10) >= neededMajor) {
  process.argv[1] = fileURLToPath(main)
  await import(main.href)
} else if (inClone) {
  const node24 = fileURLToPath(new URL('../node_modules/.bin/node', import.meta.url))
  const child = spawn(node24, [fileURLToPath(main), ...process.argv.slice(2)], { stdio: 'inherit' })
  // A terminal sends Ctrl-C to both; a supervisor's signal arrives here only, and is passed on.
  process.on('SIGINT', () => child.kill('SIGINT'))
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 143)
  })
} else {
  process.stderr.write(`comunal needs Node ${neededMajor} or later; this is ${process.version}.\n`)
  process.exitCode = 1
}
