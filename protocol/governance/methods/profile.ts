import { encodeCanonical } from '../../bytes/canonical.ts'
import { compareBytes } from '../../bytes/compare.ts'
import { sha256 } from '../../bytes/sha256.ts'
import { type Rational, rational } from '../../rational.ts'
import { type Choice, choiceCodec } from '../choice.ts'

/** Ballots that say the same, and what they weigh together: whole voters within a group, a fraction where groups weigh. */
export type ProfileRow = { readonly choice: Choice; readonly weight: Rational }

/** What a method that looks at whole ballots counts: each choice and its weight, in any order, none twice. */
export type Profile = readonly ProfileRow[]

/** Ballots of one voter each, those that say the same in the same words put together. */
export function profileOf(choices: Iterable<Choice>): Profile {
  return weightedProfileOf(alone())

  function* alone() {
    for (const choice of choices) yield { choice, weight: 1 }
  }
}

/** Ballots of whole voters, one or several each, those that say the same in the same words put together. */
export function weightedProfileOf(ballots: Iterable<{ readonly choice: Choice; readonly weight: number }>): Profile {
  const alike = new Map<string, { readonly choice: Choice; voters: number }>()
  for (const { choice, weight } of ballots) {
    const words = JSON.stringify(choice)
    const row = alike.get(words)
    if (row) row.voters += weight
    else alike.set(words, { choice, voters: weight })
  }
  return [...alike.values()].map(({ choice, voters }) => ({ choice, weight: rational(voters) }))
}

/**
 * What a closing says of ballots that it does not repeat: SHA-256 over the canonical bytes of
 * `[[choice, weight], …]`, in the ascending order of the bytes of the choices. The weights are whole.
 */
export function profileDigest(profile: Profile): Uint8Array {
  const rows = profile
    .map(({ choice, weight }) => ({ choice: choiceCodec.encode(choice), bytes: bytesOf(choice), weight }))
    .sort((a, b) => compareBytes(a.bytes, b.bytes))
    .map(({ choice, weight }) => [choice, wholeWeight(weight)])
  return sha256(encodeCanonical(rows))
}

/** A weight of whole voters as a number; a fraction, or what no integer says exactly, is a broken invariant and throws. */
export function wholeWeight([numerator, denominator]: Rational): number {
  const weight = Number(numerator)
  if (denominator !== 1n || !Number.isSafeInteger(weight)) throw new RangeError('not a weight of whole voters')
  return weight
}

function bytesOf(choice: Choice): Uint8Array {
  return encodeCanonical(choiceCodec.encode(choice))
}
