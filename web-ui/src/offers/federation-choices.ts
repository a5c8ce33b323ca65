import { useQuery } from '@tanstack/react-query'
import { useApi } from '../api/api-context.ts'
import { federationsQuery } from '../api/queries.ts'

/** Federations that the group is a member of: what it may speak to. */
export function useFederationChoices(): readonly (readonly [id: string, name: string])[] {
  const { data: federations = [] } = useQuery(federationsQuery(useApi()))
  return federations.filter(({ role }) => role === 'member').map(({ id, name }) => [id, name] as const)
}
