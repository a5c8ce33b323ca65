import type { Messages } from './messages.ts'

export type Language = { readonly code: string; readonly name: string; readonly dir: 'ltr' | 'rtl' }

/** The languages of the page, each named in itself. To add one: a folder of messages, a line here, in `loadMessages` and in `loadRest`. */
export const LANGUAGES: readonly [Language, ...Language[]] = [
  { code: 'en', name: 'English', dir: 'ltr' },
  { code: 'ca', name: 'Català', dir: 'ltr' },
  { code: 'es', name: 'Español', dir: 'ltr' },
  { code: 'pt', name: 'Português', dir: 'ltr' },
]

/** Each language is loaded when it is spoken: first what the first page says. */
export async function loadMessages(code: string): Promise<Partial<Messages>> {
  switch (code) {
    case 'ca':
      return (await import('./ca-first.ts')).caFirst
    case 'es':
      return (await import('./es-first.ts')).esFirst
    case 'pt':
      return (await import('./pt-first.ts')).ptFirst
    default:
      return (await import('./en-first.ts')).enFirst
  }
}

const rests = new Map<string, Promise<Partial<Messages>>>()
const arrived = new Map<string, Partial<Messages>>()

/** What has come of `restOf` by now. */
export function arrivedRest(code: string): Partial<Messages> | undefined {
  return arrived.get(code)
}

/** What the other pages say: fetched once, when one of them is opened or the first one stands. */
export function restOf(code: string): Promise<Partial<Messages>> {
  const held = rests.get(code) ?? loadRest(code)
  rests.set(code, held)
  held.then(
    rest => arrived.set(code, rest),
    () => rests.delete(code),
  )
  return held
}

async function loadRest(code: string): Promise<Partial<Messages>> {
  switch (code) {
    case 'ca':
      return (await import('./ca-rest.ts')).caRest
    case 'es':
      return (await import('./es-rest.ts')).esRest
    case 'pt':
      return (await import('./pt-rest.ts')).ptRest
    default:
      return (await import('./en-rest.ts')).enRest
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
