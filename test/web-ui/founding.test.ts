import t from 'tap'
import { emptyFounding, forgetFounding, keepFounding, readFounding } from '../../web-ui/src/founding/founding-draft.ts'
import { isAnswered, stepAfter, stepBefore, stepOf, stepPath } from '../../web-ui/src/founding/founding-steps.ts'
import { memoryStorage } from './memory-storage.ts'

t.test('the questions of a founding follow one another, and the address says which', async t => {
  t.equal(stepOf(''), 'language')
  t.equal(stepOf('step=place'), 'place')
  t.equal(stepOf('step=elsewhere'), 'language')
  t.equal(stepPath('group', '#token=ab'), '/setup?step=group#token=ab', 'the secret stays behind the #')
  t.equal(stepAfter('language'), 'group')
  t.equal(stepBefore('language'), undefined)
  t.equal(stepAfter('you'), undefined)
})

t.test('all but the two names is answered already', async t => {
  for (const question of ['language', 'place', 'joining', 'reading', 'rollCall', 'quorums'] as const) {
    t.ok(isAnswered(question, emptyFounding), question)
  }
  t.notOk(isAnswered('group', { ...emptyFounding, name: ' ' }))
  t.notOk(isAnswered('you', emptyFounding))
  t.notOk(isAnswered('place', { ...emptyFounding, place: 'Gràcia' }))
  t.ok(isAnswered('place', { ...emptyFounding, place: '41.40, 2.16' }))
})

t.test('what was answered comes back, unless it was spoilt', async t => {
  const storage = memoryStorage()
  const draft = { ...emptyFounding, name: 'Gràcia', admission: 'open', activeDays: '90' } as const
  keepFounding(storage, draft)
  t.same(readFounding(storage), draft)
  for (const rubbish of ['{', 'null', '{}', JSON.stringify({ ...draft, admission: 'everybody' })]) {
    storage.setItem('comunal.founding', rubbish)
    t.same(readFounding(storage), emptyFounding, rubbish)
  }
  keepFounding(storage, draft)
  forgetFounding(storage)
  t.same(readFounding(storage), emptyFounding)
})
