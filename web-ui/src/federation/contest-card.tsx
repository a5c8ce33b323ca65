import { useState } from 'react'
import { Link } from 'wouter'
import { useApi } from '../api/api-context.ts'
import { federationsQuery, groupQuery } from '../api/queries.ts'
import type { Contest, Federation, FederationProposal } from '../api/shapes.ts'
import { useRead } from '../api/use-read.ts'
import { Button } from '../components/button.tsx'
import { Field } from '../components/field.tsx'
import { Failure } from '../components/states.tsx'
import { approximate } from '../format/fraction.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { verdictPath } from '../routes.ts'
import { useMe } from '../use-me.ts'
import { groundName } from './ground-name.ts'
import { RaiseVeto } from './raise-veto.tsx'
import { CONTESTED, useContesting } from './use-contesting.ts'

/** The clauses of a question, who vetoes them, what came of it, and what one can do about it. */
export function ContestCard({ proposal }: { proposal: FederationProposal }) {
  const { t } = useI18n()
  const { mayGovern } = useMe()
  const { data: federations } = useRead(federationsQuery(useApi()))
  const { data: group } = useRead(groupQuery(useApi()))
  const { verdict, overrides, state, answers } = proposal
  const contest = verdict?.contest ?? null
  const federation = federations?.find(({ id }) => id === proposal.federation)
  const isOfGroup = mayGovern && federation?.role === 'member' && group !== undefined
  const own = contest?.vetoes.find(veto => veto.group === group?.id)
  const isYesOrNo = verdict?.weighted.some(({ option }) => option === 'against') ?? false
  const mayVeto = isOfGroup && state === 'open' && !own && !answers && !overrides && isYesOrNo
  if (!contest && !overrides && !mayVeto) return null
  return (
    <section className="card" aria-labelledby="contest">
      <h2 id="contest">{t('contest.title')}</h2>
      {overrides ? (
        <p>
          <Link href={verdictPath(overrides)}>{t('contest.isRevote')}</Link>
        </p>
      ) : null}
      {contest ? <Clauses contest={contest} /> : null}
      {contest?.vetoes.map(veto => (
        <Veto key={veto.id} proposal={proposal} contest={contest} veto={veto} isOwn={isOfGroup && veto.id === own?.id}>
          {federation}
        </Veto>
      ))}
      {mayVeto && federation ? <RaiseVeto proposal={proposal} grounds={federation.vetoGrounds} /> : null}
    </section>
  )
}

const STANDINGS = {
  open: 'chip',
  holds: 'chip chip-for',
  suspended: 'chip chip-warn',
  falls: 'chip chip-against',
} as const

function Clauses({ contest }: { contest: Contest }) {
  const { t } = useI18n()
  const numbered = contest.clauses.map((clause, at) => ({ ...clause, number: at + 1 }))
  return (
    <ol className="list">
      {numbered.map(({ text, standing, number }) => (
        <li key={number}>
          <div className="stack-tight">
            <p className="prose">{text === null ? t('contest.whole') : `§ ${number}. ${text}`}</p>
            {standing === 'open' ? null : (
              <p className="row small">
                <span className={STANDINGS[standing]}>{t(`contest.${standing}`)}</span>
              </p>
            )}
          </div>
        </li>
      ))}
    </ol>
  )
}

type VetoProps = {
  proposal: FederationProposal
  contest: Contest
  veto: Contest['vetoes'][number]
  isOwn: boolean
  children: Federation | undefined
}

function Veto({ proposal, contest, veto, isOwn, children: federation }: VetoProps) {
  const { t, formats } = useI18n()
  const { mayGovern } = useMe()
  const { name, ground, reason, evidence, clauses, state, offered, agreed } = veto
  const { mediationEndsMs, override } = contest
  const shown = agreed ? offered.filter(({ id }) => id === agreed) : offered.slice(-1)
  const share = formats.percent(approximate(override.share) ?? 0)
  const numbers = clauses.map(clause => `§ ${clause + 1}`).join(', ')
  const isMediated = state === 'mediation'
  return (
    <article className="stack-tight">
      <h3>
        {contest.clauses.length > 1 ? t('contest.vetoOf', { name, clauses: numbers }) : t('contest.vetoBy', { name })}
      </h3>
      <p className="row small">
        <span className="chip chip-warn">{groundName(t, ground)}</span>
        <span className="chip">{t(`contest.state.${state}`)}</span>
      </p>
      <p className="prose">{reason}</p>
      <ul className="small">
        {evidence.map(({ text, source }) => (
          <li key={source}>
            {text}: <span className="prose">{source}</span>
          </li>
        ))}
      </ul>
      {isMediated && mediationEndsMs !== null ? (
        <p className="small soft">{t('contest.until', { when: formats.dateTime(mediationEndsMs), share })}</p>
      ) : null}
      {override.revote ? (
        <p>
          <Link href={verdictPath(override.revote)}>{t('contest.revote', { share })}</Link>
        </p>
      ) : null}
      {shown.map(({ id, text }) => (
        <div key={id}>
          <p className="small soft">{t(agreed ? 'contest.agreed' : 'contest.offered')}</p>
          <p className="prose">{text}</p>
        </div>
      ))}
      {isOwn && (isMediated || state === 'raised') ? <Settle proposal={proposal} veto={veto} /> : null}
      {isMediated && federation?.role === 'seat' && mayGovern ? <Mediate proposal={proposal} veto={veto.id} /> : null}
    </article>
  )
}

function Settle({ proposal, veto }: { proposal: FederationProposal; veto: Contest['vetoes'][number] }) {
  const { t } = useI18n()
  const settle = useContesting(CONTESTED)
  const offer = veto.offered.at(-1)
  return (
    <>
      {settle.error ? <Failure error={settle.error} /> : null}
      <p className="row">
        {offer ? (
          <Button
            isDisabled={settle.isPending}
            onPress={() =>
              settle.mutate(({ agreeOnVeto }, { api, member }) => agreeOnVeto(api, member, proposal, veto.id, offer.id))
            }
          >
            {t('contest.agree')}
          </Button>
        ) : null}
        <Button
          look="quiet"
          isDisabled={settle.isPending}
          onPress={() =>
            settle.mutate(({ withdrawVeto }, { api, member }) => withdrawVeto(api, member, proposal, veto.id))
          }
        >
          {t('contest.withdraw')}
        </Button>
      </p>
    </>
  )
}

function Mediate({ proposal, veto }: { proposal: FederationProposal; veto: string }) {
  const { t } = useI18n()
  const [text, setText] = useState('')
  const mediate = useContesting(CONTESTED, () => setText(''))
  return (
    <div className="stack-tight">
      <Field
        label={t('contest.agreement')}
        hint={t('contest.agreementHint')}
        value={text}
        onChange={setText}
        maxLength={4_000}
        lines={2}
      />
      {mediate.error ? <Failure error={mediate.error} /> : null}
      <p>
        <Button
          look="quiet"
          isDisabled={mediate.isPending || !text.trim()}
          onPress={() =>
            mediate.mutate(({ mediateVeto }, { api, member }) => mediateVeto(api, member, proposal, veto, text.trim()))
          }
        >
          {t('contest.offer')}
        </Button>
      </p>
    </div>
  )
}
