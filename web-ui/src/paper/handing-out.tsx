import { useState } from 'react'
import { useApi } from '../api/api-context.ts'
import { membersQuery } from '../api/queries.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { SelectField } from '../components/select-field.tsx'
import { Failure } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { usePaperSigning } from './use-paper-signing.ts'

/** A steward hands a member a sheet, or takes an unused one back. */
export function HandingOut({ proposal, isVoting }: { proposal: string; isVoting: boolean }) {
  const { t } = useI18n()
  const { data: members = [] } = useRead(membersQuery(useApi()))
  const [voter, setVoter] = useState('')
  const [said, setSaid] = useState('')
  const sign = usePaperSigning(proposal, () => setVoter(''))
  const people = members.filter(({ state }) => state === 'active').map(({ key, name }) => [key, name] as const)
  const name = people.find(([key]) => key === voter)?.[1] ?? ''
  const issue = () =>
    sign.mutate(({ issueSheet }, { api, member, group }) => issueSheet(api, member, group, { proposal, voter }), {
      onSuccess: () => setSaid(t('paper.handed', { name })),
    })
  const takeBack = () =>
    sign.mutate(({ takeSheetBack }, { api, member, group }) => takeSheetBack(api, member, group, { proposal, voter }), {
      onSuccess: () => setSaid(t('paper.taken', { name })),
    })
  const isDisabled = sign.isPending || voter === ''
  return (
    <div className="stack-tight">
      <SelectField<string>
        label={t('paper.voter')}
        value={voter}
        choices={[['', t('paper.choose')], ...people]}
        onChange={setVoter}
      />
      <p className="row">
        {isVoting ? (
          <Button look="quiet" isDisabled={isDisabled} onPress={issue}>
            {t('paper.hand')}
          </Button>
        ) : null}
        <Button look="quiet" isDisabled={isDisabled} onPress={takeBack}>
          {t('paper.takeBack')}
        </Button>
      </p>
      {sign.error ? <Failure error={sign.error} /> : null}
      <p role="status" className="small soft">
        {sign.isSuccess ? said : ''}
      </p>
    </div>
  )
}
