import type { setup as english } from '../en/setup.ts'
import type { Translated } from '../messages.ts'

export const setup: Translated<typeof english> = {
  'setup.title': 'Un grup nou',
  'setup.about':
    'El fundes tu i n’ets la primera persona administradora. El que posis aquí, el grup ho pot canviar més endavant.',
  'setup.noGroup': 'Aquest node encara no té cap grup.',
  'setup.noGroupNext': 'Obre l’enllaç que el node va mostrar en engegar-se: et fa la primera persona administradora.',
  'setup.done': 'Aquest node ja té un grup.',
  'setup.group': 'El grup',
  'setup.name': 'Com es diu el grup?',
  'setup.purpose': 'Per a què?',
  'setup.purposeHint': 'Una o dues frases. És el primer que llegeix qui arriba.',
  'setup.language': 'Llengua del grup',
  'setup.place': 'On? (opcional)',
  'setup.placeHint':
    'Latitud i longitud com les mostra un mapa: 41.40, 2.16. Només es desa amb uns 20 quilòmetres de precisió.',
  'setup.placeBad': 'Dos números amb una coma al mig: 41.40, 2.16.',
  'setup.admission': 'Com s’hi entra?',
  'setup.admission.invited.about': 'Els membres amb dret a convidar fan un enllaç.',
  'setup.admission.open.about': 'Hi pot entrar qui obri aquesta pàgina a la vostra xarxa.',
  'setup.admission.approved.about': 'Qui ho demana espera el sí de l’administració.',
  'setup.admission.vouched.about': 'Qui ho demana espera que tres membres responguin per aquesta persona.',
  'setup.reading': 'Qui pot llegir propostes i resultats?',
  'setup.reading.members': 'Els membres',
  'setup.reading.anyone': 'Qualsevol de la xarxa',
  'setup.rollCall': 'Qui veurà qui ha votat què?',
  'setup.rollCallHint': 'Una votació pot amagar més que això, mai menys.',
  'setup.active': 'A qui compten els quòrums?',
  'setup.activeAll': 'Tots els membres',
  'setup.activeDays': {
    one: 'Qui ha fet alguna cosa l’últim dia',
    other: 'Qui ha fet alguna cosa els últims {count} dies',
  },
  'setup.you': 'Tu',
  'setup.founder': 'Com et diuen?',
  'setup.send': 'Funda el grup',
  'setup.sending': 'S’està fent la clau i signant…',
  'setup.needName': 'El grup necessita un nom.',
  'setup.needFounder': 'Tu també necessites un nom.',
}
