import fc from 'fast-check'
import type { Canonical } from '../../../protocol/bytes/canonical.ts'
import { Link } from '../../../protocol/bytes/cid.ts'

/** Any text in NFC. */
export const canonicalText = fc.string({ unit: 'grapheme', maxLength: 40 }).map(text => text.normalize('NFC'))

/** Any value that canonical bytes can hold. */
export const canonicalValue: fc.Arbitrary<Canonical> = fc.letrec<{ value: Canonical }>(tie => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constant(null),
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.integer({ min: -300, max: 300 }),
    canonicalText,
    fc.uint8Array({ maxLength: 300 }),
    fc.uint8Array({ minLength: 32, maxLength: 32 }).map(digest => new Link(digest)),
    fc.array(tie('value'), { maxLength: 6 }),
    fc
      .dictionary(
        canonicalText.filter(key => key !== '__proto__' && key !== 'refused'),
        tie('value'),
        { maxKeys: 6 },
      )
      .map(map => ({ ...map })),
  ),
})).value
