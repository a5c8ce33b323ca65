import { useApi } from '../api/api-context.ts'
import { memberQuery } from '../api/assembly-queries.ts'
import type { Group } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Notice } from '../components/states.tsx'
import { TallyBar } from '../components/tally-bar.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { useMe } from '../use-me.ts'

/** Somebody has asked to join: what happens next, and where members vouch, how many have. */
export function WaitingToJoin({ group }: { group: Group }) {
  const { t } = useI18n()
  const { session } = useMe()
  const needed = group.vouchesNeeded
  if (!session || needed === null) return <Notice title={t('join.pending')}>{t('join.pendingNext')}</Notice>
  return <Vouches memberKey={session.key} needed={needed} />
}

function Vouches({ memberKey, needed }: { memberKey: string; needed: number }) {
  const { t } = useI18n()
  const { data: member } = useRead(memberQuery(useApi(), memberKey))
  return (
    <Notice title={t('join.pending')}>
      {member ? (
        <>
          <TallyBar counts={[{ option: 'vouchers', amount: member.vouchers }]} total={needed} />
          <span className="number">{t('vouch.progress', { vouchers: member.vouchers, count: needed })}</span>
          <span>{t('vouch.ask', { name: member.name })}</span>
        </>
      ) : null}
      <span>{t('join.pendingNext')}</span>
    </Notice>
  )
}
