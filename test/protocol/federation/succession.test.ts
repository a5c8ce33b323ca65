import t from 'tap'
import { author } from '../../../protocol/author.ts'
import { cidOfBytes } from '../../../protocol/bytes/cid.ts'
import { followedKeys, type HeldLog } from '../../../protocol/federation/followed-keys.ts'
import { type NodeReplacement, replacementBytes } from '../../../protocol/federation/node-replacement.ts'
import { keyAt, latestKey, openInSuccession, successionOf } from '../../../protocol/federation/succession.ts'
import { termsOf } from '../../../protocol/group/amending.ts'
import type { CharterAmended } from '../../../protocol/group/charter-entries.ts'
import { signCheckpoint } from '../../../protocol/log/checkpoint.ts'
import { decodeEntry, encodeSignedEntry } from '../../../protocol/log/entry.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { accepted, charterFor, type Person, person } from '../../support/test-core.ts'
import { FEDERATION_TERMS } from '../../support/test-federation.ts'

const id = cidOfBytes(new Uint8Array(1))
const [first, second, third, ada] = [person('first'), person('second'), person('third'), person('Ada')]
const charter = charterFor('Water council', ada, first.key, { members: 'groups', federation: FEDERATION_TERMS })
const noteOf = (by: Person, size: number) => signCheckpoint({ log: id, size, root: new Uint8Array(32) }, by.signer)

function replaced(from: Person, to: Person, size: number): NodeReplacement {
  const terms = { group: id, replaces: from.key, node: to.key, standing: noteOf(from, size) }
  return { ...terms, signatures: [{ by: ada.key, signature: ada.signer.sign(replacementBytes(terms)) }] }
}

t.test('each key writes from the end of the history that was let stand', async t => {
  const succession = accepted(successionOf({ id, charter }, [replaced(first, second, 7), replaced(second, third, 9)]))
  t.equal(latestKey(succession), third.key)
  t.same(
    [0, 6, 7, 8, 9, 100].map(index => keyAt(succession, index)),
    [first, first, second, second, third, third].map(({ key }) => key),
  )
  const opens = (by: Person, size: number) => !isRefusal(openInSuccession(noteOf(by, size), id, succession))
  t.ok(opens(first, 7) && opens(second, 8) && opens(second, 9) && opens(third, 10))
  t.notOk(opens(first, 8), 'the former key signs nothing after what stands')
  t.notOk(opens(second, 7), 'nor the new one anything before')
  t.notOk(opens(second, 10))
})

t.test('keys follow one another, each after the one before has written', async t => {
  const codeOf = (...list: NodeReplacement[]) => {
    const answer = successionOf({ id, charter }, list)
    return isRefusal(answer) ? answer.code : null
  }
  t.equal(codeOf(), null)
  t.equal(codeOf(replaced(first, second, 0)), 'node/bad-replacement', 'a history without a charter')
  t.equal(codeOf(replaced(first, second, 7), replaced(second, third, 7)), 'node/bad-replacement')
  t.equal(codeOf(replaced(second, third, 9)), 'node/bad-replacement')
})

