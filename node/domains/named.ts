import type { PublicKeyHex } from '../../protocol/bytes/public-key.ts'
import { readSeatEntry } from '../../protocol/federation/council.ts'
import type { KnownEntry } from '../../protocol/kinds.ts'
import { isRefusal } from '../../protocol/refusal.ts'
import { verifyOneNatively } from '../log/native-verify.ts'

/** Whose name the body of an entry says; it is kept back once they have left and taken their name along. */
export function namedIn(known: KnownEntry): PublicKeyHex | undefined {
  switch (known.kind) {
    case 'member/joined':
      return known.entry.header.by
    case 'council/seated':
      return known.body.delegate
    case 'federation/council-noted': {
      const said = readSeatEntry(known.body.entry, verifyOneNatively)
      return !isRefusal(said) && said.kind === 'council/seated' ? said.body.delegate : undefined
    }
  }
}
