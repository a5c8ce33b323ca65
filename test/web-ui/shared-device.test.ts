import t from 'tap'
import { readDeviceKey, writeDeviceKey } from '../../web-ui/src/device-key.ts'
import { keepBallot, readBallots } from '../../web-ui/src/kept-ballots.ts'
import { openSealed, seal } from '../../web-ui/src/shared-device/pin.ts'
import { leftOf, pinProblem, waitAfter } from '../../web-ui/src/shared-device/pin-rules.ts'
import { watchPresence } from '../../web-ui/src/shared-device/presence.ts'
import { openSitting } from '../../web-ui/src/shared-device/sitting.ts'
import { keyOfSeed } from '../../web-ui/src/signing/make-key.ts'
import { memoryStorage } from './memory-storage.ts'

const personOf = (byte: number) => keyOfSeed(new Uint8Array(32).fill(byte))
const [alice, joan] = [personOf(1), personOf(2)]
const ballot = { proposal: 'p', title: 'Gate', id: 'e1', choice: { vote: 'for' } as const, seq: 1, atMs: 1 }

/** A device in a drawer: what it stores stays, each sitting is a new opening of the page. */
function device() {
  const storage = memoryStorage()
  let nowMs = 1_000_000
  const stored = () => Array.from({ length: storage.length }, (_, i) => storage.getItem(storage.key(i) ?? '')).join()
  return {
    storage,
    stored,
    wait: (ms: number) => {
      nowMs += ms
    },
    sit: () =>
      openSitting({ storage, now: () => nowMs, left: () => Promise.resolve(), onLock: () => undefined, cost: 8 }),
  }
}

t.test('a device that one member used becomes one of several', async t => {
  const { storage, stored, sit } = device()
  writeDeviceKey(storage, alice)
  keepBallot(storage, ballot)
  const first = sit()
  await first.share('four words of mine')
  first.callMe('Alice')
  t.same(first.seat().deviceKey, alice, 'who sits there goes on')
  t.equal(readBallots(first.seat().own).length, 1, 'with what they kept')
  t.equal(readDeviceKey(storage), undefined)
  t.notMatch(stored(), alice.seed, 'the key lies there wrapped')
  t.notMatch(stored(), 'Gate', 'and their ballots sealed')

  const next = sit()
  t.match(next.seat().holders, [{ name: 'Alice', key: alice.key }], 'the next sees who has a key')
  t.equal(next.seat().deviceKey, undefined)
  t.same(readBallots(next.seat().own), [], 'and nothing of theirs')
  await next.prepare('1793')
  next.keep(joan)
  t.same(readBallots(next.seat().own), [])
  keepBallot(next.seat().own, { ...ballot, id: 'e2' })

  const again = sit()
  t.equal(await again.unlock(alice.key, 'four words of mine'), 'open')
  t.same(again.seat().deviceKey, alice)
  t.same(
    readBallots(again.seat().own).map(({ id }) => id),
    ['e1'],
    'each has their own',
  )
  again.lock()
  t.equal(again.seat().deviceKey, undefined, 'locked, the page has no key')
  t.same(readBallots(again.seat().own), [])
})

t.test('wrong PINs wait longer each time, across openings of the page', async t => {
  const { sit, wait } = device()
  const first = sit()
  await first.share(undefined)
  await first.prepare('1793')
  first.keep(alice)
  first.lock()
  t.equal(await sit().unlock(alice.key, '1794'), 'wrong')
  t.equal(await sit().unlock(alice.key, '1793'), 'wait', 'the right one, too')
  wait(waitAfter(1))
  t.equal(await sit().unlock(alice.key, '1794'), 'wrong')
  wait(waitAfter(1))
  t.equal(await sit().unlock(alice.key, '1793'), 'wait')
  wait(waitAfter(2) - waitAfter(1))
  const open = sit()
  t.equal(await open.unlock(alice.key, '1793'), 'open')
  t.match(open.seat().holders, [{ wrong: 0, waitUntilMs: 0 }], 'what was wrong is forgotten')
})

