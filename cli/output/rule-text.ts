import type { ProposalInfo } from '../../node/client/shapes.ts'
import { type Condition, conditionsOf } from '../../protocol/governance/conditions.ts'
import { count } from './words.ts'

/** What decides a proposal or a draft, as the API has it. */
export type StatedRule = Pick<ProposalInfo, 'methodRule' | 'quorum' | 'quorumOf' | 'closesEarly' | 'activeDays'> & {
  readonly thresholds: ProposalInfo['thresholds'] | null
}

type Rule = ProposalInfo['methodRule']

const WINS: Readonly<Record<Exclude<Rule['method'], 'majority' | 'supermajority' | 'consensus' | 'consent'>, string>> =
  {
    approval: 'What most approve of wins.',
    score: 'The highest sum of points wins.',
    star: 'Of the two with the most points the one wins that more people prefer.',
    'majority-judgment': 'The best middle grade wins.',
    irv: 'The weakest goes out, round by round, until one has more than half.',
    stv: 'Seats are shared out in proportion to the rankings.',
    schulze: 'What beats every other one to one wins, over the strongest paths.',
    copeland: 'What beats most others one to one wins.',
    quadratic: 'Most votes win; one costs 1 credit, two cost 4, three cost 9.',
    budget: 'The projects with the most support are funded while the money lasts.',
  }

/** The rule of a proposal said back in plain words. */
export function ruleText({ methodRule, thresholds, ...stated }: StatedRule): string {
  const { quorum, activeDays, closesEarly } = stated
  const terms = { ...stated, rule: methodRule, quorum: quorum === '0' ? null : quorum, thresholds: thresholds ?? [] }
  const conditions = conditionsOf<string>(terms)
  const said = conditions.map(conditionText).join(' and ')
  const asksOfActive = conditions.some(condition => condition.kind === 'share' && condition.of === 'active')
  return [
    ...whatWins(methodRule, said),
    ...(asksOfActive && activeDays !== null
      ? [`Active members are those who voted or wrote something in the ${count(activeDays, 'day')} before.`]
      : []),
    ...(closesEarly === false
      ? []
      : [
          `Closes as soon as ${closesEarly === 'settled' ? 'no vote could change the result' : 'everybody has voted'}.`,
        ]),
  ].join(' ')
}

function whatWins(rule: Rule, conditions: string): string[] {
  switch (rule.method) {
    case 'majority':
    case 'supermajority':
    case 'consensus':
    case 'consent':
      return [`Passes if ${conditions}.`]
    default: {
      const many = 'seats' in rule && rule.seats > 1 ? [`${rule.seats} win.`] : []
      const statusQuo = 'statusQuo' in rule ? [`Only what beats "${rule.statusQuo}" wins.`] : []
      const counts = conditions === '' ? [] : [`It counts only if ${conditions}.`]
      const wins = rule.method === 'budget' ? fundedText(rule.selection) : WINS[rule.method]
      return [wins, ...many, ...statusQuo, ...counts]
    }
  }
}

function fundedText(selection: Extract<Rule, { method: 'budget' }>['selection']): string {
  if (selection.rule !== 'equal-shares') {
    const least = selection.threshold === undefined ? '' : ` Only those with at least ${selection.threshold} points.`
    return `${WINS.budget}${selection.rule === 'greedy-no-skip' ? ' It stops at the first that does not fit.' : ''}${least}`
  }
  return [
    'Everyone has the same part of the money; a project is funded by those who want it, with their parts.',
    ...(selection.completion === 'add-one' ? ['The parts are raised while the result stays within the money.'] : []),
    ...(selection.comparison ? ['If most people get more by plain support, that stands instead.'] : []),
  ].join(' ')
}

function conditionText(condition: Condition<string>): string {
  if (condition.kind === 'more-for') return 'more are for than against'
  if (condition.kind === 'no-objection')
    return condition.heeded === 'upheld' ? 'no objection is upheld' : 'no objection stands'
  const { what, of, share } = condition
  if (of === 'cast') return `at least ${share} of the votes for or against are for`
  const does = what === 'for' ? 'are for' : 'vote'
  if (of === 'active') return `at least ${share} as many ${does} as there are active members`
  return `at least ${share} of ${what === 'for' ? 'all' : 'the'} members ${does}`
}
