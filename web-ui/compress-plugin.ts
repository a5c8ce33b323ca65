import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** What is smaller fits one packet as it is. */
const LEAST_BYTES = 1_000

/**
 * Puts a compressed copy beside every file of a build that is text: compressed once, here, not by a small node for every phone.
 * Gzip, since browsers take nothing better over plain HTTP, which a local network speaks.
 */
export function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    writeBundle({ dir = '' }, bundle) {
      for (const name of Object.keys(bundle).filter(name => /\.(?:js|css|html)$/.test(name))) {
        const bytes = readFileSync(join(dir, name))
        if (bytes.length >= LEAST_BYTES) writeFileSync(join(dir, `${name}.gz`), gzipSync(bytes, { level: 9 }))
      }
    },
  }
}
