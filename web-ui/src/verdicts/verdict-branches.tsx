import type { VerdictGroup, VerdictTree } from '../api/shapes.ts'
import { TallyBar } from '../components/tally-bar.tsx'
import { approximate } from '../format/fraction.ts'
import { useI18n } from '../i18n/i18n-context.tsx'
import type { Translate } from '../i18n/messages.ts'
import { voteName } from '../vote-name.ts'

/** The groups below a verdict, each with its weight and position; a federation opens to its own groups. */
export function VerdictBranches({ verdict, level }: { verdict: VerdictTree; level: number }) {
  return (
    <ul className={`groups groups-level-${level}`}>
      {verdict.groups.map(group => (
        <li key={group.group}>
          <Branch group={group} level={level} />
        </li>
      ))}
    </ul>
  )
}

const POSITIONS: Readonly<Record<string, string>> = {
  for: 'branch-for',
  against: 'branch-against',
  abstain: 'branch-abstain',
  veto: 'branch-against',
}

function Branch({ group, level }: { group: VerdictGroup; level: number }) {
  const { t, formats } = useI18n()
  const { name, weight, position, counted, reason, reasonText, mandate, recounted, below } = group
  const colour = counted && position !== null ? (POSITIONS[position] ?? '') : ''
  return (
    <div className={`branch ${colour} ${mandate !== null && !counted ? 'branch-out' : ''}`}>
      <div className="row-apart">
        <span className="branch-name">{name}</span>
        <span className="weight">{t('verdict.weight', { weight: formats.decimal(approximate(weight) ?? 0) })}</span>
      </div>
      <p className="row small">
        {mandate === null && !reason ? (
          <span className="chip">{t('verdict.noPosition')}</span>
        ) : (
          <PositionChip position={position} />
        )}
        {mandate === null ? null : (
          <span className="soft">{t(recounted ? 'verdict.recounted' : 'verdict.notRecounted')}</span>
        )}
      </p>
      <Numbers group={group} />
      {counted || !reason ? null : (
        <p className="small field-error">
          {t('verdict.left', { reason: reasonOf(t, reason) ?? reasonText ?? reason })}
        </p>
      )}
      {below ? (
        <details open={level === 0}>
          <summary>{t('verdict.below', { name })}</summary>
          <div className="tree">
            <VerdictBranches verdict={below} level={level + 1} />
          </div>
        </details>
      ) : null}
    </div>
  )
}

const REASONS = {
  'mandate/missing': 'verdict.left.mandate/missing',
  'mandate/late': 'verdict.left.mandate/late',
  'mandate/wrong-weight': 'verdict.left.mandate/wrong-weight',
  'mandate/no-quorum': 'verdict.left.mandate/no-quorum',
  'mandate/bad-arithmetic': 'verdict.left.mandate/bad-arithmetic',
  'mandate/bad-signature': 'verdict.left.mandate/bad-signature',
  'mandate/no-evidence': 'verdict.left.mandate/no-evidence',
  'mandate/wrong-count': 'verdict.left.mandate/wrong-count',
  'mandate/superseded': 'verdict.left.mandate/superseded',
  'mandate/not-a-member': 'verdict.left.mandate/not-a-member',
} as const

/** Why a group does not count, in the reader's language; undefined for what the page does not know. */
function reasonOf(t: Translate, reason: string): string | undefined {
  const key = Object.entries(REASONS).find(([code]) => code === reason)?.[1]
  return key && t(key)
}

function PositionChip({ position }: { position: string | null }) {
  const { t } = useI18n()
  if (position === null) return null
  const look =
    position === 'for' ? 'chip chip-for' : position === 'against' || position === 'veto' ? 'chip chip-against' : 'chip'
  return <span className={look}>{voteName(t, position)}</span>
}

function Numbers({ group }: { group: VerdictGroup }) {
  const { t, formats } = useI18n()
  const { counts, electorate, voters, below } = group
  if (counts.length === 0) return null
  const amounts = counts.map(({ option, points }) => ({ option, amount: approximate(points) ?? 0 }))
  const total = amounts.reduce((sum, { amount }) => sum + amount, 0)
  const words = amounts.filter(({ amount }) => amount > 0)
  return (
    <div className="stack-tight">
      <TallyBar counts={amounts} total={total} thin />
      <p className="small number">
        {words.map(({ option, amount }) => `${voteName(t, option)} ${formats.decimal(amount)}`).join(' · ')}
      </p>
      {electorate > 0 && !below ? (
        <p className="small soft number">{t('verdict.turnout', { voters, count: electorate })}</p>
      ) : null}
    </div>
  )
}
