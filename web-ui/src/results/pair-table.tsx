import type { Tally } from '../api/shapes.ts'
import { useI18n } from '../i18n/i18n-context.tsx'

type Pairs = NonNullable<Tally['pairs']>

/** Each option against each other: who is put higher by how many. */
export function PairTable({ method, tally, pairs }: { method: 'schulze' | 'copeland'; tally: Tally; pairs: Pairs }) {
  const { t, formats } = useI18n()
  const places = new Map(tally.counts.map(({ option }, place) => [option, place]))
  const options = tally.outcome.ranking.flat()
  const over = (a: string, b: string) => pairs[places.get(a) ?? -1]?.[places.get(b) ?? -1] ?? 0
  const others = (option: string) => options.filter(other => other !== option)
  const won = (option: string) => others(option).filter(other => over(option, other) > over(other, option)).length
  const level = (option: string) => others(option).filter(other => over(option, other) === over(other, option)).length
  const champion = options.find(option => won(option) === options.length - 1)
  return (
    <div className="stack-tight">
      <p className="small">
        {champion === undefined ? t(`results.noneBeatsAll.${method}`) : t('results.beatsAll', { option: champion })}
      </p>
      <p className="small soft">{t('results.pairsAbout')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keys */}
      <section className="scroll-aside" aria-label={t('results.pairs')} tabIndex={0}>
        <table className="pairs">
          <thead>
            <tr>
              <td />
              {options.map(option => (
                <th key={option} scope="col">
                  {option}
                </th>
              ))}
              <th scope="col">{t('results.won')}</th>
            </tr>
          </thead>
          <tbody>
            {options.map(option => (
              <tr key={option}>
                <th scope="row">{option}</th>
                {options.map(other => (
                  <Duel
                    key={other}
                    isSelf={option === other}
                    inFavour={over(option, other)}
                    against={over(other, option)}
                  />
                ))}
                <td className="number">
                  <strong>{formats.number(won(option))}</strong>
                  {level(option) > 0 ? (
                    <span className="soft"> {t('results.level', { count: level(option) })}</span>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  )
}

function Duel({ isSelf, inFavour, against }: { isSelf: boolean; inFavour: number; against: number }) {
  const { formats } = useI18n()
  if (isSelf) return <td className="pair-self">–</td>
  const look = inFavour > against ? 'pair-won' : inFavour < against ? 'pair-lost' : ''
  return (
    <td className={`number ${look}`}>
      {formats.number(inFavour)} : {formats.number(against)}
    </td>
  )
}
