import t from 'tap'
import { keysOfEvent, readLiveEvent } from '../../web-ui/src/live/keys-of-event.ts'
import { hashField, invitationLink, pathOfHash } from '../../web-ui/src/routes.ts'

t.test('an entry makes stale what it is about, and nothing else', async t => {
  t.same(keysOfEvent({ kind: 'ballot/cast', subject: 'p1' }), [['proposals'], ['proposal', 'p1']])
  t.ok(keysOfEvent({ kind: 'delegation/given', subject: null }).some(([key]) => key === 'delegations'))
  t.same(keysOfEvent({ kind: 'review/given', subject: 'd1' }), [['drafts'], ['draft', 'd1'], ['due']])
  t.same(keysOfEvent({ kind: 'objection/raised', subject: 'p1' }), [
    ['objections', 'p1'],
    ['proposals'],
    ['proposal', 'p1'],
    ['due'],
    ['activity'],
  ])
  t.same(keysOfEvent({ kind: 'argument/made', subject: 'p1' }), [['arguments', 'p1'], ['activity']])
  t.same(keysOfEvent({ kind: 'offer/published', subject: null }), [['offers'], ['activity']])
  t.ok(keysOfEvent({ kind: 'mandate/issued', subject: null }).some(([key]) => key === 'federation-proposals'))
  t.same(keysOfEvent({ kind: 'something/new', subject: null }), [])
})

t.test('messages of the stream', async t => {
  t.same(readLiveEvent('{"position":7,"kind":"ballot/cast","subject":"p1"}'), { kind: 'ballot/cast', subject: 'p1' })
  t.same(readLiveEvent('{"kind":"member/joined"}'), { kind: 'member/joined', subject: null })
  t.equal(readLiveEvent('peer'), undefined)
  t.equal(readLiveEvent('null'), undefined)
})

t.test('links keep their secret behind the #', async t => {
  t.equal(pathOfHash('#/setup?token=abc'), '/setup#token=abc')
  t.equal(pathOfHash('#/'), '/')
  t.equal(pathOfHash('#content'), undefined)
  t.equal(pathOfHash('#//elsewhere?x=1'), undefined)
  const link = new URL(invitationLink('http://192.168.1.5:4000', 'ab'))
  t.equal(link.pathname, '/join')
  t.equal(link.search, '')
  t.equal(hashField(link.hash, 'invite'), 'ab')
  t.equal(hashField('', 'invite'), undefined)
})
