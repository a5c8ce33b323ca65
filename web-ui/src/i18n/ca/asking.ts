import type { asking as english } from '../en/asking.ts'
import type { Translated } from '../messages.ts'

export const asking: Translated<typeof english> = {
  'ask.title': 'Què preguntes?',
  'ask.recommended': 'habitual',
  'ask.others': 'Altres maneres de comptar',
  'ask.yesNo': 'Sí o no',
  'ask.yesNo.about': 'Una proposta, per acceptar o deixar.',
  'ask.choose': 'Triar-ne una de diverses',
  'ask.choose.about': 'Diverses opcions, i en guanya una.',
  'ask.rank': 'Ordenar o qualificar, per a un lloc o més d’un',
  'ask.rank.about': 'La gent diu més d’un nom: què prefereix, i què després.',
  'ask.budget': 'Repartir un pressupost',
  'ask.budget.about': 'Projectes amb preu, i diners per a uns quants.',
  'ask.strength': 'Amb quina força',
  'ask.strength.about': 'Qui dona molta importància a una cosa ho pot dir.',
  'fits.majority': 'Per a les qüestions de cada dia: s’aprova si n’hi ha més a favor que en contra.',
  'fits.supermajority': 'Per al que costa de desfer: regles, grans despeses, entrar en una federació.',
  'fits.consensus': 'Per al que gairebé tothom ha de sostenir, amb lloc per a objeccions.',
  'fits.consent': 'Per provar coses: tira endavant si ningú no diu quin mal faria.',
  'fits.approval': 'Per a la majoria de tries: tothom marca tot el que li va bé, sense endevinar qui va al davant.',
  'fits.irv': 'Per a un càrrec amb diverses candidatures: l’última cau, ronda a ronda.',
  'fits.stv': 'Per a consells i equips: les parts grans i petites del grup hi tenen lloc.',
  'fits.schulze': 'Per trobar el que la majoria prefereix a tota la resta; s’hi pot empatar.',
  'fits.copeland': 'Per a un torneig ràpid: cada opció contra cada altra, guanya qui més venç.',
  'fits.star':
    'Quan les opcions agraden més o menys: primer estrelles, després una segona volta entre les dues millors.',
  'fits.score': 'Per comparar idees en una mateixa escala, on compta la suma.',
  'fits.majority-judgment': 'Per jutjar cada opció per ella mateixa, amb paraules; les notes extremes no pesen més.',
  'fits.budget': 'Per a pressupostos participatius: la gent tria projectes, els diners diuen quants.',
  'fits.quadratic':
    'Per a qüestions que importen molt a uns quants: el segon vot per al mateix costa més que el primer.',
}
