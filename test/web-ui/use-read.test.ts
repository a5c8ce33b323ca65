import { QueryClient, QueryObserver } from '@tanstack/react-query'
import t from 'tap'
import { failedRead, readOf } from '../../web-ui/src/api/use-read.ts'

/** Something that somebody looks at, as the node answers: with a text, or not at all. */
function lookedAt(answers: readonly (string | Error)[]) {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const left = [...answers]
  const observer = new QueryObserver<string>(queries, {
    queryKey: ['proposal'],
    queryFn: async () => {
      const answer = left.shift()
      if (typeof answer === 'string') return answer
      throw answer ?? new Error('asked once more')
    },
    enabled: false,
  })
  return { cache: queries.getQueryCache(), observer, look: async () => readOf(await observer.refetch()) }
}

const AWAY = new Error('away')

t.test('what was read stays though a later read fails', async t => {
  const { look } = lookedAt(['Plant a palm?', AWAY, 'Plant two?'])
  t.match(await look(), { data: 'Plant a palm?', error: null, isPending: false })
  t.match(await look(), { data: 'Plant a palm?', error: null, isPending: false })
  t.match(await look(), { data: 'Plant two?', error: null })
})

t.test('what was never read says why', async t => {
  const { look } = lookedAt([AWAY, 'Plant a palm?'])
  t.match(await look(), { data: undefined, error: AWAY, isPending: false })
  t.match(await look(), { data: 'Plant a palm?', error: null })
})

t.test('that nothing is there was read, too', async t => {
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  let answers = 0
  const observer = new QueryObserver<string | null>(queries, {
    queryKey: ['group'],
    queryFn: async () => {
      answers += 1
      if (answers > 1) throw AWAY
      return null
    },
    enabled: false,
  })
  t.match(readOf(await observer.refetch()), { data: null, error: null })
  t.match(readOf(await observer.refetch()), { data: null, error: null })
})

t.test('the frame knows of what could not be read again, while it is looked at', async t => {
  const { cache, observer, look } = lookedAt([AWAY, 'Plant a palm?', AWAY, 'Plant two?', AWAY])
  const leave = observer.subscribe(() => undefined)
  observer.setOptions({ ...observer.options, enabled: true })
  await look()
  t.equal(failedRead(cache), null, 'where it stands instead of what was asked for, nothing more is to be said')
  await look()
  t.equal(failedRead(cache), null)
  await look()
  t.equal(failedRead(cache), AWAY)
  await look()
  t.equal(failedRead(cache), null, 'read again')
  await look()
  t.equal(failedRead(cache), AWAY)
  leave()
  t.equal(failedRead(cache), null, 'nobody looks')
})
