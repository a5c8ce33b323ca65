import t from 'tap'
import { ca } from '../../web-ui/src/i18n/ca.ts'
import { en } from '../../web-ui/src/i18n/en.ts'
import { es } from '../../web-ui/src/i18n/es.ts'
import { chooseLanguage, LANGUAGES, loadMessages, restOf } from '../../web-ui/src/i18n/languages.ts'
import type { PluralForms } from '../../web-ui/src/i18n/messages.ts'
import { pt } from '../../web-ui/src/i18n/pt.ts'
import { translator } from '../../web-ui/src/i18n/translate.ts'

const textsOf = (message: string | PluralForms) => (typeof message === 'string' ? [message] : Object.values(message))
/** One word may be the same in two languages, as Catalan has “argument”; a sentence may not. */
const isSentence = (text: string) => /\S\s+\S/.test(text.replace(/\{\w+\}/g, ''))
const placeholdersOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()

t.test('every language says everything', async t => {
  const english: Record<string, string | PluralForms> = en
  for (const [code, messages] of Object.entries({ ca, es, pt })) {
    const spoken: Record<string, string | PluralForms> = messages
    t.same(Object.keys(spoken).sort(), Object.keys(english).sort(), `${code}: the same keys`)
    const empty: string[] = []
    const otherPlaceholders: string[] = []
    for (const [key, message] of Object.entries(english)) {
      const translated = textsOf(spoken[key] ?? '')
      if (translated.some(text => text.trim() === '')) empty.push(key)
      const [last = '', spokenLast = ''] = [textsOf(message).at(-1), translated.at(-1)]
      if (placeholdersOf(last).join() !== placeholdersOf(spokenLast).join()) otherPlaceholders.push(key)
    }
    t.same(empty, [], `${code}: nothing empty`)
    t.same(otherPlaceholders, [], `${code}: the same placeholders`)
    const copied = Object.entries(english).filter(([key, message]) => {
      const translated = textsOf(spoken[key] ?? '')
      return textsOf(message).some(text => isSentence(text) && translated.includes(text))
    })
    t.same(copied, [], `${code}: translated, not copied`)
  }
})

t.test('numbers and plurals as the language has them', async t => {
  const inSpanish = translator('es', es)
  t.equal(inSpanish('members.count', { count: 1 }), '1 miembro')
  t.equal(inSpanish('members.count', { count: 12_345 }), '12.345 miembros')
  const inEnglish = translator('en', en)
  t.equal(inEnglish('members.count', { count: 12_345 }), '12,345 members')
  t.equal(inEnglish('join.title', { name: '{count} <b>' }), 'Join {count} <b>', 'a value is never read as a message')
  t.equal(
    inEnglish('join.title', { name: 'a\u202eb' }),
    'Join \u2068ab\u2069',
    'a name cannot turn the sentence around it',
  )
})

t.test('the language is the first of the wanted ones that the page speaks', async t => {
  t.equal(chooseLanguage(['pt-BR', 'es']).code, 'pt')
  t.equal(chooseLanguage(['eu', 'CA-es']).code, 'ca')
  t.equal(chooseLanguage(['eu']).code, 'en')
  for (const { code } of LANGUAGES) {
    t.ok((await loadMessages(code))['app.name'], `${code} can be loaded`)
    t.ok((await restOf(code))['setup.title'], `${code}: the rest as well`)
  }
})
