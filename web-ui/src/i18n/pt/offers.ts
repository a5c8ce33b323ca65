import type { offers as english } from '../en/offers.ts'
import type { Translated } from '../messages.ts'

export const offers: Translated<typeof english> = {
  'offers.title': 'Ofertas à nossa volta',
  'offers.show': 'Mostrar',
  'offers.all': 'Tudo',
  'offers.offer': 'Oferece-se',
  'offers.need': 'Precisa-se',
  'offers.none': 'Agora ninguém oferece nem pede nada.',
  'offers.noneNext': 'Aqui aparece o que os grupos têm a mais ou precisam, assim que o dizem.',
  'offers.from': 'de {name}',
  'offers.quantity': '{quantity} {unit}',
  'offers.until': 'até {when}',
  'offers.distance': 'a {distance}',
}
