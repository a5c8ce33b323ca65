import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'

/** Properties and values of CSS that name a side of the screen instead of the beginning or the end of a line. */
const PHYSICAL = [
  /(?:^|[\s;{])((?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?)\s*:/g,
  /(?:^|[\s;{])(border-(?:top|bottom)-(?:left|right)-radius)\s*:/g,
  /(?:^|[\s;{])((?:left|right))\s*:/g,
  /(?:^|[\s;{])((?:text-align|float|clear|caption-side)\s*:\s*(?:left|right))\b/g,
]

function physicalIn(css: string): string[] {
  const said = css.replaceAll(/\/\*[\s\S]*?\*\//g, '')
  return PHYSICAL.flatMap(pattern => [...said.matchAll(pattern)].map(([, found = '']) => found))
}

t.test('styles name the beginning and the end of a line, never left or right', async t => {
  const folder = fileURLToPath(new URL('../../web-ui/src/styles', import.meta.url))
  const sheets = readdirSync(folder).filter(name => name.endsWith('.css'))
  t.ok(sheets.length > 0, 'there is something to look at')
  for (const name of sheets) t.same(physicalIn(readFileSync(`${folder}/${name}`, 'utf8')), [], name)
})

t.test('a side of the screen is found, however it is written', async t => {
  for (const css of [
    'a { margin-left: 1px }',
    'a {\n  padding-right: 0;\n}',
    'a { border-left-color: red }',
    'a { border-top-left-radius: 2px }',
    'a { left: 0 }',
    'a { position: absolute;right: 0 }',
    'a { text-align: right }',
    'a { float:left }',
  ]) {
    t.equal(physicalIn(css).length, 1, css)
  }
  t.same(physicalIn('a { margin-inline-start: 1px; text-align: start; inset-inline: 0 } /* left: 0 */'), [])
})
