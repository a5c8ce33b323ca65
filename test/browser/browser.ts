import { type Browser, chromium, type Page } from 'playwright-core'
import { countAsked } from './settled.ts'

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** How long a page may take to come to a state: many browsers may share few cores. */
export const PATIENCE_MS = 120_000

/** Somebody at their own device: a page with storage and cookies of its own. */
export type Person = {
  readonly page: Page
  /** What must never happen: script errors, content that the security policy stopped, requests to another host. */
  readonly mishaps: readonly string[]
}

export type Device = {
  readonly origin: string
  readonly language?: string
  readonly scheme?: 'light' | 'dark'
  /** Pixels; a small phone unless said otherwise. */
  readonly width?: number
  /**
   * Whether the page is kept on the device, as browsers do on safe origins; where it cannot be, it brings its later parts itself.
   * Left out, it does neither: what it asks for is what somebody looks at, and can be watched.
   */
  readonly keepsPage?: boolean
}

export type TestBrowser = AsyncDisposable & { arrive(device: Device): Promise<Person> }

/** Debian's Chromium, or the one at CHROMIUM_PATH. `await using` closes it. */
export async function openBrowser(): Promise<TestBrowser> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium-headless-shell'
  const browser: Browser = await chromium.launch({ executablePath, args: ARGUMENTS, timeout: PATIENCE_MS })
  return {
    async arrive({ origin, language = 'en', scheme = 'light', width = 360, keepsPage }) {
      const context = await browser.newContext({
        baseURL: origin,
        locale: language,
        colorScheme: scheme,
        viewport: { width, height: 800 },
        serviceWorkers: keepsPage ? 'allow' : 'block',
      })
      context.setDefaultTimeout(PATIENCE_MS)
      await context.addInitScript(countAsked)
      if (keepsPage === false)
        await context.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, 'serviceWorker'))
      const page = await context.newPage()
      return { page, mishaps: watch(page, origin) }
    },
    [Symbol.asyncDispose]: () => browser.close(),
  }
}

function watch(page: Page, origin: string): readonly string[] {
  const mishaps: string[] = []
  page.on('pageerror', error => mishaps.push(`error: ${error.message}`))
  page.on('console', message => {
    // A refusal of the node (401 for a visitor, say) is no mishap; the browser prints it all the same.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      mishaps.push(`console: ${message.text()}`)
    }
  })
  page.on('request', request => {
    if (new URL(request.url()).origin !== origin) mishaps.push(`another host: ${request.url()}`)
  })
  return mishaps
}
