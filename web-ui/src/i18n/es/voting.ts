import type { voting as english } from '../en/voting.ts'
import type { Translated } from '../messages.ts'

export const voting: Translated<typeof english> = {
  'seen.title': 'Quién ha votado qué lo ve:',
  'seen.by.voter': 'nadie más que tú',
  'seen.by.members': 'los miembros',
  'seen.by.all': 'todo el mundo',
  'seen.about.voter': 'Quien lleva el nodo podría averiguarlo; no se lo muestra a nadie.',
  'seen.about.members': 'Se muestra cuando la votación se ha cerrado; el recuento queda sin nombres.',
  'seen.about.all': 'Se muestra cuando la votación se ha cerrado; también quién ha pasado su voto a quién.',
  'seen.tallyHidden':
    'Cómo va la votación solo se muestra cuando se ha cerrado; hasta entonces, cuánta gente ha votado.',
  'rollCall.title': 'Quién ha votado qué',
  'rollCall.none': 'No ha votado nadie.',
  'rollCall.passed': 'pasado a {name}',
  'vote.for': 'A favor',
  'vote.against': 'En contra',
  'vote.abstain': 'Abstención',
  'vote.send': 'Votar',
  'vote.blank': 'Entregar en blanco',
  'vote.isBlank': 'en blanco',
  'vote.change': 'Cambiar mi voto',
  'vote.sending': 'Firmando y enviando …',
  'vote.counted': 'Tu voto está dentro: {choice}.',
  'vote.cast': 'Tu voto: {choice}.',
  'vote.kept': 'Firmado y guardado en este dispositivo. Se enviará en cuanto vuelva la conexión.',
  'vote.mayChange': 'Puedes cambiarlo hasta que cierre la votación; cuenta tu último voto.',
  'vote.visitor': 'Solo votan los miembros.',
  'vote.visitorNext': 'Pide una invitación o trae tu clave a este dispositivo.',
  'vote.pending': 'Podrás votar cuando te admitan.',
  'vote.notInElectorate': 'Entraste después de abrirse esta votación; sigue sin ti.',
  'vote.wrongKey': 'El nodo dio una clave de voto que no corresponde a la tuya. No se ha firmado nada.',
  'vote.wrongKeyNext': 'Avisa a quienes administran el grupo: el nodo, o algo por el camino, la cambió.',
  'vote.ifYouLike': 'Puedes marcar entre {least} y {most}',
  'vote.spent': 'Marcado: {spent} de {budget}',
  'vote.marked': { one: '{count} marcada', other: '{count} marcadas' },
  'vote.unranked': 'Sin puesto',
  'vote.pointsGiven': '{given} de {total} puntos dados',
  'vote.creditsSpent': '{given} de {total} créditos gastados',
  'vote.unknownMethod': 'Esta página aún no sabe votar con este método.',
  'vote.unknownMethodNext': 'Actualiza el nodo o vota desde la línea de comandos.',
  'vote.secret':
    'Se firma con una clave hecha solo para esta votación: los demás ven que el voto es válido, no de quién es.',

  'receipt.show': 'Mi recibo',
  'receipt.about':
    'La promesa firmada por el nodo de que tu voto está en el registro. Guárdalo: lo demuestra si algún día falta tu voto.',
  'receipt.save': 'Guardar en un archivo',
  'receipt.holds': 'Comprobado en este dispositivo: la firma y el lugar en el registro son correctos.',
  'receipt.broken': 'Este recibo no es válido.',
  'receipt.place': 'Lugar {index} en el registro, de {size}',
  'receipt.title': 'Recibo de un voto · {group}',
  'receipt.code': 'El recibo como código QR',
  'receipt.short': 'Forma corta de su identificador: {id}',
  'receipt.check':
    'Para comprobarlo en cualquier lugar: lee el código, guarda su texto como receipt.txt y ejecuta {command}',
  'receipt.print': 'Imprimir',

  'recount.do': 'Cuéntalo tú',
  'recount.start': 'Volver a contar aquí',
  'recount.own': 'Contado aquí: {counts}.',
  'recount.about':
    'Trae todos los votos, comprueba cada firma, vuelve a contar y comprueba que el resultado está en el registro, aquí en tu navegador.',
  'recount.running': 'Comprobando firmas y contando …',
  'recount.holds': 'Las cuentas salen.',
  'recount.checked':
    'Comprobado aquí: {signatures} firmas y {ballots} votos; grupos: {groups}. Da el mismo resultado que muestra el nodo.',
  'recount.limits':
    'Lo que esto no puede mostrar: si a alguien se le impidió votar. Para eso, cada votante guarda su recibo.',
  'recount.fails': 'Las cuentas no salen.',
  'recount.failsNext': 'Enséñaselo a quienes administran el grupo y guarda las pruebas.',
  'recount.notRecounted': 'De estos solo estaban sus cifras firmadas, no sus votos: {groups}',
}
