import type { founding as english } from '../en/founding.ts'
import type { Translated } from '../messages.ts'

export const founding: Translated<typeof english> = {
  'founding.progress': 'Pas {place} de {count}',
  'founding.next': 'Següent',
  'founding.language': 'La teva llengua',
  'founding.language.about':
    'Fundes un grup en aquest node i en portes l’administració. És un minut, i el grup ho podrà canviar tot més endavant.',
  'founding.group': 'El grup',
  'founding.group.about': 'Un nom que el veïnat reconegui.',
  'founding.place': 'El lloc',
  'founding.place.about': 'Els altres grups veuen més o menys a quina distància sou. Deixa-ho buit per no dir res.',
  'founding.joining': 'Com s’hi entra',
  'founding.joining.about': 'Qui hi entra, i qui ha de dir que sí.',
  'founding.reading': 'Qui ho llegeix',
  'founding.reading.about': 'Què és públic de les vostres decisions.',
  'founding.rollCall': 'Qui ha votat què',
  'founding.rollCall.about': 'Què és públic de cada vot.',
  'founding.quorums': 'Els quòrums',
  'founding.quorums.about': 'Quan una votació demana que hi participi una part dels membres, de quins membres.',
  'founding.you': 'Tu',
  'founding.you.about': 'La teva clau es fa aquí, en aquest navegador, i signa la fundació.',
  'founding.invite': 'La primera invitació',
  'founding.invite.about':
    'Qui escaneja el codi ja hi és. Serveix per a {uses} persones i {days} dies; en fas més a «Membres».',
  'founding.makeInvitation': 'Mostra el codi',
  'founding.toGroup': 'Cap al grup',
}
