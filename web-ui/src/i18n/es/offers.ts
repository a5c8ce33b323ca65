import type { offers as english } from '../en/offers.ts'
import type { Translated } from '../messages.ts'

export const offers: Translated<typeof english> = {
  'offers.title': 'Ofertas cercanas',
  'offers.show': 'Mostrar',
  'offers.all': 'Todo',
  'offers.offer': 'Se ofrece',
  'offers.need': 'Se necesita',
  'offers.none': 'Nadie ofrece ni pide nada ahora.',
  'offers.noneNext': 'Aquí aparece lo que los grupos tienen de sobra o necesitan, en cuanto lo dicen.',
  'offers.from': 'de {name}',
  'offers.quantity': '{quantity} {unit}',
  'offers.until': 'hasta el {when}',
  'offers.distance': 'a {distance}',
}
