import t from 'tap'
import { contextual } from '../../../protocol/keys/context.ts'

t.test('a signature names its purpose before anything else', async t => {
  t.same(contextual('entry', Uint8Array.of(7)), Uint8Array.of(...Buffer.from('comunal/v1/entry\n'), 7))
})
