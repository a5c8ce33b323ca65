import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import t from 'tap'
import { buildProgram } from '../../cli/command-line.ts'
import { comunal, startedNode } from '../support/comunal-process.ts'

const page = readFileSync(new URL('../../docs/commands.md', import.meta.url), 'utf8')
type Example = { readonly words: readonly string[]; readonly prints: string }

/** The commands of the page's shell sessions with the lines that follow each. */
const examples = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, session = '']) =>
  session
    .split(/^\$ comunal /m)
    .slice(1)
    .map((example): Example => {
      const [line = '', ...prints] = example.split('\n')
      const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare = '']) => quoted ?? bare)
      return { words, prints: prints.join('\n').trim() }
    }),
)

t.test('every example does what the page says', async t => {
  const folder = t.testdir()
  const known = new Map<string, string>()
  const env = { COMUNAL_DATA: join(folder, 'data') }
  for (const { words, prints } of examples) {
    const args = words.map(
      word => known.get(word) ?? (/\.(key|txt|car|html|json)$/.test(word) ? join(folder, word) : word),
    )
    const { stdout, stderr } = await comunal(args, env)
    const said = stdout.replaceAll(`${folder}/`, '').trim()
    t.match(said, looksLike(prints), `comunal ${words.join(' ')} ${stderr}`)
    const [, link] = /^(http\S+#invite=\S+)/.exec(stdout) ?? []
    if (link) known.set('LINK', link)
    const [, checkWords] = /^Check words: (\S+)/m.exec(stdout) ?? []
    if (checkWords) known.set('WORDS', checkWords)
    const [, id] = /^(\S+) {2}Paint the fence/.exec(stdout) ?? []
    if (id) known.set('ID', id)
    const [, draft] = /^(\S+) {2}Plant a tree/.exec(stdout) ?? []
    if (draft) known.set('DRAFT', draft)
    const [, hedge] = /^(\S+) {2}Cut the hedge/.exec(stdout) ?? []
    if (hedge) known.set('HEDGE', hedge)
    const [, roof] = /^(\S+) {2}Mend the roof/.exec(stdout) ?? []
    if (roof) known.set('ROOF', roof)
    if (words[1] === 'print') known.set('SERIAL', serialIn(readFileSync(join(folder, 'sheets.html'), 'utf8')))
    const [, objection] = /^(\S+) {2}The sparrows/.exec(stdout) ?? []
    if (objection) known.set('OBJECTION', objection)
    const [, bulletin] = /^(\S+) {2}Keys of the shed/.exec(stdout) ?? []
    if (bulletin) known.set('BULLETIN', bulletin)
    if (words[0] !== 'init') continue
    const node = await startedNode(env.COMUNAL_DATA)
    t.teardown(() => node.stop())
  }
})

t.test('every command is on the page', async t => {
  const below = (command: Command, path: string): string[] =>
    command.commands.flatMap(sub =>
      sub.commands.length > 0 ? below(sub, `${path} ${sub.name()}`) : [`${path} ${sub.name()}`],
    )
  for (const command of below(await buildProgram(), 'comunal')) t.match(page, command)
})

/** The first serial on a page of sheets. */
function serialIn(sheets: string): string {
  return /class="serial">(\w{8})</.exec(sheets)?.[1] ?? ''
}

/** Text with `…` for whatever may stand there. */
function looksLike(text: string): RegExp {
  const parts = text.split('…').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/ {2,}/g, ' +'))
  return new RegExp(`^${parts.join('[\\s\\S]*')}$`)
}
