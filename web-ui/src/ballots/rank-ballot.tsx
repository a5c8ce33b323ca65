import { SelectField } from '../components/select-field.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { type RankForm, rankAt } from './ballot-form.ts'

/** A place for each option that one ranks. */
export function RankBallot({
  ballot,
  rank,
  onChange,
}: {
  ballot: RankForm
  rank: readonly string[]
  onChange(rank: string[]): void
}) {
  const { t } = useI18n()
  const isFull = rank.length >= ballot.places
  const ranked = [...ballot.options].sort((a, b) => order(rank, a.id) - order(rank, b.id))
  return (
    <div className="stack">
      {ranked.map(({ id }) => {
        const place = rank.indexOf(id) + 1
        const open = Math.min(ballot.places, isFull || place > 0 ? rank.length : rank.length + 1)
        const places = Array.from({ length: place > 0 || !isFull ? open : 0 }, (_, i) => i + 1)
        return (
          <SelectField
            key={id}
            label={id}
            value={String(place)}
            choices={[
              ['0', t('vote.unranked')],
              ...places.map(p => [String(p), t('vote.rank', { place: p })] as const),
            ]}
            onChange={chosen => onChange(rankAt(rank, id, Number(chosen)))}
          />
        )
      })}
    </div>
  )
}

function order(rank: readonly string[], option: string): number {
  const place = rank.indexOf(option)
  return place === -1 ? Number.MAX_SAFE_INTEGER : place
}
