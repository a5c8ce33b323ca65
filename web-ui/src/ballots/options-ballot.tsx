import { useState } from 'react'
import { blankChoice } from '../../../protocol/governance/blank-choice.ts'
import type { Choice } from '../../../protocol/governance/choice.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import type { MethodRule } from '../api/shapes.ts'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/states.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'
import { ApproveBallot } from './approve-ballot.tsx'
import { type Ballot, ballotOf } from './ballot-form.ts'
import { PointsBallot } from './points-ballot.tsx'
import { RankingBallot } from './ranking-ballot.tsx'
import { ScaleBallot } from './scale-ballot.tsx'

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
  const blank = blankChoice(rule)
  if (!ballot || !choice) return <Notice title={t('vote.unknownMethod')}>{t('vote.unknownMethodNext')}</Notice>
  return (
    <div className="stack">
      <Control ballot={ballot} choice={choice} onChange={setChoice} />
      <Button wide isDisabled={isSending || !ballot.isComplete(choice)} onPress={() => onVote(choice)}>
        {t(cast ? 'vote.change' : 'vote.send')}
      </Button>
      {isRefusal(blank) ? null : (
        <Button wide look="quiet" isDisabled={isSending} onPress={() => onVote(blank)}>
          {t('vote.blank')}
        </Button>
      )}
    </div>
  )
}

function Control({ ballot, choice, onChange }: { ballot: Ballot; choice: Choice; onChange(choice: Choice): void }) {
  if (ballot.kind === 'approve' && 'approve' in choice) {
    return <ApproveBallot ballot={ballot} marked={choice.approve} onChange={approve => onChange({ approve })} />
  }
  if (ballot.kind === 'points' && 'points' in choice && ballot.scale !== 'line') {
    return <ScaleBallot ballot={ballot} points={choice.points} onChange={points => onChange({ points })} />
  }
  if (ballot.kind === 'points' && 'points' in choice) {
    return <PointsBallot ballot={ballot} points={choice.points} onChange={points => onChange({ points })} />
  }
  if (ballot.kind === 'rank' && 'rank' in choice) {
    return (
      <RankingBallot
        options={ballot.options}
        places={ballot.places}
        mayShare={false}
        tiers={choice.rank.map(option => [option])}
        onChange={tiers => onChange({ rank: tiers.flat() })}
      />
    )
  }
  if (ballot.kind === 'tiers' && 'tiers' in choice) {
    return (
      <RankingBallot
        options={ballot.options}
        places={ballot.options.length}
        mayShare
        tiers={choice.tiers}
        onChange={tiers => onChange({ tiers })}
      />
    )
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
