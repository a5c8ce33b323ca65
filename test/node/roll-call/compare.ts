import type { World } from './worlds.ts'

/** Ids, keys, hashes and signatures. */
const OPAQUE = /[A-Za-z0-9+/=_-]{40,}/g

/**
 * Two answers with what tells nothing taken out. Ids, hashes and signatures follow from ballots whatever they say: where
 * the worlds have different ones they become their place in the answer and their length. Ballot keys are drawn at random, so
 * with the voters their keys change places, and the electorate, which lists them in ascending order, is put in order again.
 */
export function sameButForNames(one: string, other: string): readonly [string, string] {
  const ofTheOther = new Set(other.match(OPAQUE))
  const shared = new Set([...(one.match(OPAQUE) ?? [])].filter(name => ofTheOther.has(name)))
  const named = (text: string) => {
    const places = new Map<string, number>()
    return text.replaceAll(OPAQUE, found => {
      if (shared.has(found)) return found
      const place = places.get(found) ?? places.size
      places.set(found, place)
      return `#${place}:${found.length}`
    })
  }
  return [named(one), named(other)]
}

export function withVotersSwapped(text: string, { ballotKeys }: World): string {
  const { Berta: berta, Carles: carles } = ballotKeys
  return text.replaceAll(new RegExp(`${berta}|${carles}`, 'g'), key => (key === berta ? carles : berta))
}

export function electorateInOrder(text: string): string {
  return text.replaceAll(/"keys":\[([^\]]*)\]/g, (_, keys: string) => `"keys":[${keys.split(',').sort().join()}]`)
}

/** The places at which two worlds answer differently. */
export function differences(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): string[] {
  const places = new Set([...one.keys(), ...other.keys()])
  return [...places].filter(place => {
    const [a, b] = sameButForNames(one.get(place) ?? 'nothing', other.get(place) ?? 'nothing')
    return a !== b
  })
}
