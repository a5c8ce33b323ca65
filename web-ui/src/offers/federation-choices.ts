import { useApi } from '../api/api-context.ts'
import { federationsQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'

/** Federations that the group is a member of: what it may speak to. */
export function useFederationChoices(): readonly (readonly [id: string, name: string])[] {
  const { data: federations = [] } = useRead(federationsQuery(useApi()))
  return federations.filter(({ role }) => role === 'member').map(({ id, name }) => [id, name] as const)
}
