import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { compressed } from './compress-plugin.ts'
import { serviceWorker } from './service-worker-plugin.ts'

/** Languages of the page; React Aria carries thirty more. */
const LANGUAGES = ['en', 'ca', 'es', 'pt']

/** Leaves out the sentences of React Aria in languages that the page does not speak. */
function onlyOurLanguages(): Plugin {
  return {
    name: 'only-our-languages',
    enforce: 'pre',
    load(id) {
      const language = /\/react-aria[^/]*\/dist\/.*intl.*\/([a-z]{2})-[A-Z]{2}\.m?js$/.exec(id)?.[1]
      return language !== undefined && !LANGUAGES.includes(language) ? 'export default {}' : null
    },
  }
}

export default defineConfig({
  plugins: [onlyOurLanguages(), react(), serviceWorker(), compressed()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    sourcemap: false,
    // Nothing inline: the content security policy allows only what the node serves.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // What `protocol/` needs without help, such as `toSorted`: phones of 2023.
    target: ['chrome110', 'firefox115', 'safari16'],
    rolldownOptions: {
      output: {
        codeSplitting: {
          // What the first page needs comes in two files, not in twenty: a phone asks once.
          groups: [
            { name: 'libraries', tags: ['$initial'], test: /node_modules/ },
            { name: 'page', tags: ['$initial'] },
          ],
        },
      },
    },
  },
  worker: { format: 'es' },
})
