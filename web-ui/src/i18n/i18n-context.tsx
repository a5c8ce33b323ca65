import { createContext, type ReactNode, use, useContext, useEffect, useMemo, useState } from 'react'
import { I18nProvider as AriaI18nProvider } from 'react-aria-components/I18nProvider'
import { type Formats, formatsOf } from '../format/formats.ts'
import { arrivedRest, chooseLanguage, type Language, loadMessages, restOf } from './languages.ts'
import type { MessageKey, Messages, Translate } from './messages.ts'
import { translator } from './translate.ts'

type I18n = {
  readonly t: Translate
  readonly formats: Formats
  readonly language: Language
  speak(code: string): void
}

const I18nContext = createContext<I18n | undefined>(undefined)
const PLACE = 'comunal.language'

/** The language that this device chose, or the browser's. */
export function preferredLanguage(): Language {
  const chosen = localStorage.getItem(PLACE)
  return chooseLanguage(chosen === null ? navigator.languages : [chosen, ...navigator.languages])
}

type Spoken = { readonly language: Language; readonly messages: Partial<Messages> }

/** Speaks the language of this device to everything below; a change loads the other language first. */
export function I18nProvider({ initial, children }: { initial: Spoken; children: ReactNode }) {
  const [spoken, setSpoken] = useState(initial)
  const { language, messages } = spoken
  useEffect(() => {
    document.documentElement.lang = language.code
    document.documentElement.dir = language.dir
  }, [language])
  const i18n = useMemo<I18n>(() => {
    // A part of the page that says what has not come yet is shown when it has.
    const later = (key: MessageKey) => (arrivedRest(language.code) ?? use(restOf(language.code)))[key] ?? ''
    return {
      t: translator(language.code, messages, later),
      formats: formatsOf(language.code),
      language,
      speak: code => {
        const next = chooseLanguage([code])
        localStorage.setItem(PLACE, next.code)
        Promise.all([loadMessages(next.code), restOf(next.code)]).then(
          ([first, rest]) => setSpoken({ language: next, messages: { ...first, ...rest } }),
          () => undefined,
        )
      },
    }
  }, [language, messages])
  return (
    <I18nContext value={i18n}>
      <AriaI18nProvider locale={language.code}>{children}</AriaI18nProvider>
    </I18nContext>
  )
}

export function useI18n(): I18n {
  const i18n = useContext(I18nContext)
  if (!i18n) throw new Error('no language in this part of the page')
  return i18n
}
