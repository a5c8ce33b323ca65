// Draws the icons of the installed page from its own tile: by hand, after the tile has changed.
import { readFileSync, writeFileSync } from 'node:fs'
import { chromium } from 'playwright-core'

const folder = new URL('../web-ui/public/', import.meta.url)
const tile = readFileSync(new URL('tile.svg', folder), 'utf8')
/** Launchers cut a maskable icon to their shape: what matters stays within the middle four fifths, on the tile's blue. */
const icons = [
  { name: 'icon-192.png', size: 192, inner: 1 },
  { name: 'icon-512.png', size: 512, inner: 1 },
  { name: 'icon-maskable-512.png', size: 512, inner: 0.78 },
]
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium-headless-shell',
  args: ['--no-sandbox', '--disable-gpu'],
})
for (const { name, size, inner } of icons) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  const edge = (size * (1 - inner)) / 2
  const background = inner < 1 ? '#1d4f7c' : 'transparent'
  await page.setContent(
    `<style>body{margin:0;background:${background}}svg{position:absolute;inset:${edge}px;width:${size * inner}px;height:${size * inner}px}</style>${tile}`,
  )
  writeFileSync(new URL(name, folder), await page.screenshot({ omitBackground: inner === 1 }))
  await page.close()
}
await browser.close()
