import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Command } from 'commander'
import t from 'tap'
import { buildProgram } from '../../cli/command-line.ts'
import { comunal, comunalJson } from '../support/comunal-process.ts'

type Init = {
  group: string
  name: string
  members: string
  key: string
  keyFile: string
  recoveryPhrase: string | null
}

t.test('what is not a command, or lacks something, is wrong usage: exit 2', async t => {
  const data = t.testdir()
  const wrong = [
    ['bogus'],
    ['member'],
    ['init', '--data', data],
    ['init', '--data', data, '--name', 'X', '--quorum', 'most'],
    ['init', '--data', data, '--name', 'X', '--join', 'sometimes'],
    ['init', '--data', data, '--name', 'X', '--place', 'Barcelona'],
    ['proposal', 'open', '--title', 'X', '--method', 'lottery'],
    ['proposal', 'open', '--title', 'X', '--open', 'tomorrow'],
    ['completion', 'cmd'],
  ]
  for (const args of wrong) {
    const { code, stdout, stderr } = await comunal(args, { COMUNAL_DATA: data })
    t.equal(code, 2, args.join(' '))
    t.equal(stdout, '')
    t.not(stderr, '', 'says what is wrong')
  }
})

t.test('every command says what it does', async t => {
  const below = (command: Command): Command[] => [command, ...command.commands.flatMap(below)]
  for (const command of below(await buildProgram())) {
    t.match(command.helpInformation(), `Usage: `, command.name())
    t.not(command.description(), '', command.name())
  }
})

t.test('help and version are no errors', async t => {
  const help = await comunal(['help'])
  t.equal(help.code, 0)
  t.match(help.stdout, 'Examples:')
  t.match((await comunal(['help', 'init'])).stdout, '--name <name>')
  t.match(await comunal(['--version']), { code: 0, stdout: /^\d+\.\d+\.\d+\n$/ })
})

t.test('a node that is not there: exit 3, with what to do', async t => {
  // Port 1 of this machine: nothing may listen there without being root, and nothing does.
  const args = ['status', '--node', 'http://127.0.0.1:1', '--data', t.testdir()]
  const { code, stdout, stderr } = await comunal(args)
  t.match({ code, stdout }, { code: 3, stdout: '' })
  t.match(stderr, /could not be reached[\s\S]*comunal start/)
  const json = await comunal([...args, '--json'])
  t.equal(json.code, 3)
  t.match(JSON.parse(json.stdout), { code: 'node/unreachable', title: String, next: String, params: {} })
})

t.test('a group is founded without a node and without a browser', async t => {
  const data = join(t.testdir(), 'made', 'here')
  const founded = await comunalJson<Init>(['init', '--data', data, '--name', 'Gràcia', '--as', 'Marta'])
  t.match(founded, { group: /^bafyrei/, name: 'Gràcia', members: 'people', key: /^[0-9a-f]{64}$/ })
  t.equal(founded.recoveryPhrase?.split(' ').length, 24)

  await t.test('the keys are for their owner alone', async t => {
    for (const file of ['member.key', 'node.key']) t.equal(statSync(join(data, file)).mode & 0o777, 0o600, file)
    t.equal(statSync(data).mode & 0o777, 0o700)
  })
  await t.test('a folder keeps one group: refused, exit 1, the phrase not shown again', async t => {
    const { code, stdout, stderr } = await comunal(['init', '--data', data, '--name', 'Other'])
    t.match({ code, stdout }, { code: 1, stdout: '' })
    t.match(stderr, 'keeps a group already')
  })
  await t.test('its log is written to a file and verified', async t => {
    const file = join(t.testdir(), 'log.txt')
    t.match(await comunalJson(['export', 'log', '--data', data, '-o', file]), { log: founded.group, size: 1 })
    const verified = await comunal(['verify', file])
    t.equal(verified.code, 0)
    t.match(verified.stdout, /^Gràcia: a log of 1 entry\.\nVerified: 1 signature/)
    t.match(await comunalJson(['verify', file]), { verified: true, log: founded.group, name: 'Gràcia', size: 1 })

    const text = readFileSync(file, 'utf8')
    appendFileSync(file, 'x')
    t.match(await comunal(['verify', file]), { code: 1, stdout: /Not verified/ }, 'a changed checkpoint')
    const [first = '', entry = '', ...rest] = text.split('\n')
    writeFileSync(file, [first, entry, entry, ...rest].join('\n'))
    t.match(await comunal(['verify', file]), { code: 1, stdout: /Not verified/ }, 'an entry too many')
    writeFileSync(file, text.replace('\n', '\n?'))
    t.match(await comunal(['verify', file]), { code: 1, stdout: '', stderr: /line 2/ }, 'a line that does not read')
  })
})

t.test('a federation is a group whose members are groups', async t => {
  const terms = ['--method', 'supermajority', '--threshold', '2/3', '--quorum', '1/2']
  const folder = t.testdir()
  const args = ['federation', 'found', '--data', join(folder, 'a'), '--name', 'Iberian Assembly', ...terms]
  t.match(await comunalJson(args), { name: 'Iberian Assembly', members: 'groups' })
  const refused = await comunal([
    'init',
    '--data',
    join(folder, 'b'),
    '--name',
    'X',
    '--method',
    'supermajority',
    '--threshold',
    '1/3',
  ])
  t.match(refused, { code: 1, stderr: /contradicts itself|threshold/ })
})

t.test('a member key can be locked by a passphrase', async t => {
  const folder = t.testdir()
  const data = join(folder, 'a')
  const locked = { COMUNAL_PASSPHRASE: 'plaça del diamant' }
  await comunalJson(['init', '--data', data, '--name', 'Gràcia'], locked)
  t.match(readFileSync(join(data, 'member.key'), 'utf8'), '"scrypt"')
  const wrong = await comunal(['init', '--data', join(folder, 'b'), '--key', join(data, 'member.key'), '--name', 'X'])
  t.match(wrong, { code: 1, stderr: /another passphrase/ })
})

t.test('a recovery phrase brings the key back', async t => {
  const folder = t.testdir()
  const file = join(folder, 'again.key')
  const { key, recoveryPhrase } = await comunalJson<Init>(['init', '--data', join(folder, 'a'), '--name', 'Gràcia'])
  const restore = ['key', 'restore', '--key', file]
  t.match(await comunal(restore, {}, `${recoveryPhrase} zoo`), { code: 1, stderr: /not the 24 words/ })
  t.match(await comunal(restore, {}, `\n ${recoveryPhrase?.toUpperCase()}\n`), { code: 0 })
  t.match(await comunalJson(['key', 'show', '--phrase', '--key', file]), { key, did: /^did:key:z6Mk/, recoveryPhrase })
  t.match(await comunal(restore, {}, recoveryPhrase ?? ''), { code: 1, stderr: /already/ })
})

t.test('a file that is none of what can be verified is refused', async t => {
  const folder = t.testdir({ 'shopping.txt': 'bread, oil\n', empty: '' })
  for (const name of ['shopping.txt', 'empty', 'missing']) {
    t.match(await comunal(['verify', join(folder, name)]), { code: 1, stdout: '', stderr: /\S/ }, name)
  }
})

t.test('completion scripts are made of the commands there are', async t => {
  const bash = await comunal(['completion', 'bash'])
  t.match(bash.stdout, /'member'\) known='invite join [a-z ]*list/)
  t.match((await comunal(['completion', 'zsh'])).stdout, '#compdef comunal')
  t.match((await comunal(['completion', 'fish'])).stdout, '__fish_seen_subcommand_from member')
})
