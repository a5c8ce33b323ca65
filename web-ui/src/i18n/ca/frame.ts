import type { frame as english } from '../en/frame.ts'
import type { Translated } from '../messages.ts'

export const frame: Translated<typeof english> = {
  'app.name': 'Comunal',
  'app.skip': 'Ves al contingut',
  'app.menu': 'Principal',
  'app.loading': 'Un moment…',
  'app.notFound': 'Aquí no hi ha res',
  'app.notFoundNext': 'Potser la pàgina s’ha mogut o l’enllaç és incomplet.',
  'app.toStart': 'A l’inici',
  'app.back': 'Enrere',
  'app.tryAgain': 'Torna-ho a provar',
  'app.failed': 'No ha funcionat',

  'nav.decide': 'Decidir',
  'nav.federation': 'Federació',
  'nav.offers': 'Ofertes',
  'nav.members': 'Membres',
  'nav.me': 'Jo',

  'link.broken': 'La connexió s’ha tallat; el que has escrit està desat.',
  'kept.since': 'Veus el que aquest dispositiu va llegir {when}.',
  'kept.waits': 'Signat i desat en aquest dispositiu. S’enviarà tan bon punt torni la connexió.',
  'kept.refused': 'El que vas escriure sense connexió no s’ha acceptat.',
  'kept.read': 'Ja ho he llegit',
  'link.waiting': { one: 'Hi ha una cosa pendent d’enviar.', other: 'Hi ha {count} coses pendents d’enviar.' },
  'link.node': 'No es pot arribar al node.',
  'link.nodeNext': 'Comprova que aquest dispositiu és a la mateixa xarxa. La pàgina ho torna a provar sola.',

  'time.closes': 'Es tanca {when}',
  'time.closed': 'Tancada {when}',
  'time.closedEarly': 'Tancada abans d’hora',
  'time.opening': 'S’està obrint',
}
