// The program that runs from a clone: sources and libraries in a few files, in the layout of node/resources.ts:
// whatever chunk that becomes part of, it lies in node/.
export default {
  input: {
    'cli/main': 'cli/main.ts',
    'node/log/verify-worker': 'node/log/verify-worker.ts',
    'node/http/verify-evidence-worker': 'node/http/verify-evidence-worker.ts',
  },
  platform: 'node',
  // Native code stays where it was installed.
  external: ['better-sqlite3', /^node:/],
  output: {
    dir: 'dist/program',
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: 'node/[name]-[hash].js',
  },
}
