import type { BudgetRule, Tally } from '../api/shapes.ts'
import { TallyBar } from '../components/tally-bar.tsx'
import { approximate } from '../format/fraction.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import { sayExact } from './exact.ts'

type Round = Tally['outcome']['rounds'][number]
type Bought = { readonly option: string; readonly cost: number; readonly payment: NonNullable<Round['payment']> }

/** Equal shares, purchase by purchase: who pays, how much, and what is left with everybody. */
export function SharesRounds({ rule, tally }: { rule: BudgetRule; tally: Tally }) {
  const { t, formats } = useI18n()
  const { rounds, selected, ranking } = tally.outcome
  const costs = new Map(rule.options.map(({ id, cost }) => [id, cost]))
  const bought = rounds.flatMap(({ elected: [option], payment }): Bought[] =>
    option !== undefined && payment ? [{ option, cost: costs.get(option) ?? 0, payment }] : [],
  )
  const [first] = bought
  if (!first) {
    return <p className="small">{t(selected.length > 0 ? 'results.plainSupport' : 'results.nothingBought')}</p>
  }
  const left = ranking.flat().filter(option => !bought.some(one => one.option === option))
  const isPerPoint = rule.ballot.type !== 'approval' && rule.ballot.type !== 'choose-1'
  return (
    <div className="stack-tight">
      <p className="small">{t('results.everybodyHas', { share: sayExact(formats, first.payment.share) })}</p>
      <ol className="rounds">
        {bought.map(one => (
          <li key={one.option} className="stack-tight">
            <Purchase {...one} isPerPoint={isPerPoint} total={totalOf(bought)} />
          </li>
        ))}
      </ol>
      {left.length > 0 ? <p className="small">{t('results.notBought', { options: formats.list(left) })}</p> : null}
      <details>
        <summary>{t('results.asTable')}</summary>
        <PurchaseTable bought={bought} isPerPoint={isPerPoint} />
      </details>
    </div>
  )
}

/** All the money that everybody together began with. */
function totalOf([first]: readonly Bought[]): number {
  return first ? first.cost + (approximate(first.payment.left) ?? 0) : 0
}

function Purchase({ option, cost, payment, isPerPoint, total }: Bought & { isPerPoint: boolean; total: number }) {
  const { t, formats } = useI18n()
  const { price, full, short, spent, left } = payment
  const pays = { people: sayExact(formats, full), price: sayExact(formats, price) }
  const rest = approximate(left) ?? 0
  return (
    <>
      <p className="row-apart">
        <strong>{option}</strong>
        <span className="number soft">{t('results.costs', { cost: formats.number(cost) })}</span>
      </p>
      <ul className="small payers">
        <li>{t(isPerPoint ? 'results.payPerPoint' : 'results.payFull', pays)}</li>
        {short === '0' ? null : <li>{t('results.payRest', { people: sayExact(formats, short) })}</li>}
        {spent === '0' ? null : <li>{t('results.payNothing', { people: sayExact(formats, spent) })}</li>}
      </ul>
      <TallyBar counts={[{ option: 'left', amount: rest }]} total={total} thin />
      <p className="small soft number">{t('results.leftTogether', { left: sayExact(formats, left) })}</p>
    </>
  )
}

function PurchaseTable({ bought, isPerPoint }: { bought: readonly Bought[]; isPerPoint: boolean }) {
  const { t, formats } = useI18n()
  const heads = [
    t('results.option'),
    t('results.cost'),
    t(isPerPoint ? 'results.pricePoint' : 'results.priceEach'),
    t('results.inFull'),
    t('results.withRest'),
    t('results.withNothing'),
    t('results.left'),
  ]
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys
    <section className="scroll-aside" aria-label={t('results.shares')} tabIndex={0}>
      <table className="pairs">
        <thead>
          <tr>
            {heads.map(head => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {bought.map(({ option, cost, payment: { price, full, short, spent, left } }) => (
            <tr key={option}>
              <th scope="row">{option}</th>
              <td className="number">{formats.number(cost)}</td>
              {Object.entries({ price, full, short, spent, left }).map(([name, fraction]) => (
                <td key={name} className="number">
                  {sayExact(formats, fraction)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
