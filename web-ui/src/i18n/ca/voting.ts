import type { voting as english } from '../en/voting.ts'
import type { Translated } from '../messages.ts'

export const voting: Translated<typeof english> = {
  'vote.for': 'A favor',
  'vote.against': 'En contra',
  'vote.abstain': 'Abstenció',
  'vote.send': 'Votar',
  'vote.change': 'Canviar el meu vot',
  'vote.sending': 'S’està signant i enviant …',
  'vote.counted': 'El teu vot ja hi és: {choice}.',
  'vote.cast': 'El teu vot: {choice}.',
  'vote.kept': 'Signat i desat en aquest dispositiu. S’enviarà tan bon punt torni la connexió.',
  'vote.mayChange': 'El pots canviar fins que es tanqui la votació; compta el teu darrer vot.',
  'vote.visitor': 'Només voten els membres.',
  'vote.visitorNext': 'Demana una invitació o porta la teva clau a aquest dispositiu.',
  'vote.pending': 'Podràs votar quan t’hagin admès.',
  'vote.notInElectorate': 'Vas entrar després que s’obrís aquesta votació; continua sense tu.',
  'vote.wrongKey': 'El node ha donat una clau de vot que no correspon a la teva. No s’ha signat res.',
  'vote.wrongKeyNext': 'Avisa l’administració del grup: el node, o alguna cosa pel camí, l’ha canviada.',
  'vote.ifYouLike': 'Pots marcar-ne entre {least} i {most}',
  'vote.spent': 'Marcat: {spent} de {budget}',
  'vote.marked': { one: '{count} marcada', other: '{count} marcades' },
  'vote.rank': 'Lloc {place}',
  'vote.unranked': 'Sense lloc',
  'vote.pointsGiven': '{given} de {total} punts donats',
  'vote.creditsSpent': '{given} de {total} crèdits gastats',
  'vote.unknownMethod': 'Aquesta pàgina encara no sap votar amb aquest mètode.',
  'vote.unknownMethodNext': 'Actualitza el node o vota des de la línia d’ordres.',
  'vote.secret':
    'Se signa amb una clau feta només per a aquesta votació: els altres veuen que el vot és vàlid, no de qui és.',

  'receipt.show': 'El meu rebut',
  'receipt.about':
    'La promesa signada pel node que el teu vot és al registre. Guarda’l: ho demostra si mai hi falta el teu vot.',
  'receipt.save': 'Desar en un fitxer',
  'receipt.holds': 'Comprovat en aquest dispositiu: la signatura i el lloc al registre són correctes.',
  'receipt.broken': 'Aquest rebut no és vàlid.',
  'receipt.place': 'Lloc {index} al registre, de {size}',
  'receipt.title': 'Rebut d’un vot · {group}',
  'receipt.code': 'El rebut com a codi QR',
  'receipt.short': 'Forma curta del seu identificador: {id}',
  'receipt.check':
    'Per comprovar-lo a qualsevol lloc: llegeix el codi, desa’n el text com a receipt.txt i executa {command}',
  'receipt.print': 'Imprimir',

  'recount.do': 'Compta-ho tu',
  'recount.start': 'Tornar a comptar aquí',
  'recount.own': 'Comptat aquí: {counts}.',
  'recount.about':
    'Porta tots els vots, comprova cada signatura, torna a comptar i comprova que el resultat és al registre, aquí al teu navegador.',
  'recount.running': 'Comprovant signatures i comptant …',
  'recount.holds': 'Els comptes surten.',
  'recount.checked':
    'Comprovat aquí: {signatures} signatures i {ballots} vots; grups: {groups}. Dona el mateix resultat que mostra el node.',
  'recount.limits':
    'El que això no pot mostrar: si algú no ha pogut votar. Per a això, cada votant guarda el seu rebut.',
  'recount.fails': 'Els comptes no surten.',
  'recount.failsNext': 'Ensenya-ho a l’administració del grup i desa les proves.',
  'recount.notRecounted': 'D’aquests només hi havia les xifres signades, no els vots: {groups}',
}
