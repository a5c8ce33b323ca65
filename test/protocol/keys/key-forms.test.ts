import fc from 'fast-check'
import t from 'tap'
import { toBase64 } from '../../../protocol/bytes/base64.ts'
import { equalBytes } from '../../../protocol/bytes/compare.ts'
import { fromHex } from '../../../protocol/bytes/hex.ts'
import { didOfKey, keyOfDid } from '../../../protocol/keys/did-key.ts'
import { openKey, sealKey } from '../../../protocol/keys/key-file.ts'
import { phraseOfSeed, seedOfPhrase } from '../../../protocol/keys/recovery-phrase.ts'

fc.configureGlobal({ seed: 15 })

const bytes32 = fc.uint8Array({ minLength: 32, maxLength: 32 })
const seed = Uint8Array.from({ length: 32 }, (_, i) => i)
const lock = { passphrase: 'olive oil and bread', salt: new Uint8Array(16).fill(5), logN: 4 }

t.test('a did:key is written as its specification writes it', async t => {
  // https://w3c-ccg.github.io/did-key-spec/#ed25519-with-x25519
  const key = fromHex('2e6fcce36701dc791488e0d0b1745cc1e33a4c1c9fcc41c63bd343dbbe0970e6')
  t.equal(didOfKey(key), 'did:key:z6MkhaXgBZDvotDkL5257faiztiGiC2QtKLGpbnnEGta2doK')
  fc.assert(fc.property(bytes32, bytes => equalBytes(keyOfDid(didOfKey(bytes)) ?? new Uint8Array(), bytes)))
})

t.test('a did of another kind names no key of ours', async t => {
  const others = ['did:web:example.org', 'did:key:z6LSbysY2xFMRpGMhb7tFTLMpeuPRaqaWM1yECx2AtzE3KCc', 'did:key:z', '']
  for (const text of others) t.equal(keyOfDid(text), undefined, text)
  t.equal(keyOfDid(`${didOfKey(seed)}1`), undefined)
})

t.test('24 words bring a seed back, however they are typed', async t => {
  const phrase = phraseOfSeed(seed)
  t.equal(phrase.split(' ').length, 24)
  t.same(seedOfPhrase(phrase), seed)
  t.same(seedOfPhrase(`  ${phrase.toUpperCase().replaceAll(' ', '\n ')} `), seed)
})

t.test('a phrase with a wrong or missing word brings back nothing', async t => {
  const words = phraseOfSeed(seed).split(' ')
  t.equal(seedOfPhrase(words.slice(1).join(' ')), undefined)
  t.equal(seedOfPhrase(words.with(3, 'comunal').join(' ')), undefined)
  t.equal(seedOfPhrase([...words.slice(1), words[0]].join(' ')), undefined, 'the checksum')
  t.equal(seedOfPhrase('abandon '.repeat(11).concat('about')), undefined, 'twelve words')
})

t.test('a key file without a passphrase opens', async t => {
  t.same(openKey(sealKey(seed)), seed)
})

t.test('a locked key file opens with its passphrase and no other', async t => {
  const text = sealKey(seed, lock)
  t.same(openKey(text, lock.passphrase), seed)
  t.match(openKey(text), { code: 'key/locked' })
  t.match(openKey(text, 'olive oil'), { code: 'key/locked' })
  t.notOk(text.includes(toBase64(seed)), 'the seed does not stand in it')
})

t.test('what is no key file, or not a whole one, is refused', async t => {
  const plain = sealKey(seed)
  const texts = [
    '',
    '[]',
    'null',
    '{}',
    plain.slice(1),
    plain.replace('"v": 1', '"v": 2'),
    plain.replace('"key"', '"coat"'),
  ]
  texts.push(plain.replace(/"seed": "./, '"seed": "B'), sealKey(seed, lock).replace('"logN": 4', '"logN": 40'))
  for (const text of texts) t.match(openKey(text, lock.passphrase), { code: 'key/bad' }, text)
})
