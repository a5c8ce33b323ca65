import { lazy, Suspense } from 'react'
import type { MethodRule, Tally } from '../api/shapes.ts'
import { sayShare } from '../format/fraction.ts'
import { gradeName } from '../grade-name.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { voteName } from '../vote-name.ts'
import { isYesOrNo } from '../yes-or-no.ts'
import { TallyBar } from './tally-bar.tsx'

const ResultDetails = lazy(() => import('../results/result-details.tsx').then(m => ({ default: m.ResultDetails })))

/** Methods whose plain count says on how many ballots an option stands first. */
const COUNTS_FIRSTS: readonly MethodRule['method'][] = ['irv', 'stv', 'schulze', 'copeland']

type ShareCheck = Exclude<Tally['checks'][number], { what: 'objections' }>

/** How a vote stands or ended: counts, turnout, quorum, ties. */
export function TallyView({ rule, tally }: { rule: MethodRule; tally: Tally }) {
  const { t, formats } = useI18n()
  const { electorate, voters, quorum, outcome } = tally
  return (
    <div className="tally">
      {isYesOrNo(rule.method) ? <YesOrNo tally={tally} /> : <Options rule={rule} tally={tally} />}
      <p className="soft small">
        {t(tally.final ? 'decide.turnoutFinal' : 'decide.turnout', { voters, count: electorate })}
        {electorate > 0 ? ` (${formats.percent(voters / electorate)})` : ''}
        {quorum.needed > 0 ? ` · ${quorumSentence()}` : ''}
      </p>
      {tally.delegated ? null : <p className="soft small">{t('decide.passedOnLater')}</p>}
      {tally.checks.flatMap(check =>
        // Objections have a line of their own.
        check.what === 'objections' ? (
          []
        ) : (
          <p key={`${check.what} ${check.of} ${check.share}`} className={check.met ? 'soft small' : 'small'}>
            {checkSentence(check)}
          </p>
        ),
      )}
      {tally.paper ? <PaperLine paper={tally.paper} /> : null}
      {tally.objections ? <ObjectionLine objections={tally.objections} /> : null}
      {isYesOrNo(rule.method) ? null : (
        <Suspense>
          <ResultDetails rule={rule} tally={tally} />
        </Suspense>
      )}
      {tally.final
        ? outcome.ties.map(({ options, brokenBy }) => (
            <p key={options.join()} className="small">
              {t(`proposal.tie.${brokenBy}`, { options: formats.list(options) })}
            </p>
          ))
        : null}
    </div>
  )

  function checkSentence({ what, of, share, needed, reached }: ShareCheck): string {
    const values = { needed, reached, share: sayShare(share, formats.percent) }
    if (what === 'voted')
      return t(of === 'active' ? 'proposal.check.voted.active' : 'proposal.check.voted.eligible', values)
    return t(`proposal.check.for.${of}`, values)
  }

  function quorumSentence(): string {
    if (quorum.met) return t('proposal.quorumMet')
    if (tally.final) return t('proposal.quorumMissed', { voters, needed: quorum.needed })
    return t('proposal.quorumMissing', { count: quorum.needed - voters })
  }
}

/** How many voted on paper, and what became of the sheets. */
function PaperLine({ paper }: { paper: NonNullable<Tally['paper']> }) {
  const { t } = useI18n()
  const { issued, counted, spoilt, unsettled } = paper
  const said = [
    t('paper.ofThese', { counted }),
    t('paper.handedOut', { count: issued }),
    ...(spoilt > 0 ? [t('paper.countSpoilt', { count: spoilt })] : []),
    ...(unsettled > 0 ? [t('paper.countUnsettled', { count: unsettled })] : []),
  ]
  return <p className="soft small">{said.join(' · ')}</p>
}

/** How many objections stop it. */
function ObjectionLine({ objections }: { objections: NonNullable<Tally['objections']> }) {
  const { t } = useI18n()
  const { heeded, standing, upheld } = objections
  const count = heeded === 'standing' ? standing : upheld
  if (count === 0) return <p className="soft small">{t(`objection.no.${heeded}`)}</p>
  return <p className="small">{t(`objection.count.${heeded}`, { count })}</p>
}

function YesOrNo({ tally }: { tally: Tally }) {
  const { t, formats } = useI18n()
  const { electorate, quorum } = tally
  const counts = tally.counts.map(({ option, points }) => ({ option, amount: points }))
  const mark = electorate > 0 && quorum.needed > 0 ? quorum.needed / electorate : undefined
  return (
    <>
      <TallyBar counts={counts} total={electorate} mark={mark} />
      <ul className="counts">
        {counts.map(({ option, amount }) => (
          <li key={option} className={`count count-${option}`}>
            <span className="count-swatch" aria-hidden="true" />
            <span className="count-number">{formats.number(amount)}</span>
            <span>{voteName(t, option)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Options({ rule, tally }: { rule: MethodRule; tally: Tally }) {
  const { t, formats } = useI18n()
  const most = Math.max(1, ...tally.counts.map(({ points }) => points))
  const costs = new Map(rule.method === 'budget' ? rule.options.map(({ id, cost }) => [id, cost]) : [])
  const chosen = new Set(tally.outcome.selected)
  const points = new Map(tally.counts.map(({ option, points }) => [option, points]))
  const counts = tally.outcome.ranking.flat().map(option => ({ option, points: points.get(option) ?? 0 }))
  return (
    <ul className="options">
      {counts.map(({ option, points }) => {
        const cost = costs.get(option)
        return (
          <li key={option} className="option">
            <div className="row-apart">
              <span className="row">
                <strong>{option}</strong>
                {chosen.has(option) ? (
                  <span className="chip chip-for">{t(tally.final ? 'proposal.chosen' : 'proposal.ahead')}</span>
                ) : null}
              </span>
              <span className="number soft">
                {gradeOf(option) ??
                  t(COUNTS_FIRSTS.includes(rule.method) ? 'results.firsts' : 'proposal.points', { count: points })}
                {cost === undefined ? '' : ` · ${formats.number(cost)}`}
              </span>
            </div>
            {tally.grades ? null : <TallyBar counts={[{ option, amount: points }]} total={most} thin />}
          </li>
        )
      })}
    </ul>
  )

  /** Where grades decide, the middle one: their sum says nothing. */
  function gradeOf(option: string): string | undefined {
    if (!tally.grades) return undefined
    const place = tally.counts.findIndex(count => count.option === option)
    const { given = [], median = null } = tally.grades[place] ?? {}
    return median === null ? '–' : gradeName(t, median, given.length)
  }
}
