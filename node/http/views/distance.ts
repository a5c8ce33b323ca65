const ALPHABET = '0123456789bcdefghjkmnpqrstuvwxyz'
const EARTH_KM = 6371

/** The distance between the middles of two geohashes, in whole kilometres; null where one is none. */
export function distanceKm(a: string, b: string): number | null {
  const from = middleOf(a)
  const to = middleOf(b)
  if (!from || !to) return null
  const radians = (degrees: number) => (degrees * Math.PI) / 180
  const halfNorth = Math.sin(radians(to.latitude - from.latitude) / 2)
  const halfEast = Math.sin(radians(to.longitude - from.longitude) / 2)
  // Haversine: no poles and no antipodes among neighbours, but it would bear them.
  const chord = halfNorth ** 2 + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * halfEast ** 2
  return Math.round(2 * EARTH_KM * Math.asin(Math.min(1, Math.sqrt(chord))))
}

/** Source: https://en.wikipedia.org/wiki/Geohash (bits in turn: longitude, latitude). */
function middleOf(geohash: string): { latitude: number; longitude: number } | undefined {
  const longitudes: [number, number] = [-180, 180]
  const latitudes: [number, number] = [-90, 90]
  let isLongitude = true
  for (const letter of geohash) {
    const value = ALPHABET.indexOf(letter)
    if (value < 0) return undefined
    for (let bit = 4; bit >= 0; bit--) {
      const range = isLongitude ? longitudes : latitudes
      const middle = (range[0] + range[1]) / 2
      if ((value >> bit) & 1) range[0] = middle
      else range[1] = middle
      isLongitude = !isLongitude
    }
  }
  return { latitude: (latitudes[0] + latitudes[1]) / 2, longitude: (longitudes[0] + longitudes[1]) / 2 }
}
