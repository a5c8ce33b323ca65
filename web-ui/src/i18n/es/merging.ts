import type { merging as english } from '../en/merging.ts'
import type { Translated } from '../messages.ts'

export const merging: Translated<typeof english> = {
  'merging.title': 'Fusionarse con otra federación',
  'merging.about':
    'Una federación se fusiona en otra cuando los grupos de ambas aceptan las mismas condiciones. Sus grupos siguen en la otra con los pesos acordados.',
  'merging.invite': '1. La que continúa invita',
  'merging.inviteAbout': 'Da el texto a la administración de la federación que se fusionaría en esta.',
  'merging.inviteMake': 'Mostrar el texto',
  'merging.drawUp': '2. La que se fusiona redacta las condiciones',
  'merging.invitation': 'Texto de la otra federación',
  'merging.invitationBad': 'No es ese texto: empieza con «comunal-merge-into:».',
  'merging.weightOf': 'Peso de {name} allí',
  'merging.drawUpNow': 'Redactar las condiciones',
  'merging.termsAbout': 'Da las condiciones a la otra federación: ambas proponen exactamente estas a sus grupos.',
  'merging.propose': '3. Ambas proponen las condiciones a sus grupos',
  'merging.proposeAbout': 'Los grupos votan durante tres días.',
  'merging.terms': 'Condiciones',
  'merging.termsBad': 'No son condiciones: empiezan con «comunal-merge:».',
  'merging.question': '¿Fusionar {from} en {into}?',
  'merging.finish': '4. Cuando ambas lo hayan aceptado',
  'merging.evidence': 'Pruebas de la decisión de la otra federación',
  'merging.finishAbout':
    'La otra federación las guarda desde la página del veredicto. Aquí se comprueban hasta la última papeleta antes de hacer nada.',
  'merging.in': 'Ya están aquí: {names}',
  'merging.notIn': 'No han podido entrar: {names}',
  'merging.ended': 'Fusionada en {name}',
  'merging.endedNext': 'Su registro terminó el {when}. Sus grupos siguen allí.',
  'merging.tookIn': '{name} se fusionó en esta federación el {when}.',
  'merging.becomes': '{from} se fusionaría en {into}. Entran estos grupos:',
  'refusal.merge/bad-terms': 'No son condiciones con las que las dos federaciones puedan fusionarse.',
  'refusal.merge/bad-terms.next':
    'Vuelve a redactarlas en la federación que se fusiona: han de nombrar a todos sus grupos.',
  'refusal.merge/contested':
    'Hay un veto sin resolver en la federación que se fusiona, y su registro terminaría con él.',
  'refusal.merge/contested.next': 'Espera a que se retire el veto, se llegue a un acuerdo o se vuelva a votar.',
  'refusal.merge/ended': 'La federación se ha fusionado en otra; su registro ha terminado.',
  'refusal.merge/other-terms': 'La otra federación ha decidido otras condiciones.',
  'refusal.merge/other-terms.next': 'Propón exactamente las mismas condiciones a ambas.',
  'refusal.merge/still-member':
    'La federación que se fusiona es miembro de otra, que le preguntaría en vano cuando su registro haya terminado.',
  'refusal.merge/still-member.next': 'Deja primero esa federación; la que continúa puede unirse a ella.',
  'refusal.merge/undecided': 'Para fusionarse hace falta la decisión de ambas federaciones.',
  'refusal.merge/undecided.next': 'Espera a que los grupos de ambas hayan aceptado las condiciones.',
  'refusal.merge/unwitnessed':
    'Una de las decisiones de fusionarse aún no tiene tantos testigos como pide la carta, y hasta entonces no vincula.',
  'refusal.merge/unwitnessed.next':
    'Espera a que se conecten más nodos de sus grupos y entrega las pruebas tal como estén entonces.',
}
