import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import type { VerdictTree } from '../../node/client/shapes.ts'
import { comunal, comunalJson, startedNode } from '../support/comunal-process.ts'
import { come } from '../support/patience.ts'

t.test('two groups federate and decide, on the command line over real nodes', async t => {
  const folder = t.testdir()
  const nodeOf = async (name: string, founding: readonly string[]) => {
    const at = ['--data', join(folder, name)]
    await comunalJson([...founding, ...at, '--name', name, '--reading', 'anyone'])
    const node = await startedNode(join(folder, name))
    t.teardown(() => node.stop())
    return at
  }
  const [seat, gracia, eixample] = await Promise.all([
    nodeOf('Barcelona', ['federation', 'found', '--quorum', '1/2']),
    nodeOf('Gràcia', ['init']),
    nodeOf('Eixample', ['init']),
  ])

  await t.test('a ticket lets one group in, as text or in a file, with the weight it says', async t => {
    const { ticket } = await comunalJson<{ ticket: string }>(['federation', 'invite', ...seat])
    t.match(ticket, /^comunal-ticket:/)
    t.match(await comunalJson(['federation', 'join', ticket, ...gracia]), { name: 'Barcelona', weight: '1' })
    const again = await comunal(['federation', 'join', ticket, ...eixample])
    t.match(again, { code: 1, stderr: /could not be reached[\s\S]*ticket that has been used/ })
    const file = join(folder, 'ticket.txt')
    const invited = await comunal(['federation', 'invite', '--weight', '0.9', ...seat])
    t.match(invited.stderr, 'Lets one group into Barcelona', 'what is said along the way is not in the ticket')
    writeFileSync(file, invited.stdout)
    t.match((await comunal(['federation', 'join', file, ...eixample])).stdout, 'In Barcelona now, with weight 0.9.')
    t.match(await comunal(['federation', 'join', 'rubbish', ...gracia]), { code: 1, stderr: /ticket cannot be read/ })
    t.match(await comunal(['federation', 'invite', ...gracia]), { code: 1, stderr: /a group of people/ })
  })
  await t.test('both sides list it', async t => {
    const listed = await comunalJson(['federation', 'list', ...seat])
    t.match(listed, { name: 'Barcelona', role: 'seat', groups: [{ weight: String }, { weight: String }] })
    t.match((await comunal(['federation', 'list', ...gracia])).stdout, /^Barcelona\ngroup/)
  })

  const asked = await comunalJson<{ id: string }>(['federation', 'propose', '--title', 'Trade?', ...seat])
  await t.test('the question comes down, the groups vote, and the verdict is told', async t => {
    for (const [at, vote] of [[gracia, 'for'] as const, [eixample, 'against'] as const]) {
      const id = await come(async () => {
        const { stdout } = await comunal(['proposal', 'list', '--state', 'open', '--json', ...at])
        const [line] = stdout.trim().split('\n')
        const proposal: { id: string } | undefined = line ? JSON.parse(line) : undefined
        return proposal?.id
      })
      await comunalJson(['vote', id, vote, ...at])
    }
    const tree = await come(async () => {
      const verdict = await comunalJson<VerdictTree>(['federation', 'verdict', asked.id, ...seat])
      return verdict.state === 'decided' ? verdict : undefined
    })
    t.match(tree, { accepted: true, weighted: [{ points: '1' }, { points: '9/10' }, { points: '0' }] })
    const { stdout } = await comunal(['federation', 'verdict', asked.id.slice(-8), ...seat])
    t.match(
      stdout,
      /├─ Gràcia +weight 1 +for [\s\S]*└─ Eixample +weight 0\.9 +against[\s\S]*1 for, 0\.9 against: 53 %, passes\./,
    )
    t.match(await comunalJson(['federation', 'proposals', ...seat]), { id: asked.id, state: 'decided' })
  })
  await t.test('its evidence verifies without any node', async t => {
    const file = join(folder, 'decision.car')
    await comunalJson(['export', 'decision', asked.id, '-o', file, ...seat])
    t.match(await comunalJson(['verify', file]), { verified: true, level: 'ballots', ballots: 2, groups: 3 })
  })
  await t.test('a group tells the federation what it can spare, and the others see it', async t => {
    await comunalJson(['offer', 'publish', '--kind', 'tool', '--title', 'Hammer', '--place', 'sp3e', ...gracia])
    const offer = await come(async () => {
      const { stdout } = await comunal(['offer', 'list', '--kind', 'tool', '--near', 'sp3e', '--json', ...eixample])
      return stdout === '' || stdout === '\n' ? undefined : stdout
    })
    t.match(JSON.parse(offer), { title: 'Hammer', groupName: 'Gràcia', direction: 'offer', quantity: 1 })
    const id: string = JSON.parse(offer).id.slice(-8)
    const shown = (quantity: string) =>
      come(async () => {
        const { stdout } = await comunal(['offer', 'show', id, ...eixample])
        return stdout.includes(quantity) ? stdout : undefined
      })
    await comunalJson(['offer', 'revise', id, '--quantity', '2', ...gracia])
    t.match(await shown('2 piece'), /^Hammer: 2 piece \(tool\), offered by Gràcia/)
    t.match(await comunalJson(['offer', 'ask', id, ...eixample]), { state: 'waiting' })
    await comunalJson(['offer', 'detail', id, 'Ring at the blue door.', ...gracia])
    await comunalJson(['offer', 'answer', id, 'Eixample', ...gracia])
    t.match(await comunalJson(['offer', 'ask', id, ...eixample]), { state: 'given', text: 'Ring at the blue door.' })
    await comunalJson(['offer', 'withdraw', id, ...gracia])
    t.ok(
      await come(async () =>
        (await comunal(['offer', 'list', '--json', ...eixample])).stdout === '' ? true : undefined,
      ),
    )
  })
  await t.test('an announcement of the federation comes to every group, and is counted', async t => {
    const { id } = await comunalJson<{ id: string }>(['bulletin', 'publish', 'Save water', ...seat])
    await come(async () => {
      const { stdout } = await comunal(['bulletin', 'list', ...eixample])
      return stdout.includes('Save water') ? stdout : undefined
    })
    await comunalJson(['bulletin', 'ack', id, ...eixample])
    t.match(await comunalJson(['bulletin', 'reach', id, ...eixample]), { here: { delivered: 1, acknowledged: 1 } })
  })
  await t.test('a group sends its delegate to the council, and takes them back', async t => {
    const sent = await comunal(['federation', 'council', 'seat', 'Steward', '--term', '4w', ...gracia])
    t.match(sent, { code: 0, stdout: /^Steward sits for us on the council of Barcelona, until / })
    const shows = (line: RegExp, ...more: string[]) =>
      come(async () => {
        const { stdout } = await comunal(['federation', 'council', 'list', ...more, ...seat])
        return line.test(stdout) ? stdout : undefined
      })
    t.match(await shows(/Gràcia +Steward +sits/), /Nobody sits for Eixample\./)
    await comunalJson(['federation', 'council', 'seat', 'Steward', ...eixample])
    t.ok(await shows(/Eixample +Steward +sits/))

    const amend = ['federation', 'charter', 'amend', '--purpose', 'Bread for all.', ...gracia]
    const moved = await come(async () => {
      const { stdout } = await comunal(amend)
      return stdout === '' ? undefined : stdout
    })
    t.match(moved, /Change the charter\?\npurpose: nothing -> Bread for all\.\nThe council of Barc/)
    const [motion = ''] = moved.split(' ')
    t.match(await comunal(['federation', 'council', 'vote', motion, 'for', ...seat]), { code: 1, stderr: /sits on/ })
    for (const at of [gracia, eixample]) {
      const voted = () => comunal(['federation', 'council', 'vote', motion, 'for', ...at])
      t.match(await come(async () => ((await voted()).code === 0 ? 'voted' : undefined)), 'voted')
    }
    const inForce = await come(async () => {
      const { stdout } = await comunal(['federation', 'charter', 'history', ...eixample])
      return stdout.includes('Bread') ? stdout : undefined
    })
    t.match(inForce, /by motion of the council: Change the charter\? \(\S+\)\n {2}purpose: nothing -> Bread for all\./)
    const file = join(folder, 'motion.car')
    await come(async () =>
      (await comunal(['export', 'decision', motion, '-o', file, ...gracia])).code === 0 ? file : undefined,
    )
    const verified = await comunal(['verify', file])
    t.match(
      verified.stdout,
      /2 for, 0 against; 2 of 2 groups, 1 needed; supermajority of 2\/3: carried\.[\s\S]*Verified/,
    )
    const words = ['--title', 'Rent the hall', '--text', 'By the river.']
    t.match(await comunal(['federation', 'council', 'move', ...words, ...eixample]), {
      code: 0,
      stdout: /can vote until/,
    })
    const listed = async (at: readonly string[]) => (await comunal(['federation', 'council', 'motions', ...at])).stdout
    t.match(await listed(seat), /Rent the hall +open[\s\S]*carried/)
    const here = await come(async () => /^(\S+) .*Rent the hall/m.exec(await listed(eixample))?.[1])
    const withdraw = (at: readonly string[]) => comunal(['federation', 'council', 'withdraw', here, ...at])
    t.match(await withdraw(seat), { code: 1, stderr: /Only who has moved it/ })
    t.match(await withdraw(eixample), { code: 0, stdout: /^Withdrawn: Rent the hall/ })
    t.match(await listed(seat), /Rent the hall +withdrawn/)
    t.match((await comunal(['federation', 'council', 'motion', here, ...seat])).stdout, /has withdrawn it/)

    const recall = ['federation', 'council', 'recall', '--cause', 'Moved away.', ...gracia]
    t.match(await comunal(recall), { code: 0, stdout: /no longer sits/ })
    t.ok(await shows(/Gràcia +Steward +recalled .*Moved away/, '--all'))
    t.match(await comunal(recall), { code: 1, stderr: /filled no such seat/ })
  })
  await t.test('a ticket is taken back, and lets nobody in', async t => {
    const sants = await nodeOf('Sants', ['init'])
    const { ticket } = await comunalJson<{ ticket: string }>(['federation', 'invite', ...seat])
    const { stdout } = await comunal(['federation', 'tickets', '--json', ...seat])
    const open = stdout
      .trim()
      .split('\n')
      .map(line => JSON.parse(line))
    const { key }: { key: string } = open.find(({ state }) => state === 'open')
    t.match(await comunal(['federation', 'revoke', key.slice(0, 12), ...seat]), { code: 0, stdout: /Nobody can join/ })
    t.match((await comunal(['federation', 'tickets', ...seat])).stdout, /revoked/)
    t.match(await comunal(['federation', 'join', ticket, ...sants]), { code: 1, stderr: /be reached|taken/ })
  })
  await t.test('expelling is put to the groups', async t => {
    const put = await comunal(['federation', 'expel', 'Eixample', '--cause', 'It sold the van.', ...seat])
    t.match(put, { code: 0, stdout: /The groups decide whether Eixample is expelled/ })
    for (const at of [gracia, eixample]) {
      const id = await come(async () => {
        const { stdout } = await comunal(['proposal', 'list', '--state', 'open', '--json', ...at])
        const [line] = stdout.trim().split('\n')
        const proposal: { id: string } | undefined = line ? JSON.parse(line) : undefined
        return proposal?.id
      })
      await comunalJson(['vote', id, at === gracia ? 'for' : 'abstain', ...at])
    }
    const listed = await come(async () => {
      const { stdout } = await comunal(['federation', 'list', ...gracia])
      return /expelled: It sold the van/.test(stdout) ? stdout : undefined
    })
    t.match(listed, /Gràcia/)
  })
  await t.test('a group leaves, and the federation knows', async t => {
    t.match(await comunal(['federation', 'leave', 'Barcelona', ...gracia]), {
      code: 0,
      stdout: 'No longer in Barcelona.',
    })
    t.match((await comunal(['federation', 'list', ...gracia])).stdout, 'In no federation yet.')
    t.match((await comunal(['federation', 'list', ...seat])).stdout, /Gràcia .* left/)
    t.match(await comunal(['federation', 'leave', 'Barcelona', ...gracia]), { code: 1, stderr: /no such federation/ })
  })
})
