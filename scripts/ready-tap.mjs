import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { giveUp, node24, projectFolder, runInProject } from './project.mjs'

/** tap's command line, to be run by the project's own Node. */
export const tapProgram = join(projectFolder, 'node_modules', 'tap', 'dist', 'esm', 'run.mjs')

/** The class that tap assembles from its plugins: it comes with all of them, and is rebuilt for those of .taprc. */
const builtTest = join(projectFolder, 'node_modules', '@tapjs', 'test', 'test-built', 'dist', 'esm', 'index.js')

/** Builds tap without its TypeScript plugin, once after an install. */
export function readyTap() {
  if (!readFileSync(builtTest, 'utf8').includes('@tapjs/typescript')) return
  process.stderr.write('Building tap with the plugins of .taprc (once) …\n')
  const { ok, output } = runInProject(node24, [tapProgram, 'build'], 'keep')
  if (!ok) giveUp(`${output}tap could not be built.`)
}
