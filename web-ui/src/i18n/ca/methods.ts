import type { methods as english } from '../en/methods.ts'
import type { Translated } from '../messages.ts'

export const methods: Translated<typeof english> = {
  'method.majority': 'Majoria',
  'method.supermajority': 'Majoria qualificada',
  'method.supermajority.of': 'Majoria qualificada del {share}',
  'method.consensus': 'Consens',
  'method.consensus.of': 'Consens del {share}',
  'method.approval': 'Aprovació',
  'method.score': 'Puntuació',
  'method.consent': 'Consentiment',
  'method.star': 'Puntuació i segona volta (STAR)',
  'method.majority-judgment': 'Judici majoritari',
  'method.irv': 'Segona volta instantània',
  'method.stv': 'Vot únic transferible',
  'method.schulze': 'Mètode Schulze',
  'method.copeland': 'Mètode Copeland',
  'method.quadratic': 'Vot quadràtic',
  'method.budget': 'Pressupost',
  'method.majority.about': 'Més a favor que en contra. Les abstencions només compten per al quòrum.',
  'method.supermajority.about': 'Almenys el {share} dels vots a favor o en contra ha de ser a favor.',
  'method.consensus.about':
    'Almenys el {share} dels vots a favor o en contra ha de ser a favor, i no s’ha d’acceptar cap objecció.',
  'method.approval.about': 'Cadascú marca el que li sembla bé; guanya el més marcat.',
  'method.score.about': 'Cadascú dona punts; guanya la suma més alta.',
  'method.consent.about': 'S’aprova si no queda cap objecció en peu.',
  'method.star.about': 'Cadascú dona punts; de les dues opcions amb més punts guanya la que més gent posa per davant.',
  'method.majority-judgment.about': 'Cadascú qualifica cada opció; guanya la millor nota mediana.',
  'method.irv.about':
    'Cadascú ordena les opcions; se’n treu l’última, ronda rere ronda, fins que una té més de la meitat.',
  'method.stv.about':
    'Cadascú ordena les opcions; els llocs es reparteixen en proporció i el que a una guanyadora li sobra passa a la següent.',
  'method.schulze.about':
    'Cadascú ordena les opcions; guanya la que es prefereix a cada una de les altres, directament o a través d’altres.',
  'method.copeland.about': 'Cadascú ordena les opcions; guanya la que en venç més d’altres una a una.',
  'method.quadratic.about':
    'Cadascú gasta crèdits en vots: un en costa 1, dos 4 i tres 9. Guanyen els que tenen més vots.',
  'method.budget.about': 'Es paguen els projectes amb més suport fins que s’acaben els diners.',
  'rule.passes': 'S’aprova si {conditions}.',
  'rule.counts': 'Només val si {conditions}.',
  'rule.moreFor': 'hi ha més vots a favor que en contra',
  'rule.noObjection.standing': 'no queda cap objecció',
  'rule.noObjection.upheld': 'no es dona la raó a cap objecció',
  'rule.for.cast': 'almenys {share} dels vots a favor o en contra són a favor',
  'rule.for.eligible': 'almenys {share} de tots els membres hi són a favor',
  'rule.for.active': 'els vots a favor són almenys {share} dels membres actius',
  'rule.voted.eligible': 'vota almenys {share} dels membres',
  'rule.voted.active': 'els votants són almenys {share} dels membres actius',
  'rule.active': {
    one: 'És actiu qui ha votat o escrit alguna cosa el dia abans.',
    other: 'És actiu qui ha votat o escrit alguna cosa els {count} dies abans.',
  },
  'rule.seats': { one: 'En guanya una.', other: 'En guanyen {count}.' },
  'rule.statusQuo': 'Només guanya el que venç «{option}».',
  'rule.early': 'Es tanca tan bon punt hagi votat tothom.',
  'rule.settled': 'Es tanca tan bon punt cap vot no pugui canviar el resultat.',
  'rule.noSkip': 'S’atura al primer que no hi cap.',
  'rule.leastSupport': 'Només projectes amb {least} punts o més.',
  'rule.equalShares':
    'Tothom té la mateixa part dels diners; cada projecte el paguen els qui el volen, amb la seva part.',
  'rule.addOne': 'Les parts s’apugen mentre el resultat no passi dels diners que hi ha.',
  'rule.comparison': 'Si la majoria en treu més amb el suport tot sol, val això.',
}