t.test('a PIN is changed, a key taken off, and the device is one person’s again', async t => {
  const { storage, stored, sit } = device()
  const first = sit()
  await first.share(undefined)
  await first.prepare('1793')
  first.keep(alice)
  keepBallot(first.seat().own, ballot)
  await first.changePin('2846')
  const second = sit()
  await second.prepare('5127')
  second.keep(joan)
  t.throws(() => second.unshare(), 'not while others have keys')
  second.forget()
  t.notMatch(stored(), joan.key, 'who goes leaves nothing')

  const third = sit()
  t.equal(await third.unlock(alice.key, '1793'), 'wrong')
  const wronged = sit()
  wronged.drop(joan.key)
  t.equal(await wronged.unlock(alice.key, '2846'), 'wait')
  const last = device()
  last.storage.setItem('comunal.shared', storage.getItem('comunal.shared') ?? '')
  last.storage.setItem(`comunal.shelf.${alice.key}`, storage.getItem(`comunal.shelf.${alice.key}`) ?? '')
  last.wait(waitAfter(1))
  const home = last.sit()
  t.equal(await home.unlock(alice.key, '2846'), 'open', 'the new PIN opens')
  home.unshare()
  t.same(last.sit().seat().deviceKey, alice)
  t.equal(readBallots(last.storage).length, 1)
  t.equal(last.sit().seat().holders, undefined)
})

t.test('a PIN that somebody chose and left is not the next one’s', async t => {
  const { sit } = device()
  const place = sit()
  await place.share(undefined)
  t.throws(() => place.keep(alice), 'no key comes without one')
  await place.prepare('1793')
  place.unprepare()
  t.throws(() => place.keep(alice))
  t.same(place.seat().holders, [])
})

t.test('a spoilt list of keys opens as a shared device without them', async t => {
  for (const rubbish of ['{', 'null', '[{}]', '[{"key":"x"}]']) {
    const { storage, sit } = device()
    storage.setItem('comunal.shared', rubbish)
    t.same(sit().seat().holders, [], rubbish)
  }
})

t.test('what is sealed opens under its key, about the same, unchanged, or not at all', async t => {
  const [key, other, about] = [1, 2, 3].map(byte => new Uint8Array(32).fill(byte))
  if (!key || !other || !about) throw new Error('no keys')
  const text = new TextEncoder().encode('for')
  const sealed = seal(key, text, about)
  t.same(openSealed(key, sealed, about), text)
  t.equal(openSealed(other, sealed, about), undefined)
  t.equal(openSealed(key, sealed, other), undefined)
  t.equal(
    openSealed(
      key,
      sealed.map((byte, i) => (i === 30 ? byte ^ 1 : byte)),
      about,
    ),
    undefined,
  )
  t.equal(openSealed(key, sealed.slice(0, 10), about), undefined)
  t.not(`${seal(key, text, about)}`, `${sealed}`, 'never twice the same')
})

t.test('PINs that everybody tries first are none', async t => {
  for (const pin of ['1234', '4321', '0000', 'aaaa', 'abcdef']) t.equal(pinProblem(pin), 'guessable', pin)
  for (const pin of ['', '123', 'ñu']) t.equal(pinProblem(pin), 'short', pin)
  for (const pin of ['1793', '1357', 'blau cel', '12344321']) t.equal(pinProblem(pin), undefined, pin)
})

t.test('a wait is twice the last one, never more than a quarter of an hour, whatever the clock says', async t => {
  t.same([0, 1, 2, 3, 9, 10, 60].map(waitAfter), [0, 2_000, 4_000, 8_000, 512_000, 900_000, 900_000])
  t.equal(leftOf(5_000, 2_000), 3_000)
  t.equal(leftOf(5_000, 6_000), 0)
  t.equal(leftOf(Number.MAX_SAFE_INTEGER, 0), 900_000)
})

t.test('a device locks after two idle minutes, said twenty seconds before, or a minute out of sight', async t => {
  let now = 0
  const at = (seconds: number) => {
    now = seconds * 1_000
  }
  const watch = watchPresence(() => now)
  at(99)
  t.equal(watch.look(), 'here')
  at(100)
  t.equal(watch.look(), 'leaving')
  watch.used()
  t.equal(watch.look(), 'here')
  at(219)
  t.equal(watch.look(), 'leaving')
  at(220)
  t.equal(watch.look(), 'gone')

  const hidden = watchPresence(() => now)
  hidden.hidden(true)
  at(250)
  hidden.hidden(true)
  hidden.used()
  t.equal(hidden.look(), 'here')
  at(280)
  t.equal(hidden.look(), 'gone')
})
