import type { frame as english } from '../en/frame.ts'
import type { Translated } from '../messages.ts'

export const frame: Translated<typeof english> = {
  'app.name': 'Comunal',
  'app.skip': 'Ir al contenido',
  'app.menu': 'Principal',
  'app.loading': 'Un momento…',
  'app.notFound': 'Aquí no hay nada',
  'app.notFoundNext': 'Puede que la página se haya movido o que el enlace esté incompleto.',
  'app.toStart': 'Al inicio',
  'app.back': 'Atrás',
  'app.tryAgain': 'Volver a intentarlo',
  'app.failed': 'No ha funcionado',

  'nav.decide': 'Decidir',
  'nav.federation': 'Federación',
  'nav.offers': 'Ofertas',
  'nav.members': 'Miembros',
  'nav.me': 'Yo',

  'link.broken': 'La conexión se ha cortado; lo que escribiste está guardado.',
  'kept.since': 'Ves lo que este dispositivo leyó {when}.',
  'kept.waits': 'Firmado y guardado en este dispositivo. Se enviará en cuanto vuelva la conexión.',
  'kept.refused': 'Lo que escribiste sin conexión no se aceptó.',
  'kept.read': 'Ya lo he leído',
  'link.waiting': { one: 'Hay una cosa pendiente de enviar.', other: 'Hay {count} cosas pendientes de enviar.' },
  'link.node': 'No se puede llegar al nodo.',
  'link.nodeNext': 'Comprueba que este dispositivo está en la misma red. La página lo vuelve a intentar sola.',

  'time.closes': 'Se cierra {when}',
  'time.closed': 'Se cerró {when}',
  'time.closedEarly': 'Cerrada antes de plazo',
  'time.opening': 'Se está abriendo',
}
