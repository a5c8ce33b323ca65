import type { offers as english } from '../en/offers.ts'
import type { Translated } from '../messages.ts'

export const offers: Translated<typeof english> = {
  'offers.title': 'Ofertes a prop',
  'offers.show': 'Mostrar',
  'offers.all': 'Tot',
  'offers.offer': 'S’ofereix',
  'offers.need': 'Es necessita',
  'offers.none': 'Ara ningú no ofereix ni demana res.',
  'offers.noneNext': 'Aquí surt el que els grups tenen de més o necessiten, tan bon punt ho diuen.',
  'offers.from': 'de {name}',
  'offers.quantity': '{quantity} {unit}',
  'offers.until': 'fins al {when}',
  'offers.distance': 'a {distance}',
}
