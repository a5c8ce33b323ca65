import type { Messages } from './messages.ts'

export type Language = { readonly code: string; readonly name: string; readonly dir: 'ltr' | 'rtl' }

/** The languages of the page, each named in itself. To add one: a folder of messages, a line here and one in `loadMessages`. */
export const LANGUAGES: readonly [Language, ...Language[]] = [
  { code: 'en', name: 'English', dir: 'ltr' },
  { code: 'ca', name: 'Català', dir: 'ltr' },
  { code: 'es', name: 'Español', dir: 'ltr' },
  { code: 'pt', name: 'Português', dir: 'ltr' },
]

/** Each language is a file of its own, loaded when it is spoken. */
export async function loadMessages(code: string): Promise<Messages> {
  switch (code) {
    case 'ca':
      return (await import('./ca.ts')).ca
    case 'es':
      return (await import('./es.ts')).es
    case 'pt':
      return (await import('./pt.ts')).pt
    default:
      return (await import('./en.ts')).en
  }
}

/** The first of the wanted languages (`pt-BR` means `pt`) that the page speaks; English where it speaks none. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const primary = tag.toLowerCase().split('-')[0]
    const found = LANGUAGES.find(({ code }) => code === primary)
    if (found) return found
  }
  return LANGUAGES[0]
}
