import type { councilHome as english } from '../en/council-home.ts'
import type { Translated } from '../messages.ts'

export const councilHome: Translated<typeof english> = {
  'home.waits': 'A l’espera del consell',
  'home.nothing': 'Ara res no espera resposta del consell.',
  'home.away': {
    one: 'Fa més d’un dia que falta un node: {names}',
    other: 'Fa més d’un dia que falten {count} nodes: {names}',
  },
  'home.lost': {
    one: 'S’ha perdut una entrada en substituir el nostre node: {name}',
    other: 'S’han perdut {count} entrades en substituir el nostre node: {name}',
  },
  'home.handIn': 'Hi ha entrades del node anterior per lliurar: {name}',
  'home.vacant': {
    one: 'Ningú no representa al consell {names}',
    other: '{count} grups no tenen ningú al consell: {names}',
  },
}
