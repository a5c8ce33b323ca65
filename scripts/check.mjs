// `npm run check [NAME…]`: everything about the code that is not behaviour; each check says ok, or what it found.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { installIfMissing } from './install-if-missing.mjs'
import { licenceProblems, packagesOfPage } from './licences.mjs'
import { giveUp, node24, projectFolder, runInProject } from './project.mjs'

/** @typedef {{ ok: boolean, output: string }} Outcome */

/** @type {Record<string, () => Outcome>} */
const checks = {
  types: () => runInProject('tsc', ['--project', 'tsconfig.json'], 'keep'),
  lint: () => runInProject('biome', ['ci', '--error-on-warnings', '--colors=off'], 'keep'),
  purity: () => runInProject(node24, ['test/project/purity.test.ts'], 'keep'),
  floors: () => runInProject(node24, ['test/project/imports-point-down.test.ts'], 'keep'),
  direction: () => runInProject(node24, ['test/project/writing-direction.test.ts'], 'keep'),
  'dead-exports': () => runInProject('knip', ['--no-progress'], 'keep'),
  licences: () => {
    const { packages } = JSON.parse(readFileSync(join(projectFolder, 'package-lock.json'), 'utf8'))
    const problems = licenceProblems(packages, packagesOfPage(projectFolder))
    return { ok: problems.length === 0, output: problems.map(problem => `${problem}\n`).join('') }
  },
}

installIfMissing()
const chosen = process.argv.length > 2 ? process.argv.slice(2) : Object.keys(checks)
let failed = 0
for (const name of chosen) {
  const check = checks[name]
  if (!check) giveUp(`There is no check called ${name}; there are ${Object.keys(checks).join(', ')}.`)
  const startedAtMs = performance.now()
  const { ok, output } = check()
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1).padStart(6)
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${seconds} s  ${name}`)
  if (!ok) {
    failed += 1
    console.log(output.replace(/^(?=.)/gm, '  '))
  }
}
console.log(`\n${chosen.length - failed} checks passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
