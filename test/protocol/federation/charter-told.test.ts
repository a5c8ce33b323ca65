import t from 'tap'
import { author } from '../../../protocol/author.ts'
import { type Cid, cidOfBytes } from '../../../protocol/bytes/cid.ts'
import { bareReader } from '../../../protocol/federation/bare-reader.ts'
import {
  type CharterTold,
  judgeCharterTold,
  MOST_TOLD_BYTES,
  proveTelling,
  type ToldCharter,
  toldAfter,
} from '../../../protocol/federation/charter-told.ts'
import { replacementBytes } from '../../../protocol/federation/node-replacement.ts'
import { amend } from '../../../protocol/federation/replay-charter.ts'
import type { Ticket } from '../../../protocol/federation/roster.ts'
import { changeBytes, termsOf } from '../../../protocol/group/amending.ts'
import type { Charter } from '../../../protocol/group/charter.ts'
import type { CharterAmended } from '../../../protocol/group/charter-entries.ts'
import { verifySignature } from '../../../protocol/keys/verify.ts'
import { openBody } from '../../../protocol/kinds.ts'
import { signCheckpoint } from '../../../protocol/log/checkpoint.ts'
import { decodeEntry, encodeSignedEntry } from '../../../protocol/log/entry.ts'
import { ONE } from '../../../protocol/rational.ts'
import { isRefusal } from '../../../protocol/refusal.ts'
import { accepted, charterFor, HOUR, NOON, type Person, person } from '../../support/test-core.ts'
import { FEDERATION_TERMS } from '../../support/test-federation.ts'

const [ada, bo, node, fresh, door] = [person('Ada'), person('Bo'), person('node'), person('fresh'), person('a ticket')]
const salt = new Uint8Array(16)
const charter = charterFor('Gràcia', ada, node.key)
const founded = author('group/founded', charter, { log: null, at: NOON, seq: 1, salt }, ada.signer)
const group = accepted(decodeEntry(founded)).id
const genesis = encodeSignedEntry(founded)
const federation = cidOfBytes(new Uint8Array(1))

type Step = CharterTold['steps'][number]
/** The next amendment of a history, signed by one steward and entered by a node. */
function amendment(amends: Cid, terms: Partial<Charter>, by: Person, enteredBy: Person): { step: Step; id: Cid } {
  const change = { amends, terms: { ...termsOf(charter), ...terms } }
  const signatures = [{ by: by.key, signature: by.signer.sign(changeBytes(group, change)) }]
  const body = { ...change, by: { type: 'stewards' as const, signatures } }
  const entry = author('charter/amended', body, { log: group, at: NOON, seq: 1, salt }, enteredBy.signer)
  return { step: { type: 'amended', entry: encodeSignedEntry(entry) }, id: accepted(decodeEntry(entry)).id }
}
function newKey(council: Person): Step {
  const standing = signCheckpoint({ log: group, size: 3, root: new Uint8Array(32) }, node.signer)
  const terms = { group, replaces: node.key, node: fresh.key, standing }
  const signatures = [{ by: council.key, signature: council.signer.sign(replacementBytes(terms)) }]
  return { type: 'replaced', replacement: { ...terms, signatures } }
}
const first = amendment(group, { stewards: [bo.key] }, ada, node)
const second = amendment(first.id, { name: 'Vila', stewards: [bo.key] }, bo, fresh)

const proof = (teller: Person) => proveTelling(door.signer, federation, group, teller.key)
const part = (steps: readonly Step[], from = 0, teller = node): CharterTold => ({
  group,
  charter: genesis,
  by: { type: 'ticket', ticket: door.key, proof: proof(teller) },
  from,
  steps: [...steps],
})
const after = (before: ToldCharter | undefined, told: CharterTold, size = 1_000) =>
  toldAfter(before, told, size, verifySignature)
const codeOf = (answer: object | undefined) => (answer && 'code' in answer ? answer.code : null)

t.test('a history is told in parts, with the keys of the node in their place', async t => {
  const whole = accepted(after(undefined, part([first.step, newKey(bo), second.step])))
  t.match(whole.inForce, {
    id: group,
    entry: second.id,
    charter: { name: 'Vila', stewards: [bo.key], node: fresh.key },
  })
  const begun = accepted(after(undefined, part([first.step])))
  const rest = accepted(after(begun, part([newKey(bo), second.step], 1)))
  t.same(rest.inForce, whole.inForce, 'in however many parts')
  t.match(rest, { steps: 3, bytes: 2_000 })
})

