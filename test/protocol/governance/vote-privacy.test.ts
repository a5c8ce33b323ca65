import t from 'tap'
import { privacyOf, ROLL_CALLS, refusePrivacy } from '../../../protocol/governance/vote-privacy.ts'

const charter = (rollCall: (typeof ROLL_CALLS)[number], liveTally?: boolean) => ({
  privacy: { reading: 'members' as const, rollCall, ...(liveTally === undefined ? {} : { liveTally }) },
})
const PLAIN = { closesEarly: false } as const

t.test('a vote shows of itself what its charter says, and less where its proposal says so', async t => {
  t.same(privacyOf({}, charter('members')), { rollCall: 'members', liveTally: true }, 'tallies are live by default')
  t.same(privacyOf({}, charter('members', false)), { rollCall: 'members', liveTally: false })
  t.same(privacyOf({ rollCall: 'voter', liveTally: false }, charter('all')), { rollCall: 'voter', liveTally: false })
})

t.test('a proposal is never more open than the charter', async t => {
  for (const [most, allowed] of ROLL_CALLS.entries()) {
    for (const [asked, rollCall] of ROLL_CALLS.entries()) {
      const refusal = refusePrivacy({ ...PLAIN, rollCall }, charter(allowed))
      t.equal(refusal === undefined, asked <= most, `${rollCall} where the charter says ${allowed}`)
      if (refusal) t.match(refusal, { code: 'proposal/bad', detail: { field: 'rollCall' } })
    }
  }
  t.match(refusePrivacy({ ...PLAIN, liveTally: true }, charter('all', false)), { detail: { field: 'liveTally' } })
  t.equal(refusePrivacy({ ...PLAIN, liveTally: false }, charter('all')), undefined)
})

t.test('a vote that is hidden until its close does not end once it is settled: going on would tell', async t => {
  const settled = { closesEarly: 'settled' } as const
  t.match(refusePrivacy(settled, charter('all', false)), { code: 'proposal/bad', detail: { field: 'closesEarly' } })
  t.match(refusePrivacy({ ...settled, liveTally: false }, charter('all')), { detail: { field: 'closesEarly' } })
  t.equal(refusePrivacy({ closesEarly: true, liveTally: false }, charter('all')), undefined, 'everyone may have voted')
  t.equal(refusePrivacy(settled, charter('all')), undefined)
})
