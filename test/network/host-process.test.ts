import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import t from 'tap'
import type { PeerKey } from '../../node/federation/host/host.ts'
import { until } from '../support/patience.ts'
import { hostNumber, isConnected, LOOPBACK } from './host-rig.ts'

type Contact = { key: PeerKey; addresses: string[] }

/** Less than any timer of a host that could hold its process: a dial takes 15 s, a question 30. */
const AT_ONCE_MS = 12_000
const RIG = new URL('host-rig.ts', import.meta.url).href

/** A host in a process of its own; it prints its key and address, and ends when its input does. */
async function hostProcess(number: number, listen: string, peer: Contact) {
  const program = `
    import type { PeerKey } from '../../node/federation/host/host.ts'
import { hostNumber } from ${JSON.stringify(RIG)}
    const host = await hostNumber(${number}, { listen: [${JSON.stringify(listen)}] })
    host.allow([${JSON.stringify(peer)}])
    host.subscribe('feed', () => 'accept', message => message)
    console.log(JSON.stringify({ key: host.publicKey, addresses: host.addresses() }))
    process.stdin.on('end', () => host[Symbol.asyncDispose]()).resume()
  `
  const child: ChildProcess = spawn(process.execPath, ['--input-type=module-typescript', '--eval', program], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exited = once(child, 'exit')
  if (child.stdout === null) throw new Error('no output')
  const [line] = await once(createInterface(child.stdout), 'line')
  const contact: Contact = JSON.parse(line)
  return { child, exited, contact }
}

t.test(
  'a peer that is killed and started again is connected again; one that is closed leaves nothing running',
  async t => {
    const steady = await hostNumber(51)
    const address = { key: steady.publicKey, addresses: steady.addresses() }
    const first = await hostProcess(52, LOOPBACK, address)
    steady.allow([first.contact])
    const connected = () => steady.peers().some(peer => peer.connected)
    await until(connected)

    first.child.kill('SIGKILL')
    await first.exited
    await until(() => !connected())
    t.pass('the end of the process is seen')

    const listen = first.contact.addresses[0]?.split('/p2p/')[0] ?? LOOPBACK
    const second = await hostProcess(52, listen, { key: steady.publicKey, addresses: [] })
    t.same(second.contact, first.contact, 'same key, same port')
    await until(connected)
    t.pass('and found again by the one that stayed')

    const startedMs = performance.now()
    second.child.stdin?.end()
    const [code] = await second.exited
    t.equal(code, 0)
    t.ok(performance.now() - startedMs < AT_ONCE_MS, 'ends by itself when the host is closed')
    await steady[Symbol.asyncDispose]()
  },
)

t.test('closing ends what is under way', async t => {
  const [asker, answerer] = [await hostNumber(53), await hostNumber(54)]
  asker.allow([{ key: answerer.publicKey, addresses: answerer.addresses() }])
  answerer.allow([{ key: asker.publicKey, addresses: [] }])
  await until(() => isConnected(asker, answerer) && isConnected(answerer, asker))
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  answerer.handle('/test/hang/1', () => {
    begin()
    return new Promise(() => {})
  })
  const asked = asker.request(answerer.publicKey, '/test/hang/1', new Uint8Array(1)).catch((error: unknown) => error)
  await begun
  const startedMs = performance.now()
  await asker[Symbol.asyncDispose]()
  t.match(await asked, { code: 'host/closed' })
  await answerer[Symbol.asyncDispose]()
  t.ok(performance.now() - startedMs < AT_ONCE_MS, 'and waits for none of it to run out of time')
  await asker[Symbol.asyncDispose]()
  t.pass('closing twice is no failure')
  await t.rejects(asker.dial('/ip4/127.0.0.1/tcp/1'), { code: 'host/closed' })
})
