// `npm run build`: the published package, in dist/: JavaScript with declarations, the migrations, the built page.
// Publish it from there (`npm publish dist`); in the clone nothing reads it.
import { chmodSync, cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { giveUp, projectFolder, runInProject } from './project.mjs'

const dist = join(projectFolder, 'dist')
rmSync(dist, { recursive: true, force: true })
if (!runInProject('tsc', ['--project', 'tsconfig.build.json'], 'show').ok) giveUp('tsc found the errors above.')

const copied = [
  'node/**/*.sql',
  'web-ui/dist/**/*.*',
  'fixtures/iberian-commons.json',
  'bin/comunal.mjs',
  'README.md',
  'LICENSE',
]
for (const path of copied.flatMap(pattern => globSync(pattern, { cwd: projectFolder }))) {
  mkdirSync(dirname(join(dist, path)), { recursive: true })
  cpSync(join(projectFolder, path), join(dist, path))
}
chmodSync(join(dist, 'bin', 'comunal.mjs'), 0o755)

// The clone starts on any Node from 20 and brings its own; the package runs on the Node that it finds.
const {
  private: notFromTheClone,
  scripts,
  devDependencies,
  overrides,
  allowScripts,
  ...published
} = JSON.parse(readFileSync(join(projectFolder, 'package.json'), 'utf8'))
published.engines = { node: '>=24' }
published.exports = {
  './protocol': { types: './protocol/index.d.ts', default: './protocol/index.js' },
  './package.json': './package.json',
}
writeFileSync(join(dist, 'package.json'), `${JSON.stringify(published, null, 2)}\n`)
