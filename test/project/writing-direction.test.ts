import { globSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'

/** Properties and values of CSS that name a side of the screen instead of the beginning or the end of a line. */
const PHYSICAL = [
  /(?:^|[\s;{])((?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right)(?:-\w+)?)\s*:/g,
  /(?:^|[\s;{])(border-(?:top|bottom)-(?:left|right)-radius)\s*:/g,
  /(?:^|[\s;{])((?:left|right))\s*:/g,
  /(?:^|[\s;{])((?:text-align|float|clear|caption-side)\s*:\s*(?:left|right))\b/g,
  /(?:^|[\s;{])((?:transform-origin|object-position|background-position)\s*:[^;}]*\b(?:left|right))\b/g,
  /\b(to (?:left|right)|translateX\()/g,
]
/** Four lengths, of which the second stands on the right and the fourth on the left. */
const FOUR_SIDES = /(?:margin|padding|inset)\s*:\s*([^;}]+)/g

/** What says the same in a style that a component sets. */
const PHYSICAL_IN_SCRIPT = [
  /\b((?:margin|padding|border|inset)(?:Left|Right)\w*)\b/g,
  /\bstyle=\{\{[^}]*\b(left|right)\s*:/g,
  /\b(textAlign\s*:\s*['"](?:left|right))\b/g,
  /(translateX\()/g,
]

function physicalIn(css: string): string[] {
  const said = css.replaceAll(/\/\*[\s\S]*?\*\//g, '')
  return [
    ...found(said, PHYSICAL),
    ...[...said.matchAll(FOUR_SIDES)].flatMap(([all, sides = '']) => unequal(all, sides)),
  ]
}

function found(text: string, patterns: readonly RegExp[]): string[] {
  return patterns.flatMap(pattern => [...text.matchAll(pattern)].map(([, found = '']) => found))
}

/** The whole where the third side is not the first. */
function unequal(all: string, sides: string): string[] {
  const [, right, , left] = sides.match(/(?:[\w-]*\([^()]*(?:\([^()]*\)[^()]*)*\)|[^\s()]+)/g) ?? []
  return left !== undefined && left !== right ? [all] : []
}

t.test('styles name the beginning and the end of a line, never left or right', async t => {
  const folder = fileURLToPath(new URL('../../web-ui/src/styles', import.meta.url))
  const sheets = readdirSync(folder).filter(name => name.endsWith('.css'))
  t.ok(sheets.length > 0, 'there is something to look at')
  for (const name of sheets) t.same(physicalIn(readFileSync(`${folder}/${name}`, 'utf8')), [], name)
})

t.test('nor do styles that components set', async t => {
  const sources = globSync('web-ui/src/**/*.{ts,tsx}', { cwd: fileURLToPath(new URL('../..', import.meta.url)) })
  t.ok(sources.length > 100, 'there is something to look at')
  const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
  for (const path of sources) {
    const sides = found(read(path), PHYSICAL_IN_SCRIPT)
    if (sides.length > 0) t.same(sides, [], path)
  }
  for (const code of [
    'style={{ marginLeft: 4 }}',
    'style={{ top: 0, left: 3 }}',
    "{ textAlign: 'right' }",
    '`translateX(4px)`',
  ]) {
    t.equal(found(code, PHYSICAL_IN_SCRIPT).length, 1, code)
  }
  t.same(found('style={{ insetInlineStart: left }} // what is left: nothing', PHYSICAL_IN_SCRIPT), [])
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
    'a { transform-origin: left center }',
    'a { background: linear-gradient(to right, red, blue) }',
    'a { transform: translateX(4px) }',
    'a { padding: 1px var(--a) calc(1px + 2px) 4px }',
  ]) {
    t.equal(physicalIn(css).length, 1, css)
  }
  t.same(physicalIn('a { margin-inline-start: 1px; text-align: start; inset-inline: 0 } /* left: 0 */'), [])
  t.same(physicalIn('a { padding: 1px 4px 2px 4px; margin: 1px 2px calc(1px + 2px) }'), [])
})
