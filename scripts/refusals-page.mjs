/**
 * The page of all refusals.
 * @param {Readonly<Record<string, { sentence: string, next?: string, status: number, gossip: string }>>} reasons
 */
export function refusalsPage(reasons) {
  const rows = Object.entries(reasons).map(
    ([code, { sentence, next, status, gossip }]) =>
      `| \`${code}\` | ${sentence} | ${next ?? ''} | ${status} | ${gossip} |`,
  )
  return `# Refusals

Everything that Comunal refuses, with the sentence that people read and the next step. Made from \`protocol/refusal.ts\` by
\`node scripts/write-refusals.mjs\`. *HTTP* is the status of the problem details; *gossip* is what a node does with a message
refused so: \`reject\` counts against the peer who sent it, \`ignore\` does not.

| code | sentence | next step | HTTP | gossip |
|---|---|---|---|---|
${rows.join('\n')}
`
}
