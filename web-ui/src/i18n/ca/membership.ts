import type { membership as english } from '../en/membership.ts'
import type { Translated } from '../messages.ts'

export const membership: Translated<typeof english> = {
  'membership.loop': 'Aquesta pertinença tanca un bucle de federacions.',
  'membership.loopNext':
    'Una federació seria membre d’ella mateixa, així que aquí no es decideix res. Surt d’una de les federacions del bucle.',
  'membership.hasLeft': 'Ha sortit',
  'membership.expelled': 'Expulsat',
  'membership.backed': '{backed} de {needed} persones administradores el volen fora',
  'membership.expel': 'Expulsa {name}…',
  'membership.expelTitle': 'Expulsem {name}?',
  'membership.expelByDecision': 'Ho decideixen els grups: cadascun vota, durant tres dies.',
  'membership.expelByStewards': 'Surt quan ho volen tantes persones administradores com diu la carta.',
  'membership.expelAsk': 'Pregunta-ho als grups',
  'membership.expelBack': 'Dona suport a l’expulsió',
  'membership.cause': 'Per què',
  'membership.needCause': 'Digues per què: ho llegirà tothom.',
  'membership.cancel': 'Cancel·la',
  'membership.leave': 'Surt de {name}…',
  'membership.leaveAbout':
    'El que s’ha decidit queda com està. A partir d’ara la nostra veu no compta a {name}; per tornar-hi cal un tiquet nou.',
  'membership.leaveUnreached':
    'Ara no es pot avisar el node de {name}. Ho pots provar més tard, o sortir igualment: fins que ho sàpiga, el grup hi comptarà com a membre.',
  'membership.leaveAnyway': 'Surt igualment',
  'membership.leaveSure': 'Sí, surt',
  'membership.join': 'Entra en una federació',
  'membership.joining': 'S’està entrant…',
  'membership.joined': 'Ja som a {name}, amb pes {weight}.',
  'membership.ticket': 'Tiquet',
  'membership.ticketHint':
    'Enganxa el tiquet que ha donat la federació: el text, el que un telèfon llegeix del codi, o un enllaç que el porti.',
  'membership.needTicket': 'Primer enganxa un tiquet.',
  'membership.tickets': 'Tiquets',
  'membership.ticketMake': 'Fes un tiquet',
  'membership.ticketAnother': 'Fes-ne un altre',
  'membership.ticketCode': 'El tiquet com a codi',
  'membership.ticketAbout':
    'Deixa entrar un grup, una vegada. Només es mostra ara: dona’l a aquest grup i a ningú més.',
  'membership.weight': 'Pes de la veu del grup',
  'membership.weightBad': 'Un nombre, com ara 1 o 0,9.',
  'membership.validFor': 'Val durant',
  'membership.until': 'fins al {when}',
  'membership.revoke': 'Retira',
  'membership.ticket.open': 'No usat',
  'membership.ticket.used': 'Usat',
  'membership.ticket.revoked': 'Retirat',
  'membership.ticket.expired': 'Caducat',
}
