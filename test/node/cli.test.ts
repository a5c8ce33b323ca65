import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { comunal, comunalJson, startedNode } from '../support/comunal-process.ts'
import { come } from '../support/patience.ts'

type Invitation = { link: string; secret: string; uses: number }
type Proposal = { id: string; title: string; closesAtMs: number }
type Vote = { id: string; index: number; size: number; log: string; receipt: string }
type Listed = { name: string; role: string; state: string }

t.test('one decision on the command line, from founding to a verified receipt', async t => {
  const folder = t.testdir()
  const data = join(folder, 'data')
  const steward = ['--data', data]
  const joan = [...steward, '--key', join(folder, 'joan.key')]
  await comunalJson(['init', ...steward, '--name', 'Gràcia', '--as', 'Marta', '--reading', 'anyone'])
  const node = await startedNode(data)
  t.teardown(() => node.stop())

  await t.test('the node runs, and keeps the group', async t => {
    t.equal(node.setupUrl, null)
    const status = await comunalJson(['status', ...steward])
    t.match(status, { url: node.url, status: 'ok', group: { name: 'Gràcia', memberCount: 1 } })
    t.match((await comunal(['status', ...steward])).stdout, /^Gràcia, 1 member\n/)
  })
  await t.test('a second start on the folder finds the first, and init is refused', async t => {
    t.match(await comunalJson(['start', '--attached', ...steward]), { url: node.url, pid: node.pid })
    t.match(await comunal(['init', ...steward, '--name', 'Other']), { code: 1, stderr: /node is running/ })
  })
  await t.test('a link lets one person in, who gets a key and a recovery phrase', async t => {
    const { link } = await comunalJson<Invitation>(['member', 'invite', ...steward])
    t.match(link, `${node.url}/join#invite=`)
    const joined = await comunalJson(['member', 'join', link, '--as', 'Joan', ...joan])
    t.match(joined, { name: 'Joan', role: 'member', state: 'active', recoveryPhrase: /^(\w+ ){23}\w+$/ })
    const again = await comunal(['member', 'join', link, '--as', 'Pere', ...steward, '--key', join(folder, 'pere.key')])
    t.match(again, { code: 1, stderr: /used already[\s\S]*Ask a steward/ })
  })
  await t.test('a list is a table, or an object a line', async t => {
    const { stdout } = await comunal(['member', 'list', '--json', ...steward])
    const members = stdout
      .trim()
      .split('\n')
      .map((line): Listed => JSON.parse(line))
    t.match(members, [
      { name: 'Marta', role: 'steward' },
      { name: 'Joan', role: 'member', state: 'active' },
    ])
    const [headings = '', first = ''] = (await comunal(['member', 'list', ...steward])).stdout.split('\n')
    t.equal(headings.indexOf('role'), first.indexOf('steward'), 'columns are aligned')
  })

  const opened = await comunalJson<Proposal>(['proposal', 'open', '--title', 'Paint the fence?', '--early', ...joan])
  const short = opened.id.slice(-10)
  await t.test('a proposal is found by the end of its id', async t => {
    t.match((await comunal(['proposal', 'list', '--state', 'open', ...steward])).stdout, short)
    t.match(await comunalJson(['proposal', 'show', short, ...steward]), {
      id: opened.id,
      byName: 'Joan',
      state: 'open',
    })
    t.match(await comunal(['proposal', 'show', 'zzzzzzzzzz', ...steward]), { code: 1, stderr: /no such proposal/ })
    const early = await comunal(['proposal', 'close', short, ...steward, '--json'])
    t.equal(early.code, 1)
    t.match(JSON.parse(early.stdout), { code: 'proposal/too-early', next: String }, 'a refusal is an object on stdout')
  })
  await t.test('members vote by keys of their own, and may change their mind', async t => {
    t.match(await comunal(['vote', short, 'perhaps', ...joan]), { code: 1, stderr: /does not fit/ })
    const stranger = ['--data', join(folder, 'stranger'), '--node', node.url]
    t.match(await comunal(['vote', opened.id, 'for', ...stranger]), { code: 1, stderr: /no member key/ })
    const vote = await comunalJson<Vote>(['vote', short, 'against', ...joan])
    t.match(vote, { id: /^bafyrei/, receipt: /^c2sp.org\/tlog-proof@v1\n/ })
    t.match((await comunal(['vote', short, 'for', ...joan])).stdout, 'is taken, as entry')
    const file = join(folder, 'vote.txt')
    t.match(await comunal(['vote', short, 'for', '--receipt', file, ...steward]), { code: 0, stdout: /vote\.txt/ })
    t.ok(existsSync(file))
  })
  await t.test('the tally is final once everybody has voted', async t => {
    const tally = await come(async () => {
      const asked = await comunalJson<{ final: boolean }>(['tally', short, ...steward])
      return asked.final ? asked : undefined
    })
    t.match(tally, { electorate: 2, voters: 2, final: true, outcome: { accepted: true } })
    t.match((await comunal(['tally', short, ...steward])).stdout, /for +2 .*\n.*against +0[\s\S]*majority: accepted/)
  })
  await t.test('the evidence of the vote recounts without the node', async t => {
    const file = join(folder, 'vote.car')
    await comunalJson(['export', 'decision', short, '-o', file, ...steward])
    const report = await comunalJson(['verify', file])
    t.match(report, { verified: true, ballots: 3, decision: { name: 'Gràcia', voters: 2, counts: [{ points: 2 }] } })
    t.match((await comunal(['verify', file])).stdout, /Gràcia\nPaint the fence\?[\s\S]*Verified: /)
    const bytes = readFileSync(file)
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1
    writeFileSync(file, bytes)
    t.match(await comunal(['verify', file]), { code: 1, stderr: /cannot be read/ })
  })
  await t.test('the tables are not touched while the node runs', async t => {
    t.match(await comunal(['rebuild', ...steward]), { code: 1, stderr: /node is running/ })
  })
  await t.test('the node stops cleanly, whoever asks again', async t => {
    process.kill(Number(node.pid), 'SIGINT')
    t.equal(await node.stop('SIGINT'), 0)
    t.notOk(existsSync(join(data, 'node.json')), 'its address is taken away')
    t.match(await comunal(['status', ...steward]), { code: 3 })
  })
  await t.test('rebuilt from its log alone, the node says the same', async t => {
    const rebuilt = await comunalJson(['rebuild', ...steward])
    t.match(rebuilt, { unchanged: true, digest: /^[0-9a-f]{64}$/, entries: 9 })
  })
  await t.test('the receipt holds without the node, and not for another one', async t => {
    const file = join(folder, 'vote.txt')
    t.match(await comunalJson(['verify', file, ...steward]), { verified: true, kind: 'ballot/cast', log: /^bafyrei/ })
    t.match((await comunal(['verify', file, ...steward])).stdout, /^The receipt holds\.\nEntry \d+ of \d+/)
    const elsewhere = ['verify', file, '--data', join(folder, 'elsewhere')]
    t.match(await comunal(elsewhere), { code: 1, stderr: /--node-key/ })
    t.match(await comunal([...elsewhere, '--node-key', 'ab'.repeat(32)]), { code: 1, stderr: /known key/ })
    writeFileSync(file, readFileSync(file, 'utf8').replace(/index \d+/, 'index 0'))
    t.match(await comunal(['verify', file, ...steward]), { code: 1, stderr: /does not hold/ })
  })
})
