import type { councilHome as english } from '../en/council-home.ts'
import type { Translated } from '../messages.ts'

export const councilHome: Translated<typeof english> = {
  'home.waits': 'À espera do conselho',
  'home.nothing': 'Agora nada espera resposta do conselho.',
  'home.away': {
    one: 'Há mais de um dia que falta um nó: {names}',
    other: 'Há mais de um dia que faltam {count} nós: {names}',
  },
  'home.lost': {
    one: 'Perdeu-se uma entrada ao substituir o nosso nó: {name}',
    other: 'Perderam-se {count} entradas ao substituir o nosso nó: {name}',
  },
  'home.handIn': 'Há entradas do nó anterior por entregar: {name}',
  'home.vacant': {
    one: 'Ninguém representa no conselho {names}',
    other: '{count} grupos não têm ninguém no conselho: {names}',
  },
}
