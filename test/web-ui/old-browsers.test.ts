import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import t from 'tap'

/**
 * What browsers of the build's target (vite.config.ts) do not all have, and no build puts in its place. Source: MDN, browser
 * compatibility data.
 */
const YOUNGER = new RegExp(
  [
    /\.checkVisibility\(/,
    /\b(?:Object|Map)\.groupBy\(/,
    /\bPromise\.(?:withResolvers|try)\b/,
    /\bArray\.fromAsync\(/,
    /\bAbortSignal\.any\(/,
    /\bURL\.(?:canParse|parse)\(/,
    /\.(?:union|intersection|isSubsetOf|isSupersetOf|isDisjointFrom|symmetricDifference)\(/,
    /\.(?:values|keys|entries)\(\)\s*\.(?:map|filter|flatMap|take|drop|some|every|find|toArray|reduce)\(/,
    /\bUint8Array\.from(?:Hex|Base64)\(/,
    /\brequestIdleCallback\(/,
  ]
    .map(({ source }) => source)
    .join('|'),
)

t.test('the page uses nothing that a phone of 2023 does not have', async t => {
  for (const folder of ['../../web-ui/src', '../../protocol']) {
    const root = fileURLToPath(new URL(folder, import.meta.url))
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(name => /\.tsx?$/.test(name))
    t.ok(files.length > 50, `${folder}: there is something to look at`)
    const young = files.flatMap(name => {
      const [use] = YOUNGER.exec(readFileSync(`${root}/${name}`, 'utf8')) ?? []
      return use === undefined ? [] : [`${name}: ${use}`]
    })
    t.same(young, [], folder)
  }
})
