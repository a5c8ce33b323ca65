import fc from 'fast-check'
import t from 'tap'
import { cidOfBytes } from '../../../protocol/bytes/cid.ts'
import {
  changeBytes,
  checkSignatures,
  checkTermsOf,
  sameTerms,
  stewardChanges,
  termsOf,
  withTerms,
} from '../../../protocol/group/amending.ts'
import type { CharterTerms } from '../../../protocol/group/charter.ts'
import { leastForCharter } from '../../../protocol/group/charter-vote.ts'
import { verifySignature } from '../../../protocol/keys/verify.ts'
import { rational } from '../../../protocol/rational.ts'
import { charterFor, person } from '../../support/test-core.ts'

const [anna, biel, carla] = [person('Anna'), person('Biel'), person('Carla')]
const node = person('the node')
const group = cidOfBytes(new Uint8Array([1]))
const council = charterFor('Orchard', anna, node.key, {
  stewards: [anna.key, biel.key, carla.key],
  threshold: 2,
})
const change = { amends: group, terms: { ...termsOf(council), name: 'Old orchard' } }

/** Terms that differ from the founding ones in some of what can be amended. */
const terms: fc.Arbitrary<CharterTerms> = fc
  .record(
    {
      name: fc.string({ minLength: 1, maxLength: 40 }),
      threshold: fc.integer({ min: 1, max: 3 }),
      place: fc.constantFrom(null, 'ezjm'),
      federatedProposals: fc.constantFrom('open-at-once' as const, 'steward-opens' as const),
    },
    { requiredKeys: [] },
  )
  .map(some => ({ ...termsOf(council), ...some }))

t.test('an amendment leaves founder, node and what the group is of as they were', async t => {
  fc.assert(
    fc.property(terms, next => {
      const amended = withTerms(council, next)
      return (
        amended.founder === council.founder &&
        amended.node === council.node &&
        amended.members === council.members &&
        sameTerms(termsOf(amended), next)
      )
    }),
  )
  t.equal(checkTermsOf(council, termsOf(council))?.code, 'charter/same')
})

t.test('what contradicts itself is refused, whoever signs it', async t => {
  const next = termsOf(council)
  const codes = [
    { ...next, stewards: [] },
    { ...next, stewards: [anna.key] },
    { ...next, stewards: [anna.key, anna.key] },
    { ...next, stewards: [anna.key, node.key] },
    { ...next, decisions: { ...next.decisions, quorum: rational(3, 2) } },
  ].map(changed => checkTermsOf(council, changed)?.code)
  t.same(codes, Array(5).fill('charter/bad'))
  const unsound = { ...next, stewards: [anna.key, '00'.repeat(32) as typeof anna.key], threshold: 1 }
  t.equal(checkTermsOf(council, unsound)?.code, 'member/bad-key')
})

t.test('as many stewards have to sign as the charter in force says, each once, and just this change', async t => {
  const people = [anna, biel, carla, person('a stranger')]
  const signed = (who: typeof anna, of = change) => ({
    by: who.key,
    signature: who.signer.sign(changeBytes(group, of)),
  })
  const judge = (signatures: Parameters<typeof checkSignatures>[0], of = change) =>
    checkSignatures(signatures, of, { id: group, charter: council }, verifySignature)?.code
  t.equal(judge([signed(anna), signed(carla)]), undefined)
  t.equal(judge([signed(anna)]), 'charter/too-few-signatures')
  t.equal(judge([signed(anna), signed(anna)]), 'charter/bad-signature')
  const other = { ...change, terms: { ...change.terms, name: 'Mine' } }
  t.equal(judge([signed(anna), signed(biel)], other), 'charter/bad-signature')
  const all = people.map(who => signed(who))
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(3)), chosen => {
      const signatures = chosen.flatMap(i => all[i] ?? [])
      const isEnough = chosen.length >= 2 && !chosen.includes(3)
      return (judge(signatures) === undefined) === isEnough
    }),
    { numRuns: 20 },
  )
})

t.test('whom an amendment makes stewards, and who is none any more', async t => {
  const { appointed, dismissed } = stewardChanges([anna.key, biel.key], [biel.key, carla.key])
  t.same({ appointed, dismissed }, { appointed: [carla.key], dismissed: [anna.key] })
})

t.test(
  'a vote on the charter asks for two thirds and half of the members, or for more where the group usually does',
  async t => {
    const least = (decisions: typeof council.decisions) => {
      const { method, quorum } = leastForCharter({ decisions })
      return { method, quorum: String(quorum) }
    }
    const twoThirds = { method: 'supermajority', threshold: rational(2, 3) }
    t.same(least({ method: { method: 'majority' }, quorum: rational(0) }), { method: twoThirds, quorum: '1,2' })
    const consensus = { method: 'consensus', threshold: rational(85, 100) } as const
    t.same(least({ method: consensus, quorum: rational(3, 4) }), { method: consensus, quorum: '3,4' })
    const consent = { method: 'consent' } as const
    t.same(least({ method: consent, quorum: rational(1, 3) }), { method: consent, quorum: '1,2' })
  },
)