t.test('what does not follow is refused', async t => {
  const begun = accepted(after(undefined, part([first.step])))
  t.match(after(begun, part([first.step], 0)), { code: 'charter/not-next', detail: { next: 1 } }, 'told twice')
  t.equal(codeOf(after(begun, part([first.step], 1))), 'charter/stale')
  t.equal(codeOf(after(begun, part([newKey(ada)], 1))), 'node/bad-replacement', 'by who is a steward no more')
  t.equal(
    codeOf(after(begun, part([second.step], 1))),
    'member/not-allowed',
    'entered by a key that is not the node’s yet',
  )
  t.equal(codeOf(after(undefined, part([amendment(group, { name: 'X' }, bo, node).step]))), 'charter/bad-signature')
  t.equal(codeOf(after(begun, { ...part([newKey(bo)], 1), group: federation })), 'ticket/bad', 'of another group')
  t.match(
    after(begun, part([newKey(bo)], 1), MOST_TOLD_BYTES),
    { code: 'charter/too-long' },
    'nobody tells without end',
  )
})

t.test('people amend by their stewards or a vote, a federation by its council', async t => {
  const change = { amends: group, terms: { ...termsOf(charter), name: 'Mine' } }
  const grounds: CharterAmended['by'][] = [
    { type: 'motion', motion: federation },
    { type: 'vote', proposal: federation },
    { type: 'stewards', signatures: [{ by: ada.key, signature: ada.signer.sign(changeBytes(group, change)) }] },
  ]
  const codesOf = (members: Charter['members']) =>
    grounds.map(by => {
      const signed = author('charter/amended', { ...change, by }, { log: group, at: NOON, seq: 1, salt }, node.signer)
      const known = accepted(openBody('charter/amended', accepted(decodeEntry(signed))))
      const federated = charterFor('Gràcia', ada, node.key, { members: 'groups', federation: FEDERATION_TERMS })
      const founding = members === 'groups' ? federated : charter
      const body = members === 'groups' ? { ...known.body, terms: { ...termsOf(federated), name: 'Mine' } } : known.body
      const next = amend({ id: group, charter: founding, entry: group }, { ...known, body }, verifySignature)
      return codeOf(next)
    })
  t.same(codesOf('people'), ['charter/not-voted', null, null])
  t.same(codesOf('groups'), [null, 'charter/by-council', 'charter/by-council'])
})

t.test('only who was let in by a ticket tells, under the key that the ticket has signed', async t => {
  const ticket: Ticket = { key: door.key, weight: ONE, expiresAtMs: NOON + HOUR, used: false, revoked: false }
  const council = charterFor('Barcelona', ada, node.key, { members: 'groups' })
  const judged = (by: Person, body: CharterTold, held: Ticket | undefined = ticket, nowMs = NOON) => {
    const entry = author('federation/charter-told', body, { log: federation, at: NOON, seq: 1, salt }, by.signer)
    const known = openBody('federation/charter-told', accepted(decodeEntry(entry)))
    const reader = { ...bareReader({ id: federation, charter: council }), ticket: () => held }
    const refused = isRefusal(known) ? known : judgeCharterTold(known, reader, nowMs)
    return codeOf(refused)
  }
  const told = part([first.step])
  t.equal(judged(node, told), null)
  t.equal(judged(fresh, told), 'ticket/bad', 'another one with what was seen in the log')
  t.equal(judged(node, told, { ...ticket, used: true }), 'ticket/used')
  t.equal(judged(node, told, { ...ticket, revoked: true }), 'ticket/revoked')
  t.equal(judged(node, told, ticket, NOON + 2 * HOUR), 'ticket/expired')
  const merged: CharterTold = { ...told, by: { type: 'merger', from: cidOfBytes(new Uint8Array(2)) } }
  t.equal(judged(fresh, merged), 'member/not-allowed')
  t.equal(judged(node, merged), 'merge/bad-terms', 'without a merger')
})
