import type { setup as english } from '../en/setup.ts'
import type { Translated } from '../messages.ts'

export const setup: Translated<typeof english> = {
  'setup.title': 'Un grupo nuevo',
  'setup.about':
    'Lo fundas tú y eres su primera persona administradora. Lo que pongas aquí lo puede cambiar el grupo más tarde.',
  'setup.noGroup': 'Este nodo todavía no tiene ningún grupo.',
  'setup.noGroupNext': 'Abre el enlace que el nodo mostró al arrancar: te hace la primera persona administradora.',
  'setup.done': 'Este nodo ya tiene un grupo.',
  'setup.group': 'El grupo',
  'setup.name': '¿Cómo se llama el grupo?',
  'setup.purpose': '¿Para qué?',
  'setup.purposeHint': 'Una o dos frases. Es lo primero que leen quienes llegan.',
  'setup.language': 'Idioma del grupo',
  'setup.place': '¿Dónde? (opcional)',
  'setup.placeHint':
    'Latitud y longitud como las muestra un mapa: 41.40, 2.16. Solo se guarda con unos 20 kilómetros de precisión.',
  'setup.placeBad': 'Dos números con una coma en medio: 41.40, 2.16.',
  'setup.admission': '¿Cómo se entra?',
  'setup.admission.invited.about': 'Los miembros con derecho a invitar hacen un enlace.',
  'setup.admission.open.about': 'Puede entrar quien abra esta página en vuestra red.',
  'setup.admission.approved.about': 'Quien lo pide espera el sí de la administración.',
  'setup.admission.vouched.about': 'Quien lo pide espera a que tres miembros respondan por esa persona.',
  'setup.reading': '¿Quién puede leer propuestas y resultados?',
  'setup.reading.members': 'Los miembros',
  'setup.reading.anyone': 'Cualquiera de la red',
  'setup.rollCall': '¿Quién verá quién ha votado qué?',
  'setup.rollCallHint': 'Una votación puede ocultar más que esto, nunca menos.',
  'setup.active': '¿A quién cuentan los quórums?',
  'setup.activeAll': 'Todos los miembros',
  'setup.activeDays': {
    one: 'Quien haya hecho algo en el último día',
    other: 'Quien haya hecho algo en los últimos {count} días',
  },
  'setup.you': 'Tú',
  'setup.founder': '¿Cómo te llaman?',
  'setup.send': 'Fundar el grupo',
  'setup.sending': 'Haciendo tu clave y firmando…',
  'setup.needName': 'El grupo necesita un nombre.',
  'setup.needFounder': 'Tú también necesitas un nombre.',
}
