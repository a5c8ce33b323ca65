import type { asking as english } from '../en/asking.ts'
import type { Translated } from '../messages.ts'

export const asking: Translated<typeof english> = {
  'ask.title': '¿Qué preguntas?',
  'ask.recommended': 'habitual',
  'ask.others': 'Otras maneras de contar',
  'ask.yesNo': 'Sí o no',
  'ask.yesNo.about': 'Una propuesta, para tomar o dejar.',
  'ask.choose': 'Elegir una de varias',
  'ask.choose.about': 'Varias opciones, y gana una.',
  'ask.rank': 'Ordenar o calificar, para uno o varios puestos',
  'ask.rank.about': 'La gente dice más de un nombre: qué prefiere, y qué después.',
  'ask.budget': 'Repartir un presupuesto',
  'ask.budget.about': 'Proyectos con precio, y dinero para algunos.',
  'ask.strength': 'Con qué fuerza',
  'ask.strength.about': 'A quien le importa mucho una cosa puede decirlo.',
  'fits.majority': 'Para las cuestiones de cada día: se aprueba si hay más a favor que en contra.',
  'fits.supermajority': 'Para lo que cuesta deshacer: reglas, grandes gastos, entrar en una federación.',
  'fits.consensus': 'Para lo que casi todo el mundo ha de sostener, con lugar para objeciones.',
  'fits.consent': 'Para probar cosas: sale adelante si nadie dice qué daño haría.',
  'fits.approval': 'Para casi todo: cada quien marca todo lo que le vale, sin adivinar quién va delante.',
  'fits.irv': 'Para un cargo con varias candidaturas: la última cae, ronda a ronda.',
  'fits.stv': 'Para consejos y equipos: las partes grandes y pequeñas del grupo tienen su puesto.',
  'fits.schulze': 'Para hallar lo que la mayoría prefiere a todo lo demás; se puede empatar.',
  'fits.copeland': 'Para un torneo rápido: cada opción contra cada otra, gana quien más vence.',
  'fits.star': 'Cuando las opciones gustan más o menos: primero estrellas, luego segunda vuelta entre las dos mejores.',
  'fits.score': 'Para comparar ideas en una misma escala, donde cuenta la suma.',
  'fits.majority-judgment': 'Para juzgar cada opción por sí misma, con palabras; las notas extremas no pesan más.',
  'fits.budget': 'Para presupuestos participativos: la gente elige proyectos, el dinero dice cuántos.',
  'fits.quadratic':
    'Para cuestiones que importan mucho a unos pocos: el segundo voto a lo mismo cuesta más que el primero.',
}
