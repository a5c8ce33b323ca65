import type { ballots as english } from '../en/ballots.ts'
import type { Translated } from '../messages.ts'

export const ballots: Translated<typeof english> = {
  'ranking.ranked': 'Tu orden',
  'ranking.hint':
    'Arrastra las opciones a tu orden, la mejor primero; o muévelas con las teclas de flecha o los botones.',
  'ranking.hintShared':
    'Arrastra las opciones a tu orden, la mejor primero; suelta una sobre otra para igualarlas. Las flechas y los botones hacen lo mismo.',
  'ranking.none': 'Aún no hay nada ordenado.',
  'ranking.left': 'Sin puesto, cuentan por debajo de todas las demás:',
  'ranking.full': { one: 'El único puesto está ocupado:', other: 'Los {count} puestos están ocupados:' },
  'ranking.handle': 'Mover: {place}',
  'ranking.said': '{option}: puesto {place} de {count}',
  'ranking.saidWith': '{option}: puesto {place} de {count}, igual que {others}',
  'ranking.saidOut': '{option}: sin puesto',
  'ranking.up': 'Subir {option}',
  'ranking.down': 'Bajar {option}',
  'ranking.out': 'Quitar {option} del orden',
  'ranking.add': 'Dar el puesto siguiente a {option}',

  'ballot.stars': { one: '{count} estrella', other: '{count} estrellas' },
  'ballot.votesCost': { one: '{count} voto · cuesta {cost}', other: '{count} votos · cuestan {cost}' },
  'ballot.left': 'Quedan {left}',
  'ballot.overCredits': 'Eso costaría {wants} créditos para «{option}»; quedan {left}.',
  'ballot.overPoints': 'Eso serían {wants} puntos para «{option}»; quedan {left}.',
  'ballot.overBudget': '{over} más de lo que hay',
  'ballot.overBudgetAbout':
    'Puedes marcar más de lo que se puede pagar: se financia lo que más gente marca, mientras haya dinero.',

  'consent.for': 'Consiento',
  'consent.against': 'Me opongo',
  'consent.abstain': 'Me hago a un lado',
  'consent.objecting': 'Una objeción dice qué dañaría al grupo. Mientras se mantiene, la propuesta no se aprueba.',
  'consent.withoutVote': 'Oponerse sin votar',
  'consent.back': 'No, volver',

  'grade.reject': 'A rechazar',
  'grade.poor': 'Insuficiente',
  'grade.passable': 'Suficiente',
  'grade.fair': 'Aceptable',
  'grade.good': 'Bien',
  'grade.veryGood': 'Muy bien',
  'grade.excellent': 'Excelente',
  'grade.number': 'Nota {grade} de {best}',
}
