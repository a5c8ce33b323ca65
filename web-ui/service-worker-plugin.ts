import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'
import type { Plugin } from 'vite'

const SOURCE = fileURLToPath(new URL('src/offline/service-worker.ts', import.meta.url))
const PUBLIC = fileURLToPath(new URL('public/', import.meta.url))

/** Adds the service worker to a build, with the names of all its files and a hash over what is in them. */
export function serviceWorker(): Plugin {
  return {
    name: 'service-worker',
    apply: 'build',
    enforce: 'post',
    async generateBundle(_, bundle) {
      const hash = createHash('sha256')
      const own = Object.values(bundle).filter(({ fileName }) => fileName !== 'index.html')
      for (const file of Object.values(bundle)) hash.update(file.type === 'chunk' ? file.code : file.source)
      const shared = readdirSync(PUBLIC)
      for (const name of shared) hash.update(readFileSync(`${PUBLIC}${name}`))
      const shell = ['/', ...own.map(({ fileName }) => `/${fileName}`), ...shared.map(name => `/${name}`)].sort()
      const source = await workerCode(shell, hash.digest('hex').slice(0, 16))
      this.emitFile({ type: 'asset', fileName: 'service-worker.js', source })
    },
  }
}

async function workerCode(shell: readonly string[], build: string): Promise<string> {
  await using worker = await rolldown({ input: SOURCE })
  const intro = `const SHELL = ${JSON.stringify(shell)}, BUILD = ${JSON.stringify(build)};`
  const { output } = await worker.generate({ format: 'iife', minify: true, intro })
  return output[0].code
}
