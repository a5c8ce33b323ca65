import { join } from 'node:path'
import { isStale } from './is-stale.mjs'
import { existsInProject, giveUp, node24, projectFolder, runInProject } from './project.mjs'

/** What the page is made of: it signs and verifies with protocol/, so a change there makes it stale too. */
const pageSources = ['web-ui', 'protocol', 'package-lock.json']
/** Builds the members' page into web-ui/dist, unless the one there is newer than everything it is made of. */
export function buildPageIfStale() {
  if (!existsInProject('web-ui/vite.config.ts')) return
  if (!isStale('web-ui/dist/index.html', pageSources)) return
  process.stderr.write("Building the members' page …\n")
  const vite = join(projectFolder, 'node_modules', 'vite', 'bin', 'vite.js')
  const { ok } = runInProject(node24, [vite, 'build', '--logLevel', 'warn', 'web-ui'], 'show')
  if (!ok) giveUp("The members' page could not be built: see the lines above.")
}
