import type { MethodRule } from '../governance/method.ts'
import { type Rational, rational } from '../rational.ts'

/** The languages that templates speak: those of the page. */
export const TEMPLATE_LANGUAGES = ['en', 'ca', 'es', 'pt'] as const
export type TemplateLanguage = (typeof TEMPLATE_LANGUAGES)[number]

/** Something said in every language. */
type Everywhere = Readonly<Record<TemplateLanguage, string>>

/** How a proposal of a kind usually begins. Its author goes on from there; nothing in it binds. */
export type Template = {
  readonly id: string
  readonly name: Everywhere
  readonly title: Everywhere
  /** A blank in three dots is for the author to fill. */
  readonly text: Everywhere
  /** Null where its options have to be named first. */
  readonly method: MethodRule['method']
  /** Share for, where the method asks for one. */
  readonly threshold?: Rational
  readonly quorum: Rational
  readonly hours: number
  /** Days after the opening on which the group looks back; null where there is nothing to look back on. */
  readonly evaluatesAfterDays: number | null
}

const DAY_HOURS = 24

/** What groups decide most: something small, people, money, and how they decide. */
export const TEMPLATES: readonly Template[] = [
  {
    id: 'fence',
    name: { en: 'Do something', ca: 'Fer alguna cosa', es: 'Hacer algo', pt: 'Fazer alguma coisa' },
    title: {
      en: 'Shall we paint the fence?',
      ca: 'Pintem la tanca?',
      es: '¿Pintamos la valla?',
      pt: 'Pintamos a vedação?',
    },
    text: {
      en: 'What: …\nWhy: …\nWho does it, and when: …\nWhat it costs: …',
      ca: 'Què: …\nPer què: …\nQui ho fa i quan: …\nQuè costa: …',
      es: 'Qué: …\nPor qué: …\nQuién lo hace y cuándo: …\nCuánto cuesta: …',
      pt: 'O quê: …\nPorquê: …\nQuem faz e quando: …\nQuanto custa: …',
    },
    method: 'majority',
    quorum: rational(0),
    hours: 3 * DAY_HOURS,
    evaluatesAfterDays: 90,
  },
  {
    id: 'coordinators',
    name: {
      en: 'Elect coordinators',
      ca: 'Elegir coordinadors',
      es: 'Elegir coordinadores',
      pt: 'Eleger coordenadores',
    },
    title: {
      en: 'Who coordinates for the next year?',
      ca: 'Qui coordina l’any vinent?',
      es: '¿Quién coordina el próximo año?',
      pt: 'Quem coordena no próximo ano?',
    },
    text: {
      en: 'What coordinators do: …\nFor how long: one year.\nEach candidate says in an argument what they want to do.',
      ca: 'Què fan els coordinadors: …\nPer quant de temps: un any.\nCada candidat diu en un argument què vol fer.',
      es: 'Qué hacen los coordinadores: …\nPor cuánto tiempo: un año.\nCada candidato dice en un argumento qué quiere hacer.',
      pt: 'O que fazem os coordenadores: …\nPor quanto tempo: um ano.\nCada candidato diz num argumento o que quer fazer.',
    },
    method: 'approval',
    quorum: rational(1, 3),
    hours: 7 * DAY_HOURS,
    evaluatesAfterDays: null,
  },
  {
    id: 'budget',
    name: {
      en: 'Spend a budget',
      ca: 'Repartir un pressupost',
      es: 'Repartir un presupuesto',
      pt: 'Repartir um orçamento',
    },
    title: {
      en: 'What do we spend the money on?',
      ca: 'En què gastem els diners?',
      es: '¿En qué gastamos el dinero?',
      pt: 'Em que gastamos o dinheiro?',
    },
    text: {
      en: 'How much there is: …\nWhere it comes from: …\nWhat each project is, and who answers for it: …',
      ca: 'Quants diners hi ha: …\nD’on vénen: …\nQuè és cada projecte i qui en respon: …',
      es: 'Cuánto hay: …\nDe dónde viene: …\nQué es cada proyecto y quién responde de él: …',
      pt: 'Quanto há: …\nDe onde vem: …\nO que é cada projeto e quem responde por ele: …',
    },
    method: 'budget',
    quorum: rational(1, 4),
    hours: 7 * DAY_HOURS,
    evaluatesAfterDays: 180,
  },
  {
    id: 'charter',
    name: {
      en: 'Change the charter',
      ca: 'Canviar els estatuts',
      es: 'Cambiar los estatutos',
      pt: 'Mudar os estatutos',
    },
    title: {
      en: 'Shall we change our charter?',
      ca: 'Canviem els estatuts?',
      es: '¿Cambiamos los estatutos?',
      pt: 'Mudamos os estatutos?',
    },
    text: {
      en: 'What the charter says now: …\nWhat it shall say: …\nWhy: …\nFrom when: …',
      ca: 'Què diuen ara els estatuts: …\nQuè han de dir: …\nPer què: …\nA partir de quan: …',
      es: 'Qué dicen ahora los estatutos: …\nQué han de decir: …\nPor qué: …\nDesde cuándo: …',
      pt: 'O que dizem agora os estatutos: …\nO que devem dizer: …\nPorquê: …\nA partir de quando: …',
    },
    method: 'supermajority',
    threshold: rational(2, 3),
    quorum: rational(1, 2),
    hours: 13 * DAY_HOURS,
    evaluatesAfterDays: 365,
  },
]

export function templateById(id: string): Template | undefined {
  return TEMPLATES.find(template => template.id === id)
}
