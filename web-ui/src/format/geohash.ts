const ALPHABET = '0123456789bcdefghjkmnpqrstuvwxyz'

/** "41.40, 2.16" as latitude and longitude in degrees; undefined for anything else. */
export function parseCoordinates(text: string): readonly [latitude: number, longitude: number] | undefined {
  const found = /^\s*(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(text)
  if (!found) return undefined
  const [latitude, longitude] = [Number(found[1]), Number(found[2])]
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? [latitude, longitude] : undefined
}

/** The geohash of a place, cut to `length` characters: four are about 20 by 39 km. */
export function geohash([latitude, longitude]: readonly [number, number], length = 4): string {
  const limits = { latitude: [-90, 90], longitude: [-180, 180] } satisfies Record<string, [number, number]>
  let text = ''
  for (let character = 0; character < length; character++) {
    let bits = 0
    for (let bit = 0; bit < 5; bit++) {
      const isEven = (character * 5 + bit) % 2 === 0
      const range = isEven ? limits.longitude : limits.latitude
      const value = isEven ? longitude : latitude
      const [low = 0, high = 0] = range
      const middle = (low + high) / 2
      bits = (bits << 1) | (value >= middle ? 1 : 0)
      range[value >= middle ? 0 : 1] = middle
    }
    text += ALPHABET[bits]
  }
  return text
}
