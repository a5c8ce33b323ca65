import type { merging as english } from '../en/merging.ts'
import type { Translated } from '../messages.ts'

export const merging: Translated<typeof english> = {
  'merging.title': 'Fusionar-se amb una altra federació',
  'merging.about':
    'Una federació es fusiona dins d’una altra quan els grups de totes dues accepten les mateixes condicions. Els seus grups continuen a l’altra amb els pesos acordats.',
  'merging.invite': '1. La que continua convida',
  'merging.inviteAbout': 'Dona el text a l’administració de la federació que es fusionaria dins d’aquesta.',
  'merging.inviteMake': 'Mostra el text',
  'merging.drawUp': '2. La que es fusiona redacta les condicions',
  'merging.invitation': 'Text de l’altra federació',
  'merging.invitationBad': 'No és aquest text: comença amb «comunal-merge-into:».',
  'merging.weightOf': 'Pes de {name} allà',
  'merging.drawUpNow': 'Redacta les condicions',
  'merging.termsAbout':
    'Dona les condicions a l’altra federació: totes dues proposen exactament aquestes als seus grups.',
  'merging.propose': '3. Totes dues proposen les condicions als grups',
  'merging.proposeAbout': 'Els grups voten durant tres dies.',
  'merging.terms': 'Condicions',
  'merging.termsBad': 'No són condicions: comencen amb «comunal-merge:».',
  'merging.question': 'Fusionar {from} dins de {into}?',
  'merging.finish': '4. Quan totes dues ho han acceptat',
  'merging.evidence': 'Proves de la decisió de l’altra federació',
  'merging.finishAbout':
    'L’altra federació les desa des de la pàgina del veredicte. Aquí es comproven fins a l’última papereta abans de fer res.',
  'merging.in': 'Ja són aquí: {names}',
  'merging.notIn': 'No han pogut entrar: {names}',
  'merging.ended': 'Fusionada dins de {name}',
  'merging.endedNext': 'El seu registre es va acabar el {when}. Els seus grups continuen allà.',
  'merging.tookIn': '{name} es va fusionar dins d’aquesta federació el {when}.',
  'merging.becomes': '{from} es fusionaria dins de {into}. Hi entren aquests grups:',
  'refusal.merge/bad-terms': 'No són condicions amb què les dues federacions es puguin fusionar.',
  'refusal.merge/bad-terms.next':
    'Torna-les a redactar a la federació que es fusiona: hi han de ser tots els seus grups.',
  'refusal.merge/contested':
    'Hi ha un veto sense resoldre a la federació que es fusiona, i el seu registre acabaria amb ell.',
  'refusal.merge/contested.next': 'Espera que es retiri el veto, s’arribi a un acord o es torni a votar.',
  'refusal.merge/ended': 'La federació s’ha fusionat dins d’una altra; el seu registre s’ha acabat.',
  'refusal.merge/other-terms': 'L’altra federació ha decidit altres condicions.',
  'refusal.merge/other-terms.next': 'Proposa exactament les mateixes condicions a totes dues.',
  'refusal.merge/still-member':
    'La federació que es fusiona és membre d’una altra, que li preguntaria en va quan el seu registre s’hagi acabat.',
  'refusal.merge/still-member.next': 'Deixa primer aquella federació; la que continua hi pot entrar.',
  'refusal.merge/undecided': 'Per fusionar-se cal la decisió de totes dues federacions.',
  'refusal.merge/undecided.next': 'Espera que els grups de totes dues hagin acceptat les condicions.',
  'refusal.merge/unwitnessed':
    'Una de les decisions de fusionar-se encara no té tants testimonis com demana la carta, i fins llavors no vincula.',
  'refusal.merge/unwitnessed.next':
    'Espera que es connectin més nodes dels seus grups i entrega les proves tal com siguin llavors.',
}
