import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useApi } from '../api/api-context.ts'
import { groupQuery } from '../api/queries.ts'
import type { Member } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { KeptWritings } from '../components/kept-writings.tsx'
import { Failure } from '../components/states.tsx'
import { useKeptWritings } from '../components/use-kept-writings.ts'
import { useDeviceKey } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useOutbox } from '../live/live-context.tsx'
import { useMe } from '../use-me.ts'

/** Somebody who asked to join: a steward admits them; where members vouch, each member may. */
export function PendingMember({ member }: { member: Member }) {
  const { t } = useI18n()
  const { isActive, mayGovern } = useMe()
  const { deviceKey, own } = useDeviceKey()
  const { outbox } = useOutbox()
  const api = useApi()
  const queries = useQueryClient()
  const { data: group } = useRead(groupQuery(api))
  const answering = useMutation({
    mutationFn: async (answer: 'admit' | 'vouch') => {
      if (!deviceKey || !group) throw new Error('no key on this device')
      const { admit, vouch } = await import('../signing/invitation.ts')
      if (answer === 'vouch') return vouch({ api, member: deviceKey, group: group.id, own, outbox }, member.key)
      const { id } = await admit(api, deviceKey, { group: group.id, member: member.key })
      return { id, isKept: false }
    },
    onSuccess: () => {
      queries.invalidateQueries({ queryKey: ['members'] })
      queries.invalidateQueries({ queryKey: ['endorsements'] })
    },
  })
  const isWaiting = useKeptWritings('member/vouched', member.key).waiting.length > 0
  const mayVouch = isActive && group?.admission === 'vouched'
  return (
    <li>
      <span className="row">
        <strong>{member.name}</strong>
        {group?.vouchesNeeded ? (
          <span className="small soft number">
            {t('vouch.progress', { vouchers: member.vouchers, count: group.vouchesNeeded })}
          </span>
        ) : null}
      </span>
      <span className="row">
        {mayVouch && !answering.isSuccess && !isWaiting ? (
          <Button look="quiet" isDisabled={answering.isPending} onPress={() => answering.mutate('vouch')}>
            {t('members.vouch')}
          </Button>
        ) : null}
        {mayGovern ? (
          <Button look="quiet" isDisabled={answering.isPending} onPress={() => answering.mutate('admit')}>
            {t(answering.isPending ? 'members.admitting' : 'members.admit')}
          </Button>
        ) : null}
      </span>
      <KeptWritings kind="member/vouched" about={member.key} />
      {answering.data?.isKept === false && answering.variables === 'vouch' ? (
        <span className="small soft">{t('members.vouched')}</span>
      ) : null}
      {answering.error ? <Failure error={answering.error} /> : null}
    </li>
  )
}
