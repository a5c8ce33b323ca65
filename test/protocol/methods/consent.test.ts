import t from 'tap'
import { DEFAULT_CONSENSUS, decideConsensus } from '../../../protocol/governance/methods/consensus.ts'
import { decideConsent } from '../../../protocol/governance/methods/consent.ts'
import { rational } from '../../../protocol/rational.ts'

const count = (inFavour: number, against: number) => [
  { option: 'for', points: rational(inFavour) },
  { option: 'against', points: rational(against) },
  { option: 'abstain', points: rational(3) },
]

t.test('consent is there unless an objection stands, whatever the votes', async t => {
  t.equal(decideConsent(count(9, 1), 0).accepted, true)
  t.equal(decideConsent(count(1, 9), 0).accepted, true, 'against without a reason is no objection')
  t.equal(decideConsent(count(0, 0), 0).accepted, true, 'silence is consent')
  t.equal(decideConsent(count(9, 0), 1).accepted, false)
})

t.test('as many for as against is told and decides nothing', async t => {
  t.strictSame(decideConsent(count(2, 2), 0).ties, [{ options: ['for', 'against'], brokenBy: 'none' }])
})

t.test('consensus takes its threshold and no objection', async t => {
  const passes = (inFavour: number, against: number, objections: number) =>
    decideConsensus({ method: 'consensus', threshold: DEFAULT_CONSENSUS }, count(inFavour, against), objections)
  t.equal(passes(85, 15, 0).accepted, true)
  t.equal(passes(84, 15, 0).accepted, false)
  t.equal(passes(100, 0, 1).accepted, false)
})
