import t from 'tap'
import { sameTerms, termsOf } from '../../protocol/group/amending.ts'
import type { CharterTerms } from '../../protocol/group/charter.ts'
import { rational } from '../../protocol/rational.ts'
import {
  draftOfFederation,
  type FederationTerms,
  termsOfFederation,
} from '../../web-ui/src/council/federation-draft.ts'
import { charterFor, person } from '../support/test-core.ts'

const usual: FederationTerms = { quorum: rational(1, 2), evidence: 'recount', binds: true }
const founding = (federation: FederationTerms): CharterTerms =>
  termsOf(charterFor('Barcelona', person('Ada'), person('node').key, { members: 'groups', federation }))

t.test('a form that nobody has touched says the charter to the byte, whatever it says', async t => {
  const council = { method: { method: 'majority' as const }, quorum: rational(2, 3) }
  for (const said of [{}, { witnesses: 0 }, { witnesses: 3 }, { expulsion: 'decision' as const }, { council }]) {
    const federation = { ...usual, ...said }
    const before = founding(federation)
    const after = termsOfFederation(before, federation, draftOfFederation(before, federation))
    t.ok(after && sameTerms(before, after), JSON.stringify(Object.keys(said)))
  }
})

t.test('what is changed is said, and what is no charter is none', async t => {
  const before = founding(usual)
  const draft = draftOfFederation(before, usual)
  const changed = (part: Partial<typeof draft>) => termsOfFederation(before, usual, { ...draft, ...part })
  t.match(changed({ name: ' Catalonia ' }), { name: 'Catalonia', federation: usual })
  t.match(changed({ councilQuorum: '2/3' }), { federation: { council: { quorum: rational(2, 3) } } })
  t.match(changed({ witnesses: '0' }), { federation: { witnesses: 0 } })
  for (const part of [{ name: ' ' }, { stewards: [] }, { signatures: '2' }, { witnesses: 'some' }]) {
    t.equal(changed(part), undefined, JSON.stringify(part))
  }
})
