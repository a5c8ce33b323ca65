import { useApi } from '../api/api-context.ts'
import { groupQuery, membersQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import type { Said } from './said-charter.ts'

/** How charters are said on this page. */
export function useSaid(): Said {
  const { t, formats } = useI18n()
  const api = useApi()
  const { data: group } = useRead(groupQuery(api))
  const { data: members = [] } = useRead(membersQuery(api))
  return {
    t,
    formats,
    memberCount: group?.memberCount ?? 0,
    nameOf: key => nameOrKey(members.find(member => member.key === key)?.name, key),
  }
}
