import type { Messages, PluralForms, Translate } from './messages.ts'

/**
 * Makes the translator of a language. Numbers are written as the language writes them; the number `count` chooses
 * between the forms of a plural.
 */
export function translator(language: string, messages: Messages): Translate {
  const numbers = new Intl.NumberFormat(language)
  const plurals = new Intl.PluralRules(language)
  return (key, ...[parameters = {}]) => {
    const values: Readonly<Record<string, string | number>> = parameters
    const message: string | PluralForms = messages[key]
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

/** Characters that write from right to left, and those that turn the direction of what follows. */
const TURNING = /[\u0590-\u08ff\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufefc]/
const CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g

/** A name in a sentence, fenced so that it cannot turn the words around it. */
function isolate(value: string): string {
  return TURNING.test(value) ? `\u2068${value.replace(CONTROLS, '')}\u2069` : value
}
