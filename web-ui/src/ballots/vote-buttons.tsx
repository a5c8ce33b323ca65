import { ToggleButton } from 'react-aria-components/ToggleButton'
import type { Choice, Vote } from '../../../protocol/governance/choice.ts'
import { AbstainIcon, AgainstIcon, ForIcon } from '../components/icons.tsx'
import { useI18n } from '../i18n/i18n-context.tsx'

const VOTES = [
  ['for', ForIcon],
  ['against', AgainstIcon],
  ['abstain', AbstainIcon],
] as const satisfies readonly (readonly [Vote, () => unknown])[]

/** Yes, no or abstain: one touch votes. */
export function VoteButtons({
  cast,
  isSending,
  names,
  onVote,
}: {
  cast: Choice | undefined
  isSending: boolean
  /** What the three answers are called here; as in any vote where left out. */
  names?: Readonly<Record<Vote, string>>
  onVote(choice: Choice): void
}) {
  const { t } = useI18n()
  const held = cast && 'vote' in cast ? cast.vote : undefined
  return (
    <div className="vote-buttons">
      {VOTES.map(([vote, Icon]) => (
        <ToggleButton
          key={vote}
          className={`vote vote-${vote}`}
          isSelected={held === vote}
          isDisabled={isSending}
          onChange={() => onVote({ vote })}
        >
          <Icon />
          {names?.[vote] ?? t(`vote.${vote}`)}
        </ToggleButton>
      ))}
    </div>
  )
}
