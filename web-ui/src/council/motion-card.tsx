import { lazy, Suspense, useState } from 'react'
import type { Motion } from '../api/shapes.ts'
import { ChangeTable } from '../charter/change-table.tsx'
import { termsIn } from '../charter/said-charter.ts'
import { ActButton } from '../components/act-button.tsx'
import { Button } from '../components/button.tsx'
import { Failure, Notice } from '../components/states.tsx'
import { TallyBar } from '../components/tally-bar.tsx'
import { useNow } from '../components/use-now.ts'
import { sayShare } from '../format/fraction.ts'
import { nameOrKey } from '../format/name-or-key.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { sayCode } from '../say-problem.ts'
import { voteName } from '../vote-name.ts'
import { MOVED, useMoving } from './use-moving.ts'

const RecountCard = lazy(() => import('../verifying/recount-card.tsx').then(m => ({ default: m.RecountCard })))
const VOTES = ['for', 'against', 'abstain'] as const

/** A motion before the council: its words, who votes how for which group, and what came of it. */
export function MotionCard({ motion }: { motion: Motion }) {
  const { id, title, text, change, state } = motion
  const headingId = `motion-${id}`
  return (
    <article className="card stack" aria-labelledby={headingId}>
      <div className="stack-tight">
        <h3 id={headingId}>{title}</h3>
        <About motion={motion} />
      </div>
      {text ? <p className="prose">{text}</p> : null}
      {change ? <ChangeTable before={termsIn(change.before)} after={termsIn(change.terms)} /> : null}
      <Result motion={motion} />
      <CameOf motion={motion} />
      {motion.mayVote ? <VoteButtons motion={motion} /> : null}
      {motion.mayWithdraw ? <Withdraw motion={motion} /> : null}
      <Voices motion={motion} />
      {state === 'open' || state === 'withdrawn' ? null : <Check motion={motion} of={headingId} />}
    </article>
  )
}

/** The count done again here; its means are fetched once somebody asks for it. */
function Check({ motion: { id, counts }, of }: { motion: Motion; of: string }) {
  const { t } = useI18n()
  const [isWanted, setWanted] = useState(false)
  return (
    <details onToggle={() => setWanted(true)}>
      <summary>{t('motions.check')}</summary>
      {isWanted ? (
        <Suspense>
          <RecountCard
            evidence={`/api/v1/council-motions/${id}/evidence`}
            proposal={id}
            shown={VOTES.map(option => ({ option, points: counts[option] }))}
            of={of}
          />
        </Suspense>
      ) : null}
    </details>
  )
}

function About({ motion }: { motion: Motion }) {
  const { t, formats } = useI18n()
  const now = useNow()
  const { state, accepted, does, by, movedAtMs, closesAtMs } = motion
  return (
    <p className="row small soft">
      {state === 'open' ? (
        <>
          <span className="chip chip-accent">{t('federation.open')}</span>
          <span>{t('time.closes', { when: formats.relative(closesAtMs, now) })}</span>
        </>
      ) : state === 'withdrawn' ? (
        <span className="chip">{t('motions.withdrawn')}</span>
      ) : (
        <span className={accepted ? 'chip chip-for' : 'chip chip-against'}>
          {t(accepted ? 'motions.carried' : 'motions.notCarried')}
        </span>
      )}
      {state === 'waiting' ? <span className="chip chip-warn">{t('verdict.waiting')}</span> : null}
      <span className="chip">{t(`motions.does.${does}`)}</span>
      <span>{t('motions.by', { name: nameOrKey(by.name, by.key), when: formats.date(movedAtMs) })}</span>
    </p>
  )
}

/** The voices in figures, with what it takes. */
function Result({ motion }: { motion: Motion }) {
  const { t, formats } = useI18n()
  const { counts, groups, quorum, rule, witnesses, state } = motion
  const said = VOTES.filter(vote => counts[vote] > 0 || vote !== 'abstain')
  const share = 'threshold' in rule.method ? sayShare(String(rule.method.threshold), formats.percent) : undefined
  const method = t(`method.${rule.method.method}`)
  return (
    <div className="stack-tight">
      <TallyBar
        counts={VOTES.map(option => ({ option, amount: counts[option] }))}
        total={Math.max(1, groups.length)}
        mark={quorum.needed / Math.max(1, groups.length)}
      />
      <p className="row small">
        {said.map(vote => (
          <span key={vote}>
            {voteName(t, vote)} <span className="number">{counts[vote]}</span>
          </span>
        ))}
      </p>
      <p className="small soft">
        {t('motions.rule', {
          method: share === undefined ? method : `${method}, ${share}`,
          voted: quorum.voted,
          count: groups.length,
          needed: quorum.needed,
        })}
      </p>
      {witnesses ? (
        <p className="small soft">
          {t(state === 'waiting' ? 'verdict.notWitnessed' : 'verdict.witnessed', {
            witnesses: witnesses.by.length,
            nodes: witnesses.of,
          })}
        </p>
      ) : null}
    </div>
  )
}

/** Of a change of the charter, whether the charter says so now. */
function CameOf({ motion: { change, accepted } }: { motion: Motion }) {
  const { t } = useI18n()
  if (!change || accepted !== true) return null
  if (change.state === 'in-force') return <Notice title={t('motions.inForce')} tone="good" />
  if (change.state !== 'refused' || change.code === null) return null
  const said = sayCode(t, change.code)
  return (
    <Notice title={t('motions.refused')} tone="warn">
      {said?.sentence} {said?.next}
    </Notice>
  )
}

function VoteButtons({ motion }: { motion: Motion }) {
  const { t } = useI18n()
  const act = useMoving(MOVED)
  return (
    <fieldset className="field">
      <legend>{t(motion.mine ? 'motions.change' : 'motions.vote')}</legend>
      <p className="row">
        {VOTES.map(vote => (
          <Button
            key={vote}
            look={motion.mine === vote ? 'main' : 'quiet'}
            aria-pressed={motion.mine === vote}
            isDisabled={act.isPending}
            onPress={() => act.mutate((acts, hand) => acts.voteOnMotion(hand, motion, vote))}
          >
            {voteName(t, vote)}
          </Button>
        ))}
      </p>
      {act.error ? <Failure error={act.error} /> : null}
    </fieldset>
  )
}

/** For who moved it, until somebody else has voted. */
function Withdraw({ motion }: { motion: Motion }) {
  const { t } = useI18n()
  const act = useMoving(MOVED)
  return (
    <ActButton act={act} look="quiet" onPress={() => act.mutate((acts, hand) => acts.withdrawMotion(hand, motion))}>
      {t('motions.withdraw')}
    </ActButton>
  )
}

const CHIPS = { for: 'chip chip-for', against: 'chip chip-against', abstain: 'chip' } as const

/** Who sits for each group, and what they said. */
function Voices({ motion: { groups } }: { motion: Motion }) {
  const { t } = useI18n()
  return (
    <details>
      <summary>{t('motions.voices')}</summary>
      <ul className="list">
        {groups.map(({ group, name, delegate, vote }) => (
          <li key={group}>
            <span className="stack-tight">
              <span>{name}</span>
              <span className="small soft">
                {delegate ? nameOrKey(delegate.name, delegate.key) : t('motions.nobody')}
              </span>
            </span>
            {vote ? (
              <span className={CHIPS[vote]}>{voteName(t, vote)}</span>
            ) : (
              <span className="small soft">{t('motions.notYet')}</span>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
