import type { Page } from 'playwright-core'
import t, { type Test } from 'tap'
import { plainName } from '../../protocol/bytes/plain-name.ts'
import type { Wording } from '../support/lived-in-group.ts'
import { accepted } from '../support/test-core.ts'
import { sees } from './eyes.ts'
import { goOn, type LivedInPages, livedInPages, stands } from './lived-in-pages.ts'
import { overflowOf } from './look-of-text.ts'
import { pageGroup } from './page-group.ts'

t.setTimeout(300_000)

const RAN = 'document.documentElement.dataset.ran=1'
const MARKUP = [
  `<script>${RAN}</script>`,
  `<img src=x onerror=${RAN}>`,
  `"><svg onload=${RAN}><circle r=9/></svg>`,
  '<iframe src=//evil.example></iframe>',
  '<a href="javascript:alert(1)">here</a>',
  '<style>*{display:none}</style>',
  '<link rel=stylesheet href=//evil.example/x.css>',
  '![x](https://evil.example/x.png) [y](javascript:alert(1))',
  'https://evil.example/vote?for=all',
  '{{constructor.constructor("alert(1)")()}} {count} {0}',
  '</textarea></title><base href=//evil.example>',
]
const CHARACTERS = [
  '\u202e\u2066\u202dtfel ot thgir',
  '\u0000\u0007\u001b[2J\u009b1m',
  'a\u200bb\u2060c\ufeffd\u00ade',
  'W'.repeat(80),
  '\u{1f469}\u200d\u{1f469}\u200d\u{1f467}\u200d\u{1f466}'.repeat(8),
  `Z${'\u0300\u0301\u0302\u0489'.repeat(15)}a`,
  '\ufdfd\ufdfd \u05d0\u05d1\u05d2 \u0627\u0644\u0639',
  '\u{12031}\ua9c5'.repeat(20),
  '\n\n\n\t\r\n\u2028\u2029',
  '\u{e0041}\u{e0042}\ufff9\ufffb',
]
/** 64 KB of UTF-8, less what stands around it in an entry. */
const EMOJI = '\u{1f525}'.repeat(15_800)

/** Each thing said is another one of the corpus, behind the plain words that tell it from the others. */
function wordingOf(corpus: readonly string[], long: string): Wording {
  let said = 0
  const hostile = (plain: string, most: number) =>
    [...`${plain} ${corpus[said++ % corpus.length]}${corpus[said % corpus.length]}`].slice(0, most).join('')
  return {
    name: plain => hostile(plain, 80),
    title: plain => hostile(plain, 200),
    note: plain => hostile(plain, 500),
    text: plain => [...`${plain} ${corpus.join(' ')} ${long}`].slice(0, 15_900).join(''),
  }
}

/** What somebody wrote has become a part of the page, or turns the text beside it. */
function intrusions(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    if (document.documentElement.dataset.ran !== undefined) found.push('a script ran')
    for (const element of document.querySelectorAll(
      'iframe, object, embed, base, style, [onerror], [onload], [style*=url]',
    )) {
      found.push(element.outerHTML.slice(0, 100))
    }
    for (const element of document.querySelectorAll('[href], [src]')) {
      const { origin, protocol } = new URL(
        element.getAttribute('href') ?? element.getAttribute('src') ?? '',
        location.href,
      )
      if (origin !== location.origin && protocol !== 'blob:') found.push(element.outerHTML.slice(0, 100))
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement
      const isTurning = /[\u202a-\u202e\u2066-\u2067]/.test(node.textContent ?? '')
      if (!isTurning || !parent?.checkVisibility() || ['OPTION', 'TEXTAREA'].includes(parent.tagName)) continue
      const { unicodeBidi, display } = getComputedStyle(parent)
      const isFenced = ['isolate', 'plaintext', 'isolate-override'].includes(unicodeBidi)
      if (!isFenced && (display === 'inline' || parent.childNodes.length > 1)) {
        found.push(`turns what stands beside it: <${parent.tagName}> ${JSON.stringify(node.textContent?.slice(0, 60))}`)
      }
    }
    return found
  })
}

async function lookEverywhere(t: Test, place: LivedInPages): Promise<void> {
  const { page } = await place.arrive(place.lived.alice, { width: 360 })
  const asked: string[] = []
  page.on('dialog', dialog => {
    asked.push(dialog.message())
    dialog.dismiss().catch(() => undefined)
  })
  for (const path of place.paths) {
    await goOn(page, path)
    t.same(await intrusions(page), [], `${path}: text stays text`)
    await sees(t, () => overflowOf(page), 0, `${path}: nothing to scroll sideways`)
  }
  t.same(asked, [], 'nothing asks the reader anything')
  t.same(place.mishaps(), [], 'no error, nothing stopped by the security policy, no other host')
}

t.test('markup and links in every name, title and text', async t => {
  await using place = await livedInPages(wordingOf(MARKUP, ''))
  await lookEverywhere(t, place)
})

t.test('control characters, long words, and 64 KB of emoji', async t => {
  await using place = await livedInPages(wordingOf(CHARACTERS, EMOJI))
  await lookEverywhere(t, place)
})

t.test('nobody looks like somebody else by what cannot be seen', async t => {
  await using place = await pageGroup()
  const { group } = place
  const imitations = [
    'Al\u200bice',
    '\u202eecilA',
    'Alice\u00ad',
    '\u2067Alice\u2069',
    'Ali\u0000ce',
    'Alice\u{e0041}',
    ' Alice ',
  ]
  for (const [i, name] of imitations.entries()) await group.joinAs(name, `imitator ${i}`)
  const alice = await group.joinAs('Alice', 'Alice')
  const { page } = await place.arrive(alice)
  await page.goto('/members')
  await stands(page)
  const shown = () => page.locator('.list li').allInnerTexts()
  const alike = async () => (await shown()).filter(text => /^Alice\n/.test(text))
  await sees(t, async () => (await alike()).length, 7, 'those that look the same are written the same')
  const marks = /[\u200b\u202a-\u202e\u2066-\u2069\u00ad\u{e0041}]/u
  await sees(t, async () => (await shown()).filter(text => marks.test(text)), [])
  await sees(
    t,
    async () => (await alike()).filter(text => !/[0-9a-f]{8}/.test(text)),
    [],
    'and each has the beginning of its key beside it',
  )
  accepted(await group.act(alice.signer, 'member/removed', { member: alice.key, reason: '' }))
  t.same(place.mishaps(), [])
})

t.test('names lose what cannot be seen and keep what languages write', t => {
  for (const name of [
    'Júlia Català',
    'Ñandú',
    'ქეთი',
    '田中',
    'أليس',
    'می\u200cخواهم',
    '\u{1f469}\u200d\u{1f33e} Pagesa',
  ]) {
    t.equal(plainName(name), name.normalize('NFC'))
  }
  t.equal(plainName('Al\u200dice\u202e \u00a0 B\u0000ob\u200f'), 'Alice Bob')
  t.equal(plainName(`Z${'\u0301'.repeat(40)}`), 'Z\u0301'.normalize('NFC') + '\u0301'.repeat(4))
  t.end()
})
