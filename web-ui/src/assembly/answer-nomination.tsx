import { useState } from 'react'
import type { Election } from '../api/shapes.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { Failure } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useSigning } from './use-signing.ts'

type Nominee = Election['nominees'][number]

/** Whether I will stand, and what I have to say; I may say otherwise while nominations last. */
export function AnswerNomination({ election, nominee }: { election: string; nominee: Nominee }) {
  const { t } = useI18n()
  const [statement, setStatement] = useState(nominee.statement)
  const answering = useSigning([['elections']])
  const answer = (accepts: boolean) =>
    answering.mutate((acts, { api, member, group }) =>
      acts.answerNomination(api, member, group, { election, accepts, statement: statement.trim() }),
    )
  return (
    <div className="stack">
      <p>
        <strong>{t(nominee.accepts === null ? 'election.youArePutUp' : 'election.youAnswered')}</strong>
      </p>
      <Field label={t('election.statement')} value={statement} onChange={setStatement} maxLength={2_000} lines={3} />
      {answering.error ? <Failure error={answering.error} /> : null}
      <p className="row">
        <Button isDisabled={answering.isPending} onPress={() => answer(true)}>
          {t(nominee.accepts === true ? 'election.saveStatement' : 'election.accept')}
        </Button>
        {nominee.accepts === false ? null : (
          <Button look="quiet" isDisabled={answering.isPending} onPress={() => answer(false)}>
            {t('election.decline')}
          </Button>
        )}
      </p>
    </div>
  )
}
