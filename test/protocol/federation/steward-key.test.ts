import t from 'tap'
import { author } from '../../../protocol/author.ts'
import { cidOfBytes } from '../../../protocol/bytes/cid.ts'
import { type Council, type KeyChange, readKeyChange, signsFor } from '../../../protocol/federation/steward-key.ts'
import { verifySignature } from '../../../protocol/keys/verify.ts'
import type { BodyOf, KindName } from '../../../protocol/kinds.ts'
import { decodeEntry, encodeSignedEntry } from '../../../protocol/log/entry.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { accepted, charterFor, NOON, type Person, person } from '../../support/test-core.ts'

const id = cidOfBytes(new Uint8Array(1))
const [ada, bo, cy, eve, node] = [person('Ada'), person('Bo'), person('Cy'), person('Eve'), person('node')]
const group: Council = {
  id,
  charter: { ...charterFor('Gràcia', ada, node.key), stewards: [ada.key, bo.key, cy.key], threshold: 2 },
}

function signed<K extends KindName>(by: Person, kind: K, body: BodyOf<K>, log = id) {
  const entry = author(kind, body, { log, at: NOON, seq: 1, salt: new Uint8Array(16) }, by.signer)
  return { id: accepted(decodeEntry(entry)).id, encoded: encodeSignedEntry(entry) }
}

/** As the log of the group shows it that one key takes the place of another. */
function change(of: Person, by: Person, backers: readonly Person[], carriedOutBy = node): KeyChange {
  const asked = signed(by, 'key/asked', { member: of.key })
  const backed = backers.map(backer => signed(backer, 'key/backed', { request: asked.id }).encoded)
  const body = { request: asked.id, member: of.key, key: by.key }
  return { asked: asked.encoded, backed, replaced: signed(carriedOutBy, 'key/replaced', body).encoded }
}
const read = (given: KeyChange, council = group) => readKeyChange(given, council, [node.key], verifySignature)
const codeOf = (given: KeyChange, council = group) => {
  const key = read(given, council)
  return isRefusal(key) ? key.code : null
}
const fresh = person('another device of Bo')

t.test('as many of the other stewards as the threshold says give one of them another key', async t => {
  const held = accepted(read(change(bo, fresh, [ada, cy])))
  t.same(held, { member: bo.key, key: fresh.key })
  const after = { ...group, keys: [held] }
  t.ok(signsFor(after, fresh.key))
  t.notOk(signsFor(after, bo.key), 'and the lost one signs no more')
  t.equal(codeOf(change(bo, fresh, [ada, cy]), after), 'key/replaced', 'told twice')
})

t.test('neither a node nor too few stewards can make anybody a steward', async t => {
  t.equal(codeOf(change(bo, fresh, [])), 'key/too-few')
  t.equal(codeOf(change(bo, fresh, [ada])), 'key/too-few')
  t.equal(codeOf(change(bo, fresh, [ada, ada])), 'key/too-few', 'one is not two')
  t.equal(codeOf(change(bo, fresh, [ada, bo])), 'key/too-few', 'the lost key has no say')
  t.equal(codeOf(change(bo, fresh, [ada, eve])), 'key/too-few', 'nor has who is no steward')
  t.equal(codeOf(change(bo, fresh, [ada, cy], eve)), 'member/not-allowed', 'only the node carries it out')
  t.equal(codeOf(change(eve, fresh, [ada, cy])), 'charter/not-a-steward', 'of others nobody hears')
  const [one, other] = [change(bo, fresh, [ada, cy]), change(bo, person('a third device'), [ada, cy])]
  t.equal(codeOf({ ...one, backed: other.backed }), 'key/unknown-request')
  t.equal(codeOf({ ...one, replaced: other.replaced }), 'key/unknown-request')
  const elsewhere = { ...group, id: cidOfBytes(new Uint8Array(2)) }
  t.equal(codeOf(one, elsewhere), 'entry/wrong-log')
  const { asked } = one
  const last = asked.length - 1
  const forged = asked.map((byte, at) => (at === last ? byte ^ 1 : byte))
  t.not(codeOf({ ...one, asked: forged }), null)
})

t.test('a key follows on another, and on one that the charter has named since', async t => {
  const third = person('a third device of Bo')
  const first = accepted(read(change(bo, fresh, [ada, cy])))
  const named = { ...group, charter: { ...group.charter, stewards: [ada.key, fresh.key, cy.key] } }
  const told = accepted(read(change(bo, fresh, [ada, cy]), named))
  t.same(told, first, 'how a named key came about can be told afterwards')
  for (const council of [
    { ...group, keys: [first] },
    { ...named, keys: [first] },
  ]) {
    const next = accepted(read(change(bo, third, [ada, cy]), council))
    const after = { ...council, keys: [first, next] }
    t.same(
      [third, fresh, bo].map(({ key }) => signsFor(after, key)),
      [true, false, false],
    )
  }
  t.equal(
    codeOf(change(bo, third, [ada, cy]), named),
    'charter/not-a-steward',
    'without the one before nobody knows whose it is',
  )
  const alone = { ...group, charter: { ...group.charter, stewards: [bo.key], threshold: 1 } }
  t.equal(codeOf(change(bo, fresh, []), alone), null, 'where the charter names nobody else, the node’s word counts')
})
