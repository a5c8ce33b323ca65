import fc from 'fast-check'
import t from 'tap'
import { editAfter, editBetween, placeAfter, type TextEdit } from '../../web-ui/src/cowriting/text-edit.ts'

const applied = (text: string, { at, removed, inserted }: TextEdit) =>
  text.slice(0, at) + inserted + text.slice(at + removed)

const words = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '🌳'), maxLength: 12 })

t.test('what was typed is found from before and after, whatever it was', async () => {
  fc.assert(
    fc.property(words, words, fc.nat({ max: 24 }), (before, after, caret) => {
      const edit = editBetween(before, after, Math.min(caret, after.length))
      return (edit ? applied(before, edit) : before) === after && (edit?.inserted.isWellFormed() ?? true)
    }),
  )
})

t.test('of letters side by side, the new one is where the caret is', async t => {
  t.same(editBetween('aa', 'aaa', 1), { at: 0, removed: 0, inserted: 'a' })
  t.same(editBetween('aa', 'aaa', 2), { at: 1, removed: 0, inserted: 'a' })
  t.same(editBetween('aa', 'aaa', 3), { at: 2, removed: 0, inserted: 'a' })
  t.same(editBetween('🌳', '🌲', 2), { at: 0, removed: 2, inserted: '🌲' }, 'a sign is never cut in two')
  t.equal(editBetween('same', 'same', 2), undefined)
})

t.test('what was composed goes where it was typed, though others wrote meanwhile', async t => {
  const typed = { at: 6, removed: 0, inserted: 'に' }
  t.equal(applied('Hi Hello World', editAfter(typed, { at: 0, removed: 0, inserted: 'Hi ' })), 'Hi Hello にWorld')
  t.equal(applied('Hello World!', editAfter(typed, { at: 11, removed: 0, inserted: '!' })), 'Hello にWorld!')
  t.equal(applied('Hend', editAfter(typed, { at: 1, removed: 10, inserted: 'end' })), 'Hにend')
  const removing = { at: 2, removed: 6, inserted: '' }
  t.equal(
    applied('Helloo World', editAfter(removing, { at: 5, removed: 0, inserted: 'o' })),
    'Heo World',
    'theirs stays',
  )
  fc.assert(
    fc.property(words, words, words, (before, mine, theirs) => {
      const [own, other] = [editBetween(before, mine, mine.length), editBetween(before, theirs, theirs.length)]
      if (!own) return true
      const { at, removed } = editAfter(own, other)
      return at >= 0 && removed >= 0 && at + removed <= theirs.length
    }),
  )
})

t.test('a place moves with what others write before it, and stays otherwise', async t => {
  t.equal(placeAfter([{ insert: 'Hi ' }], 5), 8)
  t.equal(placeAfter([{ retain: 5 }, { insert: '!' }], 5), 5, 'at the very place: it comes after')
  t.equal(placeAfter([{ retain: 7 }, { insert: '!' }], 5), 5)
  t.equal(placeAfter([{ retain: 1 }, { delete: 2 }], 5), 3)
  t.equal(placeAfter([{ retain: 1 }, { delete: 9 }], 5), 1)
  t.equal(placeAfter([{ delete: 2 }, { insert: 'abc' }, { retain: 2 }, { delete: 1 }], 5), 5)
})
