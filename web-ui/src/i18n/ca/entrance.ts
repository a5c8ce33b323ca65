import type { entrance as english } from '../en/entrance.ts'
import type { Translated } from '../messages.ts'

export const entrance: Translated<typeof english> = {
  'welcome.title': 'Et donem la benvinguda a {name}',
  'welcome.join': 'Entra-hi',
  'welcome.have': 'Ja tinc una clau',
  'welcome.closed': 'S’hi entra amb invitació: demana un enllaç a algú del grup.',

  'admission.open': 'Obert a tothom',
  'admission.invited': 'Amb invitació',
  'admission.vouched': 'Amb l’aval de membres',
  'admission.approved': 'Amb el sí de l’administració',

  'join.title': 'Entrar a {name}',
  'join.about': 'És mig minut: sense correu ni contrasenya.',
  'join.name': 'Com et diuen aquí?',
  'join.nameHint': 'El nom que coneix el veïnat.',
  'join.send': 'Fes la meva clau i entra',
  'join.sending': 'S’està fent la clau i signant…',
  'join.needName': 'Escriu un nom.',
  'join.invited': 'Tens una invitació.',
  'join.badLink': 'Aquest enllaç d’invitació és incomplet.',
  'join.badLinkNext': 'Torna’l a obrir tal com el vas rebre o demana’n un de nou.',
  'join.pending': 'Has demanat d’entrar.',
  'join.pendingNext': 'El grup decideix; aquesta pàgina ho dirà quan siguis a dins.',
  'join.already': 'Ja ets a dins.',

  'phrase.title': 'Escriu aquestes 24 paraules en paper',
  'phrase.about':
    'Són la teva clau. Si perds aquest dispositiu, amb elles tornes; qui les tingui pot signar com si fos tu. Es mostren un cop ara, i més tard a «Jo».',
  'phrase.done': 'Les he escrites',
  'phrase.later': 'Més tard',

  'restore.title': 'Portar la meva clau a aquest dispositiu',
  'restore.words': 'Les teves 24 paraules',
  'restore.wordsHint': 'En ordre, separades per espais.',
  'restore.send': 'Porta-la',
  'restore.bad': 'Això no són les 24 paraules d’una frase de recuperació.',
  'restore.badNext': 'Revisa l’ortografia i l’ordre.',
  'restore.replaces': 'Ja hi ha una clau en aquest dispositiu. Quedaria substituïda.',
  'leaving.title': 'Ja no formes part del grup',
  'leaving.votes':
    'Aquestes votacions es van obrir quan encara en formaves part: hi pots votar, i canviar el vot, fins que es tanquin.',

  'leave.was': 'Vaig ser membre d’aquest grup',
  'leave.wasAbout':
    'Si et van donar de baixa, el teu nom encara és al grup. Signa que en surts i desapareix de totes les pàgines.',
  'leave.take': 'Treu el meu nom',
  'leave.taken': 'El teu nom ja no és a les pàgines del grup.',
}
