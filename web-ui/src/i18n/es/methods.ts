import type { methods as english } from '../en/methods.ts'
import type { Translated } from '../messages.ts'

export const methods: Translated<typeof english> = {
  'method.majority': 'Mayoría',
  'method.supermajority': 'Mayoría cualificada',
  'method.supermajority.of': 'Mayoría cualificada: {share}',
  'method.consensus': 'Consenso',
  'method.consensus.of': 'Consenso: {share}',
  'method.approval': 'Aprobación',
  'method.score': 'Puntuación',
  'method.consent': 'Consentimiento',
  'method.star': 'Puntuación y segunda vuelta (STAR)',
  'method.majority-judgment': 'Juicio mayoritario',
  'method.irv': 'Segunda vuelta instantánea',
  'method.stv': 'Voto único transferible',
  'method.schulze': 'Método Schulze',
  'method.copeland': 'Método Copeland',
  'method.quadratic': 'Voto cuadrático',
  'method.budget': 'Presupuesto',
  'method.majority.about': 'Más a favor que en contra. Las abstenciones solo cuentan para el quórum.',
  'method.supermajority.about': 'Al menos {share} de los votos a favor o en contra deben ser a favor.',
  'method.consensus.about':
    'Al menos {share} de los votos a favor o en contra deben ser a favor, y no debe admitirse ninguna objeción.',
  'method.approval.about': 'Cada cual marca lo que le parece bien; gana lo más marcado.',
  'method.score.about': 'Cada cual da puntos; gana la suma más alta.',
  'method.consent.about': 'Se aprueba si no queda ninguna objeción en pie.',
  'method.star.about':
    'Cada cual da puntos; de las dos opciones con más puntos gana la que más gente pone por delante.',
  'method.majority-judgment.about': 'Cada cual califica cada opción; gana la mejor nota mediana.',
  'method.irv.about':
    'Cada cual ordena las opciones; se quita la última, ronda tras ronda, hasta que una tiene más de la mitad.',
  'method.stv.about':
    'Cada cual ordena las opciones; los puestos se reparten en proporción y lo que le sobra a una ganadora pasa a la siguiente.',
  'method.schulze.about':
    'Cada cual ordena las opciones; gana la que se prefiere a cada una de las demás, directamente o a través de otras.',
  'method.copeland.about': 'Cada cual ordena las opciones; gana la que vence a más de las otras una a una.',
  'method.quadratic.about':
    'Cada cual gasta créditos en votos: uno cuesta 1, dos cuestan 4 y tres cuestan 9. Gana lo que tiene más votos.',
  'method.budget.about': 'Se pagan los proyectos con más apoyo hasta gastar el dinero.',
  'rule.passes': 'Se aprueba si {conditions}.',
  'rule.counts': 'Solo vale si {conditions}.',
  'rule.moreFor': 'hay más votos a favor que en contra',
  'rule.noObjection.standing': 'no queda ninguna objeción',
  'rule.noObjection.upheld': 'no se admite ninguna objeción',
  'rule.for.cast': 'al menos {share} de los votos a favor o en contra son a favor',
  'rule.for.eligible': 'al menos {share} de todos los miembros están a favor',
  'rule.for.active': 'los votos a favor son al menos {share} de los miembros activos',
  'rule.voted.eligible': 'vota al menos {share} de los miembros',
  'rule.voted.active': 'los votantes son al menos {share} de los miembros activos',
  'rule.active': {
    one: 'Es activo quien votó o escribió algo el día antes.',
    other: 'Es activo quien votó o escribió algo en los {count} días anteriores.',
  },
  'rule.seats': { one: 'Gana una.', other: 'Ganan {count}.' },
  'rule.statusQuo': 'Solo gana lo que vence a «{option}».',
  'rule.early': 'Se cierra en cuanto todo el mundo haya votado.',
  'rule.settled': 'Se cierra en cuanto ningún voto pueda cambiar el resultado.',
  'rule.noSkip': 'Se detiene en el primero que no cabe.',
  'rule.leastSupport': 'Solo proyectos con al menos {least} puntos.',
  'rule.equalShares':
    'Cada cual tiene la misma parte del dinero; cada proyecto lo pagan quienes lo quieren, con su parte.',
  'rule.addOne': 'Las partes se suben mientras el resultado no pase del dinero que hay.',
  'rule.comparison': 'Si la mayoría saca más con el apoyo a secas, vale eso.',
}
