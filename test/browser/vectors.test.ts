import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import t from 'tap'
import { build } from 'vite'
import { verifyNatively } from '../../node/log/native-verify.ts'
import { fromHex } from '../../protocol/bytes/hex.ts'
import { ed25519Cases } from '../support/ed25519-cases.ts'
import { PATIENCE_MS } from './browser.ts'
import type { VectorsPage } from './vectors/page.ts'

t.setTimeout(300_000)

declare const window: VectorsPage

t.test('signatures are judged alike by the rule, by the node and in a browser', async t => {
  const cases = ed25519Cases()
  const verdicts = cases.map(({ valid }) => valid)
  const natively = cases.map(({ publicKey, message, signature }) =>
    verifyNatively({ publicKey: fromHex(publicKey), message: fromHex(message), signature: fromHex(signature) }),
  )
  t.same(differing(cases, natively), [], 'the node')

  const folder = t.testdir({})
  await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      outDir: folder,
      emptyOutDir: false,
      lib: { entry: fileURLToPath(new URL('vectors/page.ts', import.meta.url)), formats: ['es'], fileName: 'page' },
    },
  })
  const bundle = readFileSync(`${folder}/page.js`)
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js'
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html')
    response.end(isScript ? bundle : '<!doctype html><script type="module" src="page.js"></script>')
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  t.teardown(() => server.close())
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('no port')
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium-headless-shell'
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking']
  const browser = await chromium.launch({ executablePath, args, timeout: PATIENCE_MS })
  t.teardown(() => browser.close())
  const page = await browser.newPage()
  page.setDefaultTimeout(PATIENCE_MS)
  await page.goto(`http://127.0.0.1:${address.port}/`)
  await page.waitForFunction(() => 'comunalVerify' in window)
  const inBrowser = await page.evaluate(given => window.comunalVerify(given), cases)
  t.same(differing(cases, inBrowser), [], 'the browser')
  t.equal(inBrowser.length, verdicts.length)
  const inBatches = await page.evaluate(given => window.comunalVerifyInBatches(given), cases)
  t.same(differing(cases, inBatches), [], 'the browser, in batches')
  t.equal(inBatches.length, verdicts.length)
})

function differing(cases: readonly { name: string; valid: boolean }[], verdicts: readonly boolean[]): string[] {
  return cases.filter(({ valid }, i) => verdicts[i] !== valid).map(({ name }) => name)
}
