import { readFileSync } from 'node:fs'
import t from 'tap'
import { nativeSignerFromSeed } from '../../../node/log/native-signer.ts'
import { fromBase64 } from '../../../protocol/bytes/base64.ts'
import { openNote, signNote, verifierKey } from '../../../protocol/log/note.ts'

type NoteVector = { source: string; vkey: string; skey?: string; note: string }

const file = new URL('../../../fixtures/vectors/tlog/signed-note-vectors.json', import.meta.url)
const vectors: NoteVector[] = JSON.parse(readFileSync(file, 'utf8'))

const alice = nativeSignerFromSeed(new Uint8Array(32).fill(1))
const bob = nativeSignerFromSeed(new Uint8Array(32).fill(2))
const aliceKey = verifierKey('alice.example', alice.publicKey)
const bobKey = verifierKey('bob.example', bob.publicKey)
const text = 'First line\n\nThird line, é\n'
const note = signNote(text, 'alice.example', alice)
const bobsLine = signNote(text, 'bob.example', bob).slice(text.length + 1)

t.test('the three notes of others open', async t => {
  t.equal(vectors.length, 3)
  for (const { source, vkey, note: signed } of vectors) {
    const name = vkey.split('+')[0]
    t.match(openNote(signed, [vkey]), { text: `${signed.split('\n\n—')[0]}\n`, signatures: [{ name }] }, source)
  }
})

t.test('a note is signed byte for byte as Go signs it', async t => {
  const [go] = vectors
  // PRIVATE+KEY+name+id+key, where the key itself may have a plus.
  const secret = fromBase64(go?.skey?.split('+').slice(4).join('+') ?? '')
  const signer = nativeSignerFromSeed(secret.slice(1))
  t.equal(verifierKey('PeterNeumann', signer.publicKey), go?.vkey)
  const words = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
  t.equal(signNote(words, 'PeterNeumann', signer), go?.note)
})

t.test('a note opens by each of its keys; those that are not asked for are passed over', async t => {
  const both = note + bobsLine
  const [byAlice, byBob] = [{ name: 'alice.example' }, { name: 'bob.example' }]
  t.match(openNote(both, [aliceKey]), { text, signatures: [byAlice] })
  t.match(openNote(both, [bobKey]), { text, signatures: [byBob] })
  t.match(openNote(both, [bobKey, aliceKey]), { text, signatures: [byAlice, byBob] })
  t.match(
    openNote(note + note.slice(text.length + 1), [aliceKey]),
    { signatures: [byAlice] },
    'a line twice counts once',
  )
})

t.test('a note without a signature by a known key does not open', async t => {
  t.match(openNote(note, [bobKey]), { code: 'note/unverified' })
  t.match(openNote(note, []), { code: 'note/unverified' })
  t.match(openNote(note, [verifierKey('other.example', alice.publicKey)]), { code: 'note/unverified' })
})

t.test('one bad signature by a known key spoils the note', async t => {
  const spoilt =
    note.replace('First', 'Worst') + signNote(text.replace('First', 'Worst'), 'bob.example', bob).slice(text.length + 1)
  t.match(openNote(spoilt, [bobKey]), { signatures: [{ name: 'bob.example' }] })
  t.match(openNote(spoilt, [bobKey, aliceKey]), { code: 'note/unverified', detail: { name: 'alice.example' } })
})

t.test('a bad signature spoils the note even after a good one by the same key', async t => {
  const other = signNote('Other text\n', 'alice.example', alice).split('\n\n')[1] ?? ''
  t.match(openNote(note + other, [aliceKey]), { code: 'note/unverified' })
})

t.test('a text that is no note is refused', async t => {
  const [before = '', line = ''] = note.split('\n\n— ')
  const texts = {
    nothing: '',
    'text alone': text,
    'no newline at the end': note.slice(0, -1),
    'no empty line': note.replaceAll('\n\n', '\n'),
    'a hyphen for the dash': note.replace('— ', '- '),
    'two spaces': note.replace('alice.example ', 'alice.example  '),
    'a name with a plus': note.replace('alice.example', 'alice+example'),
    'no name': note.replace('alice.example', ''),
    'Base 64 that is none': `${before}\n\n— ${line.replace(/=*\n$/, '*\n')}`,
    'a signature too short': `${before}\n\n— alice.example AAAA\n`,
    'a control character': note.replace('Third', 'Third\t'),
    'a carriage return': note.replaceAll('\n', '\r\n'),
    'a lone surrogate': note.replace('é', '\udc00'),
    'a hundred and one signatures': note + bobsLine.repeat(100),
  }
  for (const [what, other] of Object.entries(texts)) {
    t.match(openNote(other, [aliceKey]), { refused: true, code: 'note/bad' }, what)
  }
  t.match(openNote(note + bobsLine.repeat(99), [aliceKey]), { text })
})

t.test('a verifier key that is none is refused', async t => {
  const keys = [
    '',
    'alice.example',
    aliceKey.replace('alice', 'malice'),
    aliceKey.slice(0, -4),
    `${aliceKey}=`,
    ` ${aliceKey}`,
  ]
  for (const key of keys) t.match(openNote(note, [key]), { code: 'note/bad' }, key)
})

t.test('what is no text for a note, or no name for a key, is not signed', async t => {
  for (const other of ['no newline', 'a tab\t\n', '\ud800\n']) t.throws(() => signNote(other, 'alice.example', alice))
  for (const name of ['', 'a b', 'a+b', 'a\u00a0b']) t.throws(() => signNote(text, name, alice))
})
