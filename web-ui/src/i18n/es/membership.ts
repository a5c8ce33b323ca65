import type { membership as english } from '../en/membership.ts'
import type { Translated } from '../messages.ts'

export const membership: Translated<typeof english> = {
  'membership.loop': 'Esta pertenencia cierra un bucle de federaciones.',
  'membership.loopNext':
    'Una federación sería miembro de sí misma, así que aquí no se decide nada. Sal de una de las federaciones del bucle.',
  'membership.hasLeft': 'Ha salido',
  'membership.expelled': 'Expulsado',
  'membership.backed': '{backed} de {needed} personas administradoras lo quieren fuera',
  'membership.expel': 'Expulsar a {name}…',
  'membership.expelTitle': '¿Expulsamos a {name}?',
  'membership.expelByDecision': 'Lo deciden los grupos: cada uno vota, durante tres días.',
  'membership.expelByStewards': 'Sale cuando lo quieren tantas personas administradoras como dice la carta.',
  'membership.expelAsk': 'Preguntar a los grupos',
  'membership.expelBack': 'Apoyar la expulsión',
  'membership.cause': 'Por qué',
  'membership.needCause': 'Di por qué: lo leerá todo el mundo.',
  'membership.cancel': 'Cancelar',
  'membership.leave': 'Salir de {name}…',
  'membership.leaveAbout':
    'Lo decidido queda como está. Desde ahora nuestra voz no cuenta en {name}; para volver hace falta un tique nuevo.',
  'membership.leaveUnreached':
    'Ahora no se puede avisar al nodo de {name}. Puedes probar más tarde, o salir igualmente: hasta que lo sepa, contará al grupo como miembro.',
  'membership.leaveAnyway': 'Salir igualmente',
  'membership.leaveSure': 'Sí, salir',
  'membership.join': 'Entrar en una federación',
  'membership.joining': 'Entrando…',
  'membership.joined': 'Ya estamos en {name}, con peso {weight}.',
  'membership.ticket': 'Tique',
  'membership.ticketHint':
    'Pega el tique que dio la federación: el texto, lo que un teléfono lee del código, o un enlace que lo lleve.',
  'membership.needTicket': 'Primero pega un tique.',
  'membership.tickets': 'Tiques',
  'membership.ticketMake': 'Hacer un tique',
  'membership.ticketAnother': 'Hacer otro',
  'membership.ticketCode': 'El tique como código',
  'membership.ticketAbout': 'Deja entrar a un grupo, una vez. Solo se muestra ahora: dáselo a ese grupo y a nadie más.',
  'membership.weight': 'Peso de la voz del grupo',
  'membership.weightBad': 'Un número, como 1 o 0,9.',
  'membership.validFor': 'Vale durante',
  'membership.until': 'hasta el {when}',
  'membership.revoke': 'Retirar',
  'membership.ticket.open': 'No usado',
  'membership.ticket.used': 'Usado',
  'membership.ticket.revoked': 'Retirado',
  'membership.ticket.expired': 'Caducado',
}
