export const offers = {
  'offers.title': 'Offers around us',
  'offers.show': 'Show',
  'offers.all': 'Everything',
  'offers.offer': 'Offered',
  'offers.need': 'Needed',
  'offers.none': 'Nobody offers or asks for anything now.',
  'offers.noneNext': 'What groups can spare or need appears here as soon as they say so.',
  'offers.from': 'from {name}',
  'offers.quantity': '{quantity} {unit}',
  'offers.until': 'until {when}',
  'offers.distance': '{distance} away',
} as const
