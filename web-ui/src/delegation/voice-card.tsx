import { useState } from 'react'
import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { myVoiceQuery, paperQuery } from '../api/queries.ts'
import type { MyVoice, Proposal } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { Failure, Notice } from '../components/states.tsx'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import type { MessageKey } from '../i18n/messages.ts'
import { ROUTES } from '../routes.ts'
import { DelegateField, NOBODY } from './delegate-field.tsx'
import { useDelegating } from './use-delegating.ts'
import { VoteChain } from './vote-chain.tsx'

/** Where my vote on a proposal goes while I have not voted, and for how many I speak. */
export function VoiceCard({ proposal }: { proposal: Proposal }) {
  const { t } = useI18n()
  const api = useApi()
  const { data: voice } = useRead(myVoiceQuery(api, proposal.id))
  const { data: paper } = useRead({ ...paperQuery(api, proposal.id), enabled: proposal.paper !== null })
  const [isGiving, setGiving] = useState(false)
  const delegating = useDelegating()
  const isCountingPaper = proposal.paper !== null && Date.now() > proposal.closesAtMs
  const isOpen = proposal.state === 'open' && !isCountingPaper
  // Who votes on paper passes nothing on.
  if (paper?.isMine) return null
  if (!voice?.entitled || (!isOpen && !voice.delegate)) return null
  const scope = { type: 'proposal', proposal: proposal.id } as const
  const isForThis = voice.scope?.type === 'proposal'
  return (
    <section className="card" aria-labelledby="your-voice">
      <h2 id="your-voice">{t('delegation.title')}</h2>
      <div className="stack">
        <VoteChain voice={voice} />
        <WhereItGoes voice={voice} isOpen={isOpen} />
        {isOpen && voice.represents > 0 ? <p>{t('delegation.speaksFor', { count: voice.represents })}</p> : null}
        {isOpen && isGiving ? <Giving proposal={proposal.id} onDone={() => setGiving(false)} /> : null}
        {isOpen && !isGiving && !voice.voted ? (
          <p className="row">
            <Button look="quiet" onPress={() => setGiving(true)}>
              {t('delegation.give')}
            </Button>
            {isForThis ? (
              <Button look="link" isDisabled={delegating.isPending} onPress={() => delegating.mutate({ scope })}>
                {t('delegation.take')}
              </Button>
            ) : null}
          </p>
        ) : null}
        {delegating.error ? <Failure error={delegating.error} /> : null}
        <p className="small">
          <Link href={ROUTES.delegations}>{t('delegation.all')}</Link>
        </p>
      </div>
    </section>
  )
}

/** To whom my vote goes in this proposal alone. */
function Giving({ proposal, onDone }: { proposal: string; onDone(): void }) {
  const { t } = useI18n()
  const [to, setTo] = useState('')
  const delegating = useDelegating()
  const scope = { type: 'proposal', proposal } as const
  return (
    <div className="stack">
      <DelegateField value={to} onChange={setTo} />
      {delegating.error ? <Failure error={delegating.error} /> : null}
      <p className="row">
        <Button
          isDisabled={to === '' || delegating.isPending}
          onPress={() => delegating.mutate({ scope, to: to === NOBODY ? null : to }, { onSuccess: onDone })}
        >
          {t('delegation.send')}
        </Button>
        <Button look="link" onPress={onDone}>
          {t('me.cancel')}
        </Button>
      </p>
    </div>
  )
}

function WhereItGoes({ voice, isOpen }: { voice: MyVoice; isOpen: boolean }) {
  const { t } = useI18n()
  const { voted, delegate, counted, silent } = voice
  if (voted) return null
  if (!delegate) {
    return <Notice title={t(silent === 'cancelled' ? 'delegation.goesNobody' : 'delegation.notCast')} />
  }
  const name = nameOrKey(delegate.name, delegate.key)
  if (!isOpen) return <Notice title={t(counted ? 'delegation.went' : 'delegation.wentLost', { name })} />
  const key = goesKey(delegate.voted, silent)
  return (
    <Notice tone={counted ? 'good' : 'warn'} title={t(key, { name })}>
      <span className="small">{t('delegation.mayVote')}</span>
    </Notice>
  )
}

function goesKey(hasVoted: boolean, silent: MyVoice['silent']): MessageKey & `delegation.goes${string}` {
  if (hasVoted) return 'delegation.goesVoted'
  if (silent === null) return 'delegation.goesOn'
  return silent === 'loop' ? 'delegation.goesLoop' : 'delegation.goesWaiting'
}
