import t from 'tap'
import { handoverId } from '../../protocol/keys/handover.ts'
import { testGroup } from '../support/test-core.ts'
import { testHttp } from '../support/test-http.ts'

const ids = [1, 2, 3, 4, 5].map(byte => handoverId(new Uint8Array(32).fill(byte)))
const [taker, giver, parcel] = ['a'.repeat(64), 'b'.repeat(64), 'c'.repeat(128)]

t.test('a key goes to a second device through the node', async t => {
  await using group = await testGroup('Gràcia')
  const [alice, bob] = await group.join('Alice', 'Bob')
  if (!alice || !bob) throw new Error('nobody joined')
  await using http = await testHttp(group)
  const [token, other] = [await http.signIn(alice), await http.signIn(bob)]

  await t.test('begun by a member, answered by one device, given, ended', async t => {
    const [id] = ids
    t.match((await http.post('/handovers', { id })).body, { code: 'session/bad' }, 'not by a visitor')
    t.match((await http.post('/handovers', { id }, { token })).body, { name: 'Alice', taker: null, given: null })
    const early = await http.post(`/handovers/${id}/give`, { giver, parcel }, { token })
    t.match(early.body, { code: 'handover/unknown' }, 'nothing is given before a device has answered')
    t.match((await http.post(`/handovers/${id}/claim`, { taker })).body, { taker })
    t.match((await http.post(`/handovers/${id}/claim`, { taker })).body, { taker }, 'again is no error')
    t.match((await http.post(`/handovers/${id}/claim`, { taker: giver })).body, { code: 'handover/taken' })
    const stolen = await http.post(`/handovers/${id}/give`, { giver, parcel }, { token: other })
    t.match(stolen.body, { code: 'handover/unknown' }, 'nobody gives for another')
    await http.post(`/handovers/${id}/give`, { giver, parcel }, { token })
    t.match((await http.get(`/handovers/${id}`)).body, { taker, given: { giver, parcel } })
    await http.ask('DELETE', `/handovers/${id}`, { token: other })
    t.equal((await http.get(`/handovers/${id}`)).status, 200, 'nobody ends it for another')
    t.equal((await http.ask('DELETE', `/handovers/${id}`, { token })).status, 204)
    t.match((await http.get(`/handovers/${id}`)).body, { code: 'handover/unknown' })
  })

  await t.test('a code is good for five minutes, and a new one replaces it', async t => {
    const [, second, third, fourth] = ids
    await http.post('/handovers', { id: second }, { token })
    t.match((await http.post('/handovers', { id: second }, { token: other })).body, { code: 'handover/taken' })
    await http.post('/handovers', { id: third }, { token })
    t.equal((await http.get(`/handovers/${second}`)).status, 404)
    await http.post('/handovers', { id: fourth }, { token: other })
    t.equal((await http.get(`/handovers/${third}`)).status, 200, 'of each member one at a time')
    group.clock.advance(300_001)
    t.match((await http.post(`/handovers/${third}/claim`, { taker })).body, { code: 'handover/unknown' })
  })

  await t.test('what does not have the shape is refused', async t => {
    const [, , , , id] = ids
    await http.post('/handovers', { id }, { token })
    t.match((await http.post(`/handovers/${id}/claim`, { taker: 'x' })).body, { code: 'request/bad' })
    t.match((await http.post('/handovers', { id: 'x' }, { token })).body, { code: 'request/bad' })
  })
})
