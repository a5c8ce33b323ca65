import type { en } from './en.ts'

/** A sentence that changes with a number; `other` is what every language has. */
export type PluralForms = { readonly one: string; readonly other: string }

type English = typeof en
export type MessageKey = keyof English

/** The same keys in another language, all of them and no others; plural where English is. */
export type Translated<Area> = { readonly [K in keyof Area]: Area[K] extends string ? string : PluralForms }

/** What a language says: every key of English. */
export type Messages = Translated<English>

type TextOf<K extends MessageKey> = English[K] extends { readonly other: infer T } ? T : English[K]
type PlaceholdersOf<S> = S extends `${string}{${infer Name}}${infer Rest}` ? Name | PlaceholdersOf<Rest> : never

/** The parameters that a message names in braces; none where it names none. */
export type ParametersOf<K extends MessageKey> =
  PlaceholdersOf<TextOf<K>> extends never
    ? []
    : [parameters: { readonly [Name in PlaceholdersOf<TextOf<K>> & string]: string | number }]

/** Says a message in the language of the page. */
export type Translate = <K extends MessageKey>(key: K, ...parameters: ParametersOf<K>) => string
