import { useMutation, useQueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useEffect, useState } from 'react'
import type { Choice } from '../../../protocol/governance/choice.ts'
import { useApi } from '../api/api-context.ts'
import { isCode } from '../api/problem.ts'
import { ballotKeyQuery, myBallotQuery, paperQuery } from '../api/queries.ts'
import type { Proposal } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { RefusedNotice } from '../components/refused-notice.tsx'
import { Failure, Notice, Waiting } from '../components/states.tsx'
import { useNow } from '../components/use-now.ts'
import { useDeviceKey } from '../device-key-context.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { readBallots } from '../kept-ballots.ts'
import { useOutbox } from '../live/live-context.tsx'
import { useMe } from '../use-me.ts'
import { castVote } from '../vote.ts'
import { choiceName } from '../vote-name.ts'
import { isYesOrNo } from '../yes-or-no.ts'
import { ReceiptDisclosure } from './receipt-disclosure.tsx'
import { VoteButtons } from './vote-buttons.tsx'

const ConsentBallot = lazy(() => import('./consent-ballot.tsx').then(m => ({ default: m.ConsentBallot })))
const OptionsBallot = lazy(() => import('./options-ballot.tsx').then(m => ({ default: m.OptionsBallot })))

/** My vote on a proposal: the control while it is open, what I cast, and its receipt. */
export function BallotCard({ proposal }: { proposal: Proposal }) {
  const { t, formats } = useI18n()
  const me = useMe()
  const { deviceKey, own } = useDeviceKey()
  const { outbox, waiting, refused } = useOutbox()
  const api = useApi()
  const queries = useQueryClient()
  const now = useNow()
  const isCountingPaper = proposal.state === 'open' && proposal.paper !== null && now > proposal.closesAtMs
  const isOpen = proposal.state === 'open' && !isCountingPaper
  const belongs = me.isActive || me.isLeaving
  const mayVote = belongs && isOpen
  const mine = useRead({ ...myBallotQuery(api, proposal.id), enabled: belongs })
  const ballotKey = useRead({ ...ballotKeyQuery(api, proposal.id), enabled: mayVote, retry: false })
  const paper = useRead({ ...paperQuery(api, proposal.id), enabled: me.isActive && isOpen && proposal.paper !== null })
  const [isChanging, setChanging] = useState(false)
  const [isSignerLoading, setSignerLoading] = useState(true)
  useEffect(() => {
    // What signs is here before the control is: a vote has to be signed even when the connection is gone by then.
    const loaded = () => setSignerLoading(false)
    if (mayVote) import('../signing/sign-ballot.ts').then(loaded, loaded)
  }, [mayVote])
  const vote = useMutation({
    mutationFn: (choice: Choice) => {
      if (!deviceKey) throw new Error('no key on this device')
      const { id, title } = proposal
      return castVote({ api, queries, outbox, storage: own }, deviceKey, { proposal: id, title, choice })
    },
    onSuccess: () => {
      setChanging(false)
      queries.invalidateQueries({ queryKey: ['due'] })
      queries.invalidateQueries({ queryKey: ['my-ballot', proposal.id] })
      queries.invalidateQueries({ queryKey: ['proposal', proposal.id] })
    },
  })

  const kept = readBallots(own).find(ballot => ballot.proposal === proposal.id)
  const answer = refused.find(({ id }) => id === kept?.id)
  const isWaiting = kept !== undefined && waiting.some(({ id }) => id === kept.id)
  // What waits to be sent is newer than what the node has.
  const cast = isWaiting ? kept : (mine.data ?? null)
  if (me.isLoading) return <Waiting />
  if (!isOpen && !cast && !answer) return null
  return (
    <section className="card" aria-labelledby="your-vote">
      <h2 id="your-vote">{t('proposal.yourVote')}</h2>
      {body()}
    </section>
  )

  function body() {
    if (!me.session) return <Notice title={t('vote.visitor')}>{t('vote.visitorNext')}</Notice>
    if (!belongs) return <Notice title={t('vote.pending')} />
    if (isCode(ballotKey.error, 'ballot/key-replaced')) return lostKey()
    if (isCode(ballotKey.error, 'ballot/not-entitled')) return <Notice title={t('vote.notInElectorate')} />
    if (paper.data?.isMine) return <Notice title={t('paper.mine')}>{t('paper.mineNext')}</Notice>
    if (mine.isPending || (mayVote && (ballotKey.isPending || isSignerLoading))) return <Waiting />
    return (
      <div className="stack">
        {answer ? <RefusedNotice answer={answer} text="" onRead={() => outbox.read(answer.id)} /> : null}
        {cast ? castNotice(cast.choice) : null}
        {isOpen && cast && !isChanging ? (
          <p>
            <Button look="quiet" onPress={() => setChanging(true)}>
              {t('vote.change')}
            </Button>
          </p>
        ) : null}
        {isOpen && (!cast || isChanging) ? control() : null}
        {vote.isPending ? (
          <p role="status" className="soft">
            {t('vote.sending')}
          </p>
        ) : null}
        {vote.error ? <Failure error={vote.error} /> : null}
        {cast && !isWaiting ? <ReceiptDisclosure entry={cast.id} name={proposal.title} /> : null}
      </div>
    )
  }

  /** The new key has no place in this vote; what the lost one cast stands. */
  function lostKey() {
    return (
      <div className="stack">
        {cast ? (
          <Notice tone="good" title={t('vote.counted', { choice: choiceName(t, formats, cast.choice) })} />
        ) : null}
        <Notice title={t('lost.ballot')}>{t(cast ? 'lost.ballotStands' : 'lost.ballotNext')}</Notice>
      </div>
    )
  }

  function castNotice(choice: Choice) {
    const sentence = t(isWaiting ? 'vote.cast' : 'vote.counted', { choice: choiceName(t, formats, choice) })
    return (
      <Notice tone={isWaiting ? 'warn' : 'good'} title={sentence}>
        <span className="small">{isWaiting ? t('vote.kept') : isOpen ? t('vote.mayChange') : null}</span>
      </Notice>
    )
  }

  function control() {
    const rule = proposal.methodRule
    const send = (choice: Choice) => vote.mutate(choice)
    const held = { cast: cast?.choice, isSending: vote.isPending, onVote: send }
    return (
      <>
        <Suspense fallback={<Waiting />}>
          {rule.method === 'consent' ? (
            <ConsentBallot proposal={proposal.id} {...held} />
          ) : isYesOrNo(rule.method) ? (
            <VoteButtons {...held} />
          ) : (
            <OptionsBallot rule={rule} {...held} />
          )}
        </Suspense>
        {proposal.rollCall === 'voter' ? <p className="soft small">{t('vote.secret')}</p> : null}
      </>
    )
  }
}
