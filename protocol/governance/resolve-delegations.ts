/** Who speaks for a voter in the end; or why nobody does, and at whom the chain of delegations ended. */
export type Voice<K> = { readonly speaker: K } | { readonly silent: Silence; readonly at: K }

/**
 * `loop`: the delegations come round in a circle; `not-cast`: the last of the chain has not voted and passes nothing on;
 * `cancelled`: the last of the chain wants nobody to speak for them.
 */
export type Silence = 'loop' | 'not-cast' | 'cancelled'

/**
 * Follows delegations to the ballots that speak for voters. A direct ballot always speaks for its own voter, whoever they
 * delegate to; a loop in which nobody has voted carries no weight. Time is linear in voters and delegations.
 * @param delegateOf to whom a voter passes their vote on: null to nobody, undefined where they have said nothing.
 * Only who is entitled may be named, or pass on.
 */
export function resolveDelegations<K>(
  voters: Iterable<K>,
  delegateOf: (voter: K) => K | null | undefined,
  hasVoted: (voter: K) => boolean,
): Map<K, Voice<K>> {
  const voices = new Map<K, Voice<K>>()
  const path = new Set<K>()
  for (const voter of voters) {
    let at = voter
    let voice = voices.get(at)
    while (!voice) {
      path.add(at)
      const delegate = hasVoted(at) ? at : delegateOf(at)
      if (delegate === at) voice = { speaker: at }
      else if (delegate === undefined) voice = { silent: 'not-cast', at }
      else if (delegate === null) voice = { silent: 'cancelled', at }
      else if (path.has(delegate)) voice = { silent: 'loop', at }
      else {
        at = delegate
        voice = voices.get(at)
      }
    }
    for (const member of path) voices.set(member, voice)
    path.clear()
  }
  return voices
}

/** How many voters each final voter speaks for besides themselves. */
export function representedBy<K>(voices: ReadonlyMap<K, Voice<K>>): Map<K, number> {
  const represented = new Map<K, number>()
  for (const [voter, voice] of voices) {
    if (!('speaker' in voice) || voice.speaker === voter) continue
    represented.set(voice.speaker, (represented.get(voice.speaker) ?? 0) + 1)
  }
  return represented
}
