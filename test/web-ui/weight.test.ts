import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import t from 'tap'
import { build } from 'vite'

/** Compressed JavaScript that Home and Decide may cost a phone before they show. */
const FIRST_LOAD_BYTES = 170_000

t.test('the page as it is built', async t => {
  const folder = t.testdir({})
  const root = fileURLToPath(new URL('../../web-ui', import.meta.url))
  await build({ root, logLevel: 'silent', build: { outDir: folder, emptyOutDir: false } })
  const index = readFileSync(`${folder}/index.html`, 'utf8')

  const first = [...index.matchAll(/(?:src|href)="\/(assets\/[^"]+\.js)"/g)].map(([, path]) => `${folder}/${path}`)
  // One language comes with it; the largest stands for all.
  const files = readdirSync(`${folder}/assets`)
    .filter(name => !name.endsWith('.gz'))
    .map(name => `${folder}/assets/${name}`)
  const languages = files.filter(path => /\/(?:en|ca|es|pt)-first-[\w-]+\.js$/.test(path)).map(bytesOf)
  t.equal(languages.length, 4, 'what each language says first is a file of its own')
  const bytes = first.map(bytesOf).reduce((sum, size) => sum + size, Math.max(...languages))
  t.ok(bytes < FIRST_LOAD_BYTES, `the first load is ${bytes} bytes of compressed JavaScript`)
  t.ok(first.length > 0 && first.length <= 4, 'in a few files')

  t.notMatch(index, /<script(?![^>]*\ssrc=)/, 'no inline script')
  t.notMatch(index, /<style|\sstyle=|\son\w+=/, 'no inline style, no handler')
  const elsewhere = [index, ...files.map(path => readFileSync(path, 'utf8'))].flatMap(text =>
    [...text.matchAll(/(?:src|href)=["']?(?:https?:)?\/\/[^"']+|url\((?:["']?)(?:https?:)?\/\/[^)]+/g)].map(
      ([found]) => found,
    ),
  )
  t.same(elsewhere, [], 'nothing is asked of another host')
  t.same(
    files.filter(path => path.endsWith('.map')),
    [],
    'no source maps',
  )
})

function bytesOf(path: string): number {
  return gzipSync(readFileSync(path), { level: 9 }).length
}
