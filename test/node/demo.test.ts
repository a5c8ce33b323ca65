import { spawn } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import t from 'tap'
import { readNodeAddress } from '../../node/node-address.ts'
import { program, shellEnvironment } from '../support/comunal-process.ts'

t.test('stopped before its end it takes its nodes down and leaves nothing behind', async t => {
  const folder = t.testdir()
  const demo = startDemo(folder)
  let asked = false
  demo.onShown(() => {
    // Once: a second Ctrl-C after the demo has taken its nodes down would end it at once.
    if (!asked) setTimeout(() => demo.kill('SIGINT'), 1_500)
    asked = true
  })
  t.match(await demo.ended, { code: 1, stderr: /stopped before its end/ })
  t.same(readdirSync(folder), [])
})

t.test('a node that is lost ends the demo with a sentence that names it', async t => {
  const folder = t.testdir()
  const demo = startDemo(folder)
  let killed = false
  demo.onShown(shown => {
    const [, url] = /Vallecas +(http\S+)\s/.exec(shown) ?? []
    if (!url || killed) return
    killed = true
    process.kill(pidAt(folder, url), 'SIGKILL')
  })
  const sentence = /The demo did not come to its end\..*The node of Vallecas ended \(SIGKILL\)/
  t.match(await demo.ended, { code: 1, stderr: sentence })
  t.same(readdirSync(folder), [])
})

/** The demo as a process that keeps what it has to keep below a folder. */
function startDemo(folder: string) {
  const env = shellEnvironment({ TMPDIR: folder })
  const child = spawn(process.execPath, [program, 'demo'], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let [shown, stderr] = ['', '']
  child.stderr.setEncoding('utf8').on('data', text => {
    stderr += text
  })
  return {
    kill: (signal: NodeJS.Signals) => child.kill(signal),
    onShown: (look: (shown: string) => void) =>
      child.stdout.setEncoding('utf8').on('data', text => {
        shown += text
        look(shown)
      }),
    ended: new Promise<{ code: number | null; stderr: string }>(resolve =>
      child.on('close', code => resolve({ code, stderr })),
    ),
  }
}

/** The process of the node at an address, as its data folder says it. */
function pidAt(folder: string, url: string): number {
  const [demo = ''] = readdirSync(folder)
  const addresses = readdirSync(join(folder, demo)).map(place => readNodeAddress(join(folder, demo, place)))
  const found = addresses.find(address => address?.url === url)
  if (!found) throw new Error(`no node is at ${url}`)
  return found.pid
}