t.test(
  'a federation that has changed its stewards gives its node a new key by those, and shows its charter',
  async t => {
    const ben = person('Ben')
    type Ground = CharterAmended['by']
    const motion: Ground = { type: 'motion', motion: id }
    const amendedBy = (node: Person, stewards: readonly Person[], seq: number, by: Ground = motion, log = id) => {
      const terms = { ...termsOf(charter), stewards: stewards.map(({ key }) => key) }
      const authoring = { log, at: 1_000, seq, salt: new Uint8Array(16) }
      return encodeSignedEntry(author('charter/amended', { amends: id, terms, by }, authoring, node.signer))
    }
    const amended = amendedBy(first, [ben], 2)
    const given = (
      by: Person,
      shown?: Uint8Array,
      [from, to, size]: readonly [Person, Person, number] = [first, second, 7],
    ) => {
      const terms = { group: id, replaces: from.key, node: to.key, standing: noteOf(from, size) }
      const signatures = [{ by: by.key, signature: by.signer.sign(replacementBytes(terms)) }]
      return { ...terms, ...(shown ? { amended: shown } : {}), signatures }
    }
    const codeOf = (...list: NodeReplacement[]) => {
      const answer = successionOf({ id, charter }, list)
      return isRefusal(answer) ? answer.code : null
    }
    t.equal(codeOf(given(ben, amended)), null)
    t.equal(codeOf(given(ben)), 'node/bad-replacement', 'nothing shows that he is a steward')
    t.equal(codeOf(given(ada, amended)), 'node/bad-replacement', 'she is none any more')
    t.equal(codeOf(given(ben, amendedBy(third, [ben], 2))), 'node/bad-replacement', 'by a key that never spoke for it')
    t.equal(
      codeOf(given(ben, amendedBy(first, [ben], 2, motion, cidOfBytes(new Uint8Array(2))))),
      'node/bad-replacement',
    )
    t.equal(codeOf(given(ben, amendedBy(first, [ben], 2, { type: 'vote', proposal: id }))), 'charter/by-council')

    const again = (by: Person, shown?: Uint8Array) => codeOf(given(ben, amended), given(by, shown, [second, third, 9]))
    t.equal(again(ben, amended), null)
    t.equal(again(ada, amendedBy(second, [ada], 1)), null)
    t.equal(again(ada), 'node/bad-replacement', 'nor does a later one go back to the charter before')
    t.equal(again(ada, amendedBy(first, [ada], 1)), 'node/bad-replacement')
  },
)

t.test('who keeps a copy of the log follows the stewards that it names, over the charter that it holds', async t => {
  const ben = person('Ben')
  const amendedTo = (stewards: readonly Person[], seq: number, by = first) => {
    const terms = { ...termsOf(charter), stewards: stewards.map(({ key }) => key) }
    const body = { amends: id, terms, by: { type: 'motion' as const, motion: id } }
    const signed = author('charter/amended', body, { log: id, at: 1_000, seq, salt: new Uint8Array(16) }, by.signer)
    return { entry: accepted(decodeEntry(signed)).id, bytes: encodeSignedEntry(signed), terms }
  }
  const [toBen, madeUp] = [amendedTo([ben], 1), amendedTo([ben], 2)]
  const given = (size: number, by: readonly Person[], shown?: Uint8Array): NodeReplacement => {
    const { signatures: _, ...terms } = replaced(first, second, size)
    const message = replacementBytes(terms)
    const signatures = by.map(({ key, signer }) => ({ by: key, signature: signer.sign(message) }))
    return { ...terms, ...(shown ? { amended: shown } : {}), signatures }
  }
  /** A copy of so many entries, whose charter was amended at a place. */
  const copyOf = (size: number, at?: number, root = new Uint8Array(32)): HeldLog => ({
    size,
    charters: () => [
      { from: 0, entry: id, charter },
      ...(at === undefined ? [] : [{ from: at, entry: toBen.entry, charter: toBen.terms }]),
    ],
    replacements: [],
    rootOf: () => root,
  })
  const follows = (told: NodeReplacement, held: HeldLog, trusted: readonly NodeReplacement[] = []) =>
    followedKeys([told], held, trusted).length === 1
  const byAda = given(7, [ada])
  const byBen = given(7, [ben], toBen.bytes)
  t.ok(follows(byAda, copyOf(7)) && follows(byAda, copyOf(3)) && follows(byBen, copyOf(9, 6)))
  t.notOk(follows(byBen, copyOf(7)), 'a copy that says nothing of it')
  t.notOk(follows(byBen, copyOf(3)), 'nor yet')
  t.notOk(follows(byAda, copyOf(9, 6)), 'who is no steward any more')
  t.notOk(follows(byAda, copyOf(9, 8)), 'even over what was before')
  t.notOk(follows(given(7, [ben], madeUp.bytes), copyOf(9, 6)), 'another amendment than the one that is held')
  t.ok(follows(given(7, [ben], madeUp.bytes), copyOf(9, 6, new Uint8Array(32).fill(1))), 'but in another history')

  t.ok(follows(byBen, copyOf(3), [byBen]), 'by which the federation came to be known')
  t.notOk(follows(byBen, copyOf(7), [byBen]), 'until the log says otherwise')
  const later = replaced(second, third, 12)
  t.same(followedKeys([byBen, later], copyOf(9, 6)), [byBen], 'of several keys those that it bears out')
  t.same(followedKeys([byAda, later], { ...copyOf(9, 6), replacements: [byAda] }), [byAda], 'or has taken in before')
})
