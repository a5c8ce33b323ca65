import t, { type Test } from 'tap'
import { openApi, unwrap } from '../../web-ui/src/api/client.ts'

/** A page of a shared device at a node that is away for a blink: `onBlink` is what happens meanwhile. */
function pageAt(t: Test, onBlink: () => void, reader: () => string | undefined) {
  const asked: string[] = []
  class OfPage extends Request {
    constructor(input: RequestInfo | URL, init?: RequestInit) {
      super(typeof input === 'string' ? new URL(input, 'http://node.test') : input, init)
    }
  }
  t.intercept(globalThis, 'Request', { value: OfPage })
  const fetched = async ({ method, url }: Request) => {
    asked.push(`${method} ${new URL(url).pathname}`)
    if (asked.length > 1) return Response.json({})
    onBlink()
    throw new TypeError('network changed')
  }
  t.intercept(globalThis, 'fetch', { value: fetched })
  const api = openApi({ renew: async () => false, onAnswer: () => undefined, reader })
  return { api, asked }
}

t.test('a blink of the network is gone before anybody knows', async t => {
  const { api, asked } = pageAt(
    t,
    () => undefined,
    () => 'joan',
  )
  await unwrap(api.GET('/members'))
  t.same(asked, ['GET /api/v1/members', 'GET /api/v1/members'])
})

t.test('nothing is read for who has left a shared device meanwhile', async t => {
  let reader: string | undefined = 'joan'
  const leave = () => {
    reader = undefined
  }
  const { api, asked } = pageAt(t, leave, () => reader)
  await t.rejects(unwrap(api.GET('/members')), { code: 'network/broken' })
  t.same(asked, ['GET /api/v1/members'])
})

t.test('what they had signed is sent all the same', async t => {
  let reader: string | undefined = 'joan'
  const leave = () => {
    reader = undefined
  }
  const { api, asked } = pageAt(t, leave, () => reader)
  await unwrap(api.POST('/entries', { body: { entry: 'aa' } }))
  t.same(asked, ['POST /api/v1/entries', 'POST /api/v1/entries'])
})
