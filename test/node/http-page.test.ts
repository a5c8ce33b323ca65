import { connect } from 'node:net'
import t from 'tap'
import { testGroup } from '../support/test-core.ts'
import { testHttp } from '../support/test-http.ts'

t.test("the members' page", async t => {
  const pageRoot = t.testdir({
    'index.html': '<!doctype html><title>Comunal</title>',
    'tile.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    assets: { 'index-abc123.js': 'export {}', 'recount-worker-abc123.js': 'export {}' },
    'recount-worker-abc123.js': 'export {}',
  })
  await using group = await testGroup('Gràcia')
  await using http = await testHttp(group, { pageRoot })
  const at = (path: string, init?: RequestInit) => fetch(`${http.url}${path}`, init)

  await t.test('runs nothing but what the node serves', async t => {
    for (const path of ['/', '/index.html', '/proposals/some-id', '/assets/index-abc123.js']) {
      const { headers, status } = await at(path)
      t.equal(status, 200, path)
      const policy = headers.get('content-security-policy') ?? ''
      t.match(policy, /default-src 'none'/)
      t.match(policy, /script-src 'self'(;|$)/)
      t.match(policy, /frame-ancestors 'none'/)
      t.notMatch(policy, /unsafe/)
      t.equal(headers.get('x-content-type-options'), 'nosniff')
      t.equal(headers.get('referrer-policy'), 'no-referrer')
    }
  })

  await t.test('compiles WebAssembly in the worker that recounts, and nowhere else', async t => {
    const policyOf = async (path: string) => (await at(path)).headers.get('content-security-policy') ?? ''
    const policy = await policyOf('/assets/recount-worker-abc123.js')
    t.match(policy, /script-src 'self' 'wasm-unsafe-eval';/)
    t.equal(policy.replace(" 'wasm-unsafe-eval'", ''), await policyOf('/'))
    t.notMatch(await policyOf('/recount-worker-abc123.js'), /unsafe/)
  })

  await t.test('is kept by browsers where a new build has a new name, and asked for again where not', async t => {
    t.equal((await at('/assets/index-abc123.js')).headers.get('cache-control'), 'public, max-age=31536000, immutable')
    t.equal((await at('/')).headers.get('cache-control'), 'no-cache')
    t.equal((await at('/tile.svg')).headers.get('cache-control'), 'no-cache')
  })

  await t.test('stands at every address that is not of the API and names no file', async t => {
    t.match(await (await at('/federations/some-id?tab=groups')).text(), /<title>Comunal/)
    for (const path of ['/assets/missing.js', '/api/v1/nothing', '/api/nothing', '/.env']) {
      const answer = await at(path)
      t.equal(answer.status, 404, path)
      t.match(await answer.json(), { code: 'request/not-found' })
    }
    t.equal((await at('/', { method: 'POST' })).status, 404)
    t.not((await at('/..%2f..%2fpackage.json')).status, 200)
  })
})

t.test('a node without a page still has its API', async t => {
  await using group = await testGroup('Gràcia')
  await using http = await testHttp(group)
  t.equal((await fetch(`${http.url}/`)).status, 404)
  t.match((await http.get('/health')).body, { status: 'ok', version: /^\d+\.\d+\.\d+/, entries: 1, peers: 0 })
})

t.test('metrics are for this machine', async t => {
  await using group = await testGroup('Gràcia')
  await using http = await testHttp(group)
  await http.get('/group')
  const answer = await fetch(`${http.url}/metrics`)
  const text = await answer.text()
  t.equal(answer.status, 200)
  t.match(text, /^comunal_entries 1$/m)
  t.match(text, /comunal_http_request_seconds_count\{method="GET",route="\/api\/v1\/group",status="200"\} 1/)
  t.match(text, /^comunal_process_resident_memory_bytes \d+/m)
  const forwarded = await fetch(`${http.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.7' } })
  t.equal(forwarded.status, 404)
})

t.test('what is our own fault is said in general terms only', async t => {
  await using group = await testGroup('Gràcia')
  const clerk = {
    ...group.clerk,
    factor: () => {
      throw new Error('the secret path /var/lib/secret')
    },
  }
  await using http = await testHttp({ core: group.core, clerk })
  const proposal = await group.open()
  const token = await http.signIn(group.steward)
  const answer = await http.get(`/proposals/${proposal}/ballot-key`, { token })
  t.equal(answer.status, 500)
  t.match(answer.body, { code: 'node/failed' })
  t.notMatch(answer.text, /secret/)
})

t.test('bytes that are no HTTP do not harm the next request', async t => {
  await using group = await testGroup('Gràcia')
  await using http = await testHttp(group)
  await new Promise<void>(resolve => {
    const socket = connect(http.http.port, '127.0.0.1', () => socket.end('HELLO\r\n\r\n'))
    socket.on('close', () => resolve())
    socket.resume()
  })
  t.equal((await http.get('/health')).status, 200)
})

t.test('what is under way when the server closes is answered', async t => {
  await using group = await testGroup('Gràcia')
  const { promise: held, resolve: release } = Promise.withResolvers<void>()
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>()
  const clerk = {
    ...group.clerk,
    close: async (...args: Parameters<typeof group.clerk.close>) => {
      begin()
      await held
      return group.clerk.close(...args)
    },
  }
  const http = await testHttp({ core: group.core, clerk })
  const proposal = await group.open()
  const token = await http.signIn(group.steward)
  const asked = http.post(`/proposals/${proposal}/close`, {}, { token })
  await begun
  const closed = http[Symbol.asyncDispose]()
  release()
  t.match((await asked).body, { code: 'proposal/too-early' })
  await closed
})
