import type { MethodRule, Tally } from '../api/shapes.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { voteName } from '../vote-name.ts'
import { TallyBar } from './tally-bar.tsx'

/** How a vote stands or ended: counts, turnout, quorum, ties. */
export function TallyView({ rule, tally }: { rule: MethodRule; tally: Tally }) {
  const { t, formats } = useI18n()
  const { electorate, voters, quorum, outcome } = tally
  return (
    <div className="tally">
      {isYesOrNo(rule) ? <YesOrNo tally={tally} /> : <Options rule={rule} tally={tally} />}
      <p className="soft small">
        {t(tally.final ? 'decide.turnoutFinal' : 'decide.turnout', { voters, count: electorate })}
        {electorate > 0 ? ` (${formats.percent(voters / electorate)})` : ''}
        {quorum.needed > 0 ? ` · ${quorumSentence()}` : ''}
      </p>
      {outcome.ties
        .filter(tie => tie.brokenBy === 'draw')
        .map(tie => (
          <p key={tie.options.join()} className="small">
            {t('proposal.tieDraw', { options: formats.list(tie.options) })}
          </p>
        ))}
    </div>
  )

  function quorumSentence(): string {
    if (quorum.met) return t('proposal.quorumMet')
    if (tally.final) return t('proposal.quorumMissed', { voters, needed: quorum.needed })
    return t('proposal.quorumMissing', { count: quorum.needed - voters })
  }
}

export function isYesOrNo(rule: MethodRule): boolean {
  return rule.method === 'majority' || rule.method === 'supermajority' || rule.method === 'consensus'
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
  const counts = [...tally.counts].sort((a, b) => b.points - a.points)
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
                {t('proposal.points', { count: points })}
                {cost === undefined ? '' : ` · ${formats.number(cost)}`}
              </span>
            </div>
            <TallyBar counts={[{ option, amount: points }]} total={most} thin />
          </li>
        )
      })}
    </ul>
  )
}
