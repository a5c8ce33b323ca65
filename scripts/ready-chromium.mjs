import { existsSync } from 'node:fs'
import { installPackages, mayInstallPackages } from './debian.mjs'
import { giveUp } from './project.mjs'

/** The shell draws the same pages for a quarter less of the processor: it has no window, and nothing around the page. */
const usualPlaces = [
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
]

function findChromium() {
  return [process.env.CHROMIUM_PATH, ...usualPlaces].find(path => path !== undefined && existsSync(path))
}

/**
 * The Chromium that browser tests drive: the one at CHROMIUM_PATH, the system's, or Debian's, installed now when
 * this runs as root.
 * @returns {string} its path
 */
export function readyChromium() {
  const found = findChromium()
  if (found) return found
  if (!mayInstallPackages()) {
    giveUp(
      'The browser tests need Chromium: install it (on Debian: `sudo apt install chromium-headless-shell`) or set CHROMIUM_PATH.',
    )
  }
  process.stderr.write("Installing Debian's Chromium for the browser tests (once) …\n")
  const said = installPackages(['chromium-headless-shell'])
  const path = findChromium()
  if (path) return path
  process.stderr.write(said)
  giveUp('Chromium could not be installed: see the lines above, or set CHROMIUM_PATH to a Chromium of your own.')
}
