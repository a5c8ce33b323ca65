import { plainName } from '../../../protocol/bytes/plain-name.ts'
import type { MessageKey, Messages, PluralForms, Translate } from './messages.ts'

/**
 * Makes the translator of a language. Numbers are written as the language writes them; the number `count` chooses
 * between the forms of a plural.
 * @param later says a message that is not among these.
 */
export function translator(
  language: string,
  messages: Partial<Messages>,
  later: (key: MessageKey) => string | PluralForms = () => '',
): Translate {
  const numbers = new Intl.NumberFormat(language)
  const plurals = new Intl.PluralRules(language)
  return (key, ...[parameters = {}]) => {
    const values: Readonly<Record<string, string | number>> = parameters
    const message: string | PluralForms = messages[key] ?? later(key)
    const sentence = typeof message === 'string' ? message : formOf(message, plurals, values.count)
    return sentence.replace(/\{(\w+)\}/g, (placeholder, name: string) => {
      const value = values[name]
      if (value === undefined) return placeholder
      return typeof value === 'number' ? numbers.format(value) : isolate(value)
    })
  }
}

function formOf(forms: PluralForms, plurals: Intl.PluralRules, count: string | number | undefined): string {
  return typeof count === 'number' && plurals.select(count) === 'one' ? forms.one : forms.other
}

/** Characters that write from right to left, those that turn the direction of what follows, and those that nobody sees. */
const TURNING = /[\u0590-\u08ff\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/

/** A name in a sentence, fenced so that it cannot turn the words around it. */
function isolate(value: string): string {
  return TURNING.test(value) ? `\u2068${plainName(value)}\u2069` : value
}
