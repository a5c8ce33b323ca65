import fc from 'fast-check'
import { CID } from 'multiformats/cid'
import t from 'tap'
import {
  cidBytes,
  cidFromDigest,
  cidOfBytes,
  cidToLink,
  digestOfCid,
  linkToCid,
  parseCid,
  shortCid,
  trustedCid,
} from '../../../protocol/bytes/cid.ts'
import { equalBytes } from '../../../protocol/bytes/compare.ts'
import { sha256 } from '../../../protocol/bytes/sha256.ts'

fc.configureGlobal({ seed: 11 })

const digest = fc.uint8Array({ minLength: 32, maxLength: 32 })

t.test('an id is written as the library writes it, and read back', async () => {
  fc.assert(
    fc.property(digest, hash => {
      const cid = cidFromDigest(hash)
      const link = CID.parse(cid)
      const ours = cidToLink(cid)
      return (
        link.toString() === cid &&
        equalBytes(link.multihash.digest, hash) &&
        equalBytes(digestOfCid(cid), hash) &&
        parseCid(cid) === cid &&
        equalBytes(cidBytes(cid), link.bytes) &&
        equalBytes(ours.digest, hash) &&
        linkToCid(ours) === cid
      )
    }),
  )
})

t.test('an id is of its bytes', async t => {
  const bytes = Uint8Array.of(0xa0)
  t.same(digestOfCid(cidOfBytes(bytes)), sha256(bytes))
  t.equal(cidOfBytes(bytes), 'bafyreigbtj4x7ip5legnfznufuopl4sg4knzc2cof6duas4b3q2fy6swua')
})

t.test('people see its last ten characters', async t => {
  t.equal(shortCid(cidOfBytes(Uint8Array.of(0xa0))), '3q2fy6swua')
})

t.test('a text that is not exactly an id is none', async t => {
  const cid = cidOfBytes(Uint8Array.of(0xa0))
  const others = ['', cid.toUpperCase(), `${cid}a`, ` ${cid}`, `${cid}\n`, cid.slice(0, -1), `${cid.slice(0, -1)}b`]
  others.push(
    'bafkreigh2akiscaildcqabsyg3dfr6chu3fgpregiymsck7e7aqa4s52zy',
    'QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWnPbdG',
  )
  for (const text of others) {
    t.equal(parseCid(text), undefined, text)
    t.throws(() => trustedCid(text))
  }
})
