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
      return typeof value === 'number' ? numbers.format(value) : value
    })
  }
}

function formOf(forms: PluralForms, plurals: Intl.PluralRules, count: string | number | undefined): string {
  return typeof count === 'number' && plurals.select(count) === 'one' ? forms.one : forms.other
}
