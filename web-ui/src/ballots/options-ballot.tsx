import { useState } from 'react'
import type { Choice } from '../../../protocol/governance/choice.ts'
import type { MethodRule } from '../api/shapes.ts'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ApproveBallot } from './approve-ballot.tsx'
import { type Ballot, ballotOf } from './ballot-form.ts'
import { PointsBallot } from './points-ballot.tsx'
import { RankBallot } from './rank-ballot.tsx'
import { TiersBallot } from './tiers-ballot.tsx'

/** The ballot of a method with options: marks, points or ranks, sent by one button. */
export function OptionsBallot({
  rule,
  cast,
  isSending,
  onVote,
}: {
  rule: MethodRule
  cast: Choice | undefined
  isSending: boolean
  onVote(choice: Choice): void
}) {
  const { t } = useI18n()
  const ballot = ballotOf(rule)
  const [choice, setChoice] = useState<Choice | undefined>(cast ?? (ballot && emptyChoice(ballot)))
  if (!ballot || !choice) return <Notice title={t('vote.unknownMethod')}>{t('vote.unknownMethodNext')}</Notice>
  return (
    <div className="stack">
      <Control ballot={ballot} choice={choice} onChange={setChoice} />
      <Button wide isDisabled={isSending || !ballot.isComplete(choice)} onPress={() => onVote(choice)}>
        {t(cast ? 'vote.change' : 'vote.send')}
      </Button>
    </div>
  )
}

function Control({ ballot, choice, onChange }: { ballot: Ballot; choice: Choice; onChange(choice: Choice): void }) {
  if (ballot.kind === 'approve' && 'approve' in choice) {
    return <ApproveBallot ballot={ballot} marked={choice.approve} onChange={approve => onChange({ approve })} />
  }
  if (ballot.kind === 'points' && 'points' in choice) {
    return <PointsBallot ballot={ballot} points={choice.points} onChange={points => onChange({ points })} />
  }
  if (ballot.kind === 'rank' && 'rank' in choice) {
    return <RankBallot ballot={ballot} rank={choice.rank} onChange={rank => onChange({ rank })} />
  }
  if (ballot.kind === 'tiers' && 'tiers' in choice) {
    return <TiersBallot ballot={ballot} tiers={choice.tiers} onChange={tiers => onChange({ tiers })} />
  }
  return null
}

function emptyChoice(ballot: Ballot): Choice {
  switch (ballot.kind) {
    case 'approve':
      return { approve: [] }
    case 'points':
      return { points: [] }
    case 'rank':
      return { rank: [] }
    case 'tiers':
      return { tiers: [] }
  }
}
