import { Type } from 'typebox'
import { Base64, CidText, KeyHex } from './shared.ts'

const Client = Type.Integer({ minimum: 1, maximum: 2 ** 32 - 1, description: 'A client id of Yjs.' })

/** Characters of Base 64 for what one change may have; a request has 128 KiB. */
const LONGEST_UPDATE = Math.ceil(96_000 / 3) * 4
const LONGEST_CURSOR = 128

export const JoinedLive = Type.Object({ client: Client })

export const LiveUpdate = Type.Object({
  client: Client,
  update: Type.Unsafe<string>({
    ...Base64,
    minLength: 1,
    maxLength: LONGEST_UPDATE,
    description: 'A Yjs update, version 1, Base 64.',
  }),
})

export const LiveHere = Type.Object({
  client: Client,
  cursor: Type.Union([
    Type.String({ maxLength: LONGEST_CURSOR, description: 'A relative position of Yjs in the text, Base 64.' }),
    Type.Null(),
  ]),
})

export const LiveStreamQuery = Type.Object({
  client: Type.String({ pattern: '^\\d{1,10}$', description: 'The client id of joining.' }),
})

export const LiveVersionView = Type.Object({
  draft: CidText,
  base: CidText,
  title: Type.String(),
  text: Type.String(),
  together: Type.Object(
    {
      writers: Type.Array(KeyHex),
      runs: Type.Array(Type.Array(Type.Integer({ minimum: 0 })), {
        description: '[place in writers, characters], one after the other over the whole text.',
      }),
      attested: Type.Unsafe<string>({ ...Base64, description: 'The signature of the node.' }),
    },
    { description: 'As it goes into the entry `draft/revised`.' },
  ),
})
