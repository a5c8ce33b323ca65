import { readFileSync } from 'node:fs'
import { parseRational, type Rational } from '../../protocol/rational.ts'
import { IBERIAN_COMMONS } from '../resources.ts'

/** A group of people and how its members will vote. */
export type GroupScenario = {
  readonly name: string
  readonly place: string
  readonly weight: Rational
  readonly for: number
  readonly against: number
}

export type FederationScenario = {
  readonly name: string
  readonly place: string
  readonly weight: Rational
  readonly groups: readonly GroupScenario[]
}

/** Three federations in an assembly, and the question that is put to all of them. */
export type Scenario = {
  readonly assembly: {
    readonly name: string
    readonly place: string
    readonly threshold: Rational
    readonly quorum: Rational
  }
  readonly proposal: { readonly title: string; readonly text: string }
  readonly federations: readonly FederationScenario[]
}

type Weighed<T> = Omit<T, 'weight'> & { readonly weight: string }
type Written = {
  readonly assembly: Omit<Scenario['assembly'], 'threshold' | 'quorum'> & { threshold: string; quorum: string }
  readonly proposal: Scenario['proposal']
  readonly federations: readonly (Omit<Weighed<FederationScenario>, 'groups'> & {
    readonly groups: readonly Omit<Weighed<GroupScenario>, 'place'>[]
  })[]
}

/** Every place of a scenario in the order from the top down, each federation before its groups; level 0 is the assembly. */
export function namesOf({ assembly, federations }: Scenario): { readonly name: string; readonly level: number }[] {
  const below = federations.flatMap(({ name, groups }) => [
    { name, level: 1 },
    ...groups.map(group => ({ name: group.name, level: 2 })),
  ])
  return [{ name: assembly.name, level: 0 }, ...below]
}

/** The Iberian Commons, from `fixtures/iberian-commons.json`. */
export function iberianCommons(): Scenario {
  const { assembly, proposal, federations }: Written = JSON.parse(readFileSync(IBERIAN_COMMONS, 'utf8'))
  return {
    assembly: { ...assembly, threshold: fraction(assembly.threshold), quorum: fraction(assembly.quorum) },
    proposal,
    federations: federations.map(({ groups, ...federation }) => ({
      ...federation,
      weight: fraction(federation.weight),
      groups: groups.map(group => ({ ...group, place: federation.place, weight: fraction(group.weight) })),
    })),
  }
}

function fraction(text: string): Rational {
  const read = parseRational(text)
  if (!read) throw new Error(`the scenario says ${text}, which is no fraction`)
  return read
}
