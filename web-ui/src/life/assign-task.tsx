import { useApi } from '../api/api-context.ts'
import { membersQuery } from '../api/queries.ts'
import type { FollowUp } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Failure } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'
import { useSigning } from './use-signing.ts'

/** Who may give a task on chooses whose it is; whoever may not can take what is nobody's. */
export function AssignTask({ proposal, task }: { proposal: string; task: FollowUp['tasks'][number] }) {
  const { t } = useI18n()
  const { session, isActive, mayReview } = useMe()
  const { data: members = [] } = useRead(membersQuery(useApi()))
  const assign = useSigning([['follow-up', proposal], ['due']])
  const { id, assignee, by, done } = task
  if (done || !isActive || !session) return null
  const give = (to: string) =>
    assign.mutate(({ assignTask }, { api, member, group }) =>
      assignTask(api, member, group, { task: id, assignee: to }),
    )
  const mayGive = assignee === session.key || by === session.key || mayReview
  const people = members.filter(({ state }) => state === 'active').map(({ key, name }) => [key, name] as const)
  return (
    <>
      {mayGive ? (
        <SelectField<string>
          label={t('after.assign')}
          value={assignee ?? ''}
          choices={[['', t('after.nobody')], ...people]}
          onChange={give}
        />
      ) : assignee === null ? (
        <p>
          <Button look="link" isDisabled={assign.isPending} onPress={() => give(session.key)}>
            {t('after.take')}
          </Button>
        </p>
      ) : null}
      {assign.error ? <Failure error={assign.error} /> : null}
    </>
  )
}
