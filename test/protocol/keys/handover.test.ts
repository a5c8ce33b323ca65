import fc from 'fast-check'
import t from 'tap'
import {
  handoverDigits,
  handoverId,
  handoverPublicKey,
  openParcel,
  PARCEL_BYTES,
  sealParcel,
} from '../../../protocol/keys/handover.ts'

const filled = (byte: number) => new Uint8Array(32).fill(byte)
const [seed, secret, giver, taker, stranger] = [1, 2, 3, 4, 5].map(filled)
if (!seed || !secret || !giver || !taker || !stranger) throw new Error('no keys')
const sealed = sealParcel(seed, { secret, own: giver, other: handoverPublicKey(taker) })
const from = handoverPublicKey(giver)

t.test('a key sealed for another device', async t => {
  await t.test('opens there to the seed it was', async t => {
    t.same(openParcel(sealed, { secret, own: taker, other: from }), seed)
    t.equal(sealed.length, PARCEL_BYTES)
    t.notOk(Buffer.from(sealed).includes(Buffer.from(seed)), 'and does not show on the way')
  })

  await t.test('opens for nobody else', async t => {
    const refused = { code: 'key/bad' }
    t.match(openParcel(sealed, { secret, own: stranger, other: from }), refused, 'with another key')
    t.match(
      openParcel(sealed, { secret: stranger, own: taker, other: from }),
      refused,
      'without the secret of the code',
    )
    t.match(openParcel(sealed, { secret, own: taker, other: handoverPublicKey(stranger) }), refused, 'of another giver')
    t.match(openParcel(sealed, { secret, own: taker, other: filled(0) }), refused, 'with a key of small order')
    t.match(openParcel(sealed.slice(1), { secret, own: taker, other: from }), refused, 'cut short')
  })

  await t.test('is refused where one bit was changed on the way', async () => {
    fc.assert(
      fc.property(fc.nat({ max: PARCEL_BYTES * 8 - 1 }), bit => {
        const changed = sealed.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte))
        return 'refused' in openParcel(changed, { secret, own: taker, other: from })
      }),
      { numRuns: 20 },
    )
  })
})

t.test('the digits that both devices show', async t => {
  t.equal(handoverDigits(secret, handoverPublicKey(taker)), '068263')
  t.match(handoverDigits(secret, handoverPublicKey(stranger)), /^\d{6}$/)
  t.not(handoverDigits(secret, handoverPublicKey(stranger)), '068263', 'are others where another device answered')
  t.not(handoverId(secret), handoverId(stranger))
})
