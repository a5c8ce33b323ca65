import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { isStale } from './is-stale.mjs'
import { giveUp, projectFolder, runInProject } from './project.mjs'

const out = 'dist/program'
/** What starts, from the clone: one program out of the sources and the libraries, which starts faster and takes less memory. */
const builtProgram = `${out}/cli/main.js`

const sources = ['cli', 'node', 'protocol', 'web-ui/dist', 'package.json', 'package-lock.json', 'rolldown.config.mjs']
/** What the program reads beside itself, in the layout of `node/resources.ts`. */
const besides = ['node/store/migrations', 'web-ui/dist', 'package.json', 'fixtures/iberian-commons.json']

/** Builds the program into dist/program, unless the one there is newer than everything it is made of. */
export function buildProgramIfStale() {
  if (!isStale(builtProgram, sources)) return
  process.stderr.write('Building the program …\n')
  rmSync(join(projectFolder, out), { recursive: true, force: true })
  for (const path of besides) {
    mkdirSync(dirname(join(projectFolder, out, path)), { recursive: true })
    cpSync(join(projectFolder, path), join(projectFolder, out, path), { recursive: true })
  }
  const { ok, output } = runInProject('rolldown', ['--config', 'rolldown.config.mjs'], 'keep')
  if (!ok) giveUp(`${output}The program could not be built: see the lines above.`)
}
