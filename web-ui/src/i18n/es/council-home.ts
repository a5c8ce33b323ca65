import type { councilHome as english } from '../en/council-home.ts'
import type { Translated } from '../messages.ts'

export const councilHome: Translated<typeof english> = {
  'home.waits': 'A la espera del consejo',
  'home.nothing': 'Ahora nada espera respuesta del consejo.',
  'home.away': {
    one: 'Hace más de un día que falta un nodo: {names}',
    other: 'Hace más de un día que faltan {count} nodos: {names}',
  },
  'home.lost': {
    one: 'Se perdió una entrada al sustituir nuestro nodo: {name}',
    other: 'Se perdieron {count} entradas al sustituir nuestro nodo: {name}',
  },
  'home.handIn': 'Hay entradas del nodo anterior por entregar: {name}',
  'home.vacant': {
    one: 'Nadie representa en el consejo a {names}',
    other: '{count} grupos no tienen a nadie en el consejo: {names}',
  },
}
